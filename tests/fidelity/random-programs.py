#!/usr/bin/env python3
"""random-programs.py [--python INTERPRETER] [--count N] [--seed S] [--floor N] PROGRAM - do programs made by chance run as they really do?

Each program that chance.py makes lives once under a real CPython, of a release that a profile stands for (3.11 or 3.12), where record.py
watches it, and once in "PROGRAM trace"; compare.py judges. Says which nodes of the syntax, types and methods occurred, and
the seed of each difference; fails when fewer than the floor agree (all, unless told), or when something wanted did not occur. "--show SEED" prints that program.
Without such an interpreter there is nothing to compare with: exit status 77, "skipped".
"""

import argparse
import ast
import collections
import concurrent.futures
import glob
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOOLS = HERE.parents[1] / "data" / "python"
sys.path.insert(0, str(TOOLS))

import chance
import compare

SKIP = 77
BATCH = 5  # programs for one process of record.py
SECONDS = 10  # for one simulated program
WANTED_NODES = """Add And AnnAssign Assert Assign Attribute AugAssign BinOp BitAnd BitOr BitXor BoolOp Break Call ClassDef Compare Constant Continue
Delete Dict DictComp Div Eq ExceptHandler Expr FloorDiv For FormattedValue FunctionDef GeneratorExp Global Gt GtE If IfExp Import In Invert Is
IsNot JoinedStr LShift Lambda List ListComp Lt LtE Mod Mult Name NamedExpr Nonlocal Not NotEq NotIn Or Pass Pow RShift Raise Return
Set SetComp Slice Starred Sub Subscript Try Tuple UAdd USub UnaryOp While With Yield YieldFrom keyword""".split()
WANTED_TYPES = """list dict set frozenset tuple str int float complex bytes bool NoneType ellipsis generator function class builtin method
ReferenceType list_iterator Plain Named Slotted Rising Manager Problem""".split()


def release(python):
    """(3, 11) of a CPython 3.11 or 3.12; None for any other program and for the free-threaded."""
    try:
        done = subprocess.run([python, "-c", "import sys; print(*sys.version_info[:2], sys.implementation.name)"], capture_output=True, text=True)
    except OSError:
        return None
    words = done.stdout.split()
    return (3, int(words[1])) if words in (["3", "11", "cpython"], ["3", "12", "cpython"]) else None


def find_python():
    candidates = ["python3", "python3.11", "python3.12"] + sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.1[12].*/bin/python3")))
    return next((python for python in candidates if release(python)), None)


def trace(program, version, folder, seed):
    """What went wrong shows in the comparison."""
    with open(folder / ("%d.ours" % seed), "wb") as stream:
        try:
            subprocess.run([program, "trace", "--python", version, "%d.py" % seed], cwd=folder, stdout=stream, stderr=subprocess.DEVNULL,
                           timeout=SECONDS)
        except subprocess.TimeoutExpired:
            pass


def record_and_trace(python, version, program, folder, seeds):
    """Writes SEED.py, SEED.real and SEED.ours for each seed."""
    jobs = []
    for seed in seeds:
        (folder / ("%d.py" % seed)).write_text(chance.Program(seed).text, encoding="utf-8")
        jobs.append("%s\t%s\n" % (folder / ("%d.py" % seed), folder / ("%d.real" % seed)))
    batch = folder / ("batch%d" % seeds[0])
    batch.write_text("".join(jobs), encoding="utf-8")
    done = subprocess.run([python, "-B", TOOLS / "record.py", "--batch", batch], capture_output=True, text=True)
    for seed in seeds:
        trace(program, version, folder, seed)
    return done.stderr


def judge(folder, seed, types):
    """The first difference of a program in words, or None; counts the types that occurred."""
    real = compare.load(str(folder / ("%d.real" % seed)))
    if real.problem or not real.steps:
        return "the real interpreter's trace is missing"
    for step in real.steps:
        types.update({thing["type"] for thing in step["objects"].values()})
    differences, _ = compare.compare(real, compare.load(str(folder / ("%d.ours" % seed))), list(compare.FIELDS))
    return compare.wording(differences[0]) if differences else None


def table(title, wanted, seen):
    """Prints how often each thing occurred; returns what is wanted and did not."""
    print("%s: %s" % (title, ", ".join("%s %d" % (name, seen[name]) for name in wanted)))
    return [name for name in wanted if not seen[name]]


def coverage(seeds, types):
    nodes, methods = collections.Counter(), collections.Counter()
    for seed in seeds:
        program = chance.Program(seed)
        nodes.update(type(node).__name__ for node in ast.walk(ast.parse(program.text)))
        methods.update("%s.%s" % pair for pair in program.methods)
    missing = table("Syntax nodes", WANTED_NODES, nodes) + table("Types", WANTED_TYPES, types)
    missing += table("Methods", sorted("%s.%s" % pair for pair in chance.WANTED_METHODS), methods)
    if missing:
        print("Never occurred: %s" % ", ".join(missing))
    return not missing


def main(options):
    if options.show is not None:
        print(chance.Program(options.show).text, end="")
        return 0
    python = options.python or find_python()
    if python is None or release(python) is None:
        print("no CPython 3.11 or 3.12 to compare with")
        return SKIP
    version = "%d.%d" % release(python)
    seeds = range(options.seed, options.seed + options.count)
    types, failed = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as name, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        folder = pathlib.Path(name)
        parts = [seeds[i:i + BATCH] for i in range(0, len(seeds), BATCH)]
        complaints = pool.map(lambda part: record_and_trace(python, version, os.path.abspath(options.program), folder, part), parts)
        sys.stderr.write("".join(complaints))
        for seed in seeds:
            difference = judge(folder, seed, types)
            if difference is not None:
                failed += 1
                print("seed %d: %s" % (seed, difference))
    covered = coverage(seeds, types)
    print("Python %s (%s): %d of %d random programs agree" % (version, python, len(seeds) - failed, len(seeds)))
    if options.floor is not None and len(seeds) - failed > options.floor:
        print("The floor in tests/fidelity/meson.build can go up.")
    return 0 if covered and len(seeds) - failed >= (len(seeds) if options.floor is None else options.floor) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", help="the interpreter to compare with; one is looked for")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1, help="of the first program; the next has the next number")
    parser.add_argument("--floor", type=int, metavar="N", help="how many must agree; all when not given")
    parser.add_argument("--show", type=int, metavar="SEED", help="print the program of a seed")
    parser.add_argument("program", nargs="?")
    sys.exit(main(parser.parse_args()))
