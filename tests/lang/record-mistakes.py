"""Asks real interpreters what they say to the sources of mistakes.txt and writes their answers into it.

Usage: record-mistakes.py mistakes.txt PYTHON...    with one interpreter for each version, oldest first.

A source stands at the margin, with \\n and the like as in C, and below it, indented, what compile () of which
versions says to it: "ok", or type, place and message of the error. A place is LINE:COLUMN-LINE:COLUMN, and what
an interpreter does not know is 0. Sources are added by hand, without answers; this script does the rest.

Sources are compiled as str, but as bytes where their encoding is the matter: given bytes, 3.11 and 3.12 count some columns
after letters beyond ASCII in bytes.
"""

import json
import subprocess
import sys

ASK = r"""
import json, sys, warnings
warnings.simplefilter("ignore")
answers = []


def is_plain(text):
    return "coding" not in text and not text.startswith("\ufeff")


for text in json.load(sys.stdin):
    try:
        compile(text if is_plain(text) else text.encode(), "<string>", "exec", dont_inherit=True)
        answers.append("ok")
    except SyntaxError as error:
        place = [max(n or 0, 0) for n in (error.lineno, error.offset, error.end_lineno, error.end_offset)]
        answers.append("%s %d:%d-%d:%d %s" % (type(error).__name__, *place, error.msg))
    except (MemoryError, RecursionError, ValueError) as error:
        answers.append("%s %s" % (type(error).__name__, error))
json.dump([list(sys.version_info[:2]), answers], sys.stdout)
"""


def unescape(line):
    return line.encode().decode("unicode_escape").encode("latin-1").decode()


def ask(python, texts):
    done = subprocess.run([python, "-c", ASK], input=json.dumps(texts), stdout=subprocess.PIPE, text=True, check=True)
    version, answers = json.loads(done.stdout)
    return "%d.%d" % tuple(version), answers


def join(versions):
    return versions[0] if len(versions) == 1 else f"{versions[0]}-{versions[-1]}"


def in_groups(answers):
    """[(version, answer), ...] with neighbours of one answer as one line."""
    groups = []
    for version, answer in answers:
        if groups and groups[-1][1] == answer:
            groups[-1][0].append(version)
        else:
            groups.append(([version], answer))
    return [f"    {join(versions)} {answer}" for versions, answer in groups]


def main():
    path, *pythons = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file.read().splitlines() if not line.startswith("    ")]
    sources = [line for line in lines if line and not line.startswith("#")]
    told = [ask(python, [unescape(line) for line in sources]) for python in pythons]
    with open(path, "w", encoding="utf-8") as file:
        index = 0
        for line in lines:
            print(line, file=file)
            if line and not line.startswith("#"):
                print("\n".join(in_groups([(version, answers[index]) for version, answers in told])), file=file)
                index += 1


main()
