"""Reads the standard library with this floor and with the interpreter that runs this script, and compares.

Usage: compare-with-python.py READ_PYTHON [--all]

Trees must be those of ast.parse () with every place, byte for byte; and what compile () accepts must be accepted or
refused for a reason of our own, what it does not accept told in the same words. Without --all a choice of files
is read, always the same for one interpreter, so that it takes seconds.
"""

import ast
import random
import re
import subprocess
import sys
import sysconfig
import warnings
from pathlib import Path

SKIP = 77
VERSION = sys.version_info[:2]
N_FILES = 120
MOST_BYTES = 60_000
AT_A_TIME = 40

# 3.12 leaves empty strings in f-strings, beside the fields of a format; no other version does.
EMPTY = re.compile(r"(?:, )?Constant\(value='', lineno=\d+, col_offset=\d+, end_lineno=\d+, end_col_offset=\d+\)")


# 3.11 and 3.12 do not say in which column a wrong feature of __future__ stands.
FUTURE = re.compile(r" \d+:\d+-\d+:\d+ (?=future feature|not a chance|from __future__)")


def is_utf_8(path):
    """Of other bytes, a file and a bytes object make different mistakes."""
    try:
        path.read_bytes().decode()
    except UnicodeDecodeError:
        return False
    return True


def simplify(words):
    """Without what this version alone says in another way."""
    if VERSION == (3, 12):
        words = EMPTY.sub("", words)
    return FUTURE.sub(" ", words) if VERSION <= (3, 12) else words


def choose_files(everything):
    top = Path(sysconfig.get_paths()["stdlib"])
    files = sorted(path for path in top.rglob("*.py")
                   if path.is_file() and "site-packages" not in path.parts and is_utf_8(path))
    if everything:
        return files
    files = [path for path in files if path.stat().st_size <= MOST_BYTES]
    return random.Random(20).sample(files, min(N_FILES, len(files)))


def describe(error):
    place = [max(n or 0, 0) for n in (error.lineno, error.offset, error.end_lineno, error.end_offset)]
    return "%s %d:%d-%d:%d %s" % (type(error).__name__, *place, error.msg)


def read_tree(text):
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        return "error " + describe(error)
    if VERSION >= (3, 13):
        return "tree " + ast.dump(tree, include_attributes=True, show_empty=True)
    return "tree " + ast.dump(tree, include_attributes=True)


def read_verdict(text):
    try:
        compile(text, "<string>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return describe(error)
    return "ok"


def ask(tool, kind, files):
    done = subprocess.run([tool, "%d.%d" % VERSION, kind, *files], stdout=subprocess.PIPE, check=False)
    lines = done.stdout.decode("utf-8", "surrogatepass").split("\n")[:-1]
    if done.returncode != 0 or len(lines) != len(files):
        sys.exit(f"{tool} stopped at {files[min(len(lines), len(files) - 1)]}")
    return lines


def show_difference(path, ours, theirs):
    first = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    window = slice(max(first - 80, 0), first + 80)
    print(f"{path}\n  python: {theirs[window]!a}\n  ours:   {ours[window]!a}")


def count_differences(files, ours, theirs):
    n = 0
    for path, our_words, their_words in zip(files, map(simplify, ours), map(simplify, theirs)):
        if our_words != their_words:
            show_difference(path, our_words, their_words)
            n += 1
    return n


def compare_trees(tool, files):
    return count_differences(files, ask(tool, "tree", files), [read_tree(path.read_bytes()) for path in files])


def compare_verdicts(tool, files):
    """How many are different, and how many we refuse, which is not counted as a difference."""
    told = [(path, words) for path, words in zip(files, ask(tool, "verdict", files)) if not words.startswith("refused ")]
    n = count_differences([path for path, _ in told], [words for _, words in told],
                          [read_verdict(path.read_bytes()) for path, _ in told])
    return n, len(files) - len(told)


def main():
    tool = sys.argv[1]
    if sys.implementation.name != "cpython" or not (3, 11) <= VERSION <= (3, 15):
        print(f"skipped: {sys.version.split()[0]} is none of the versions that are simulated")
        sys.exit(SKIP)
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20_000)
    files = choose_files("--all" in sys.argv)
    trees = verdicts = refused = 0
    for i in range(0, len(files), AT_A_TIME):
        some = files[i:i + AT_A_TIME]
        trees += compare_trees(tool, some)
        different, not_run = compare_verdicts(tool, some)
        verdicts += different
        refused += not_run
    print(f"{sys.version.split()[0]}: {len(files)} files, {trees} trees differ, {verdicts} verdicts differ, {refused} are refused")
    sys.exit(trees + verdicts > 0)


main()
