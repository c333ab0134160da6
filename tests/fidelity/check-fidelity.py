#!/usr/bin/env python3
"""check-fidelity.py PROGRAM VERSION FLOOR - how many scripts does PROGRAM trace as that Python did?

Each script of scripts/ is traced by "PROGRAM trace --python VERSION" and judged by compare.py against the trace that the
real interpreter left in traces/VERSION. Prints the scripts that differ and the score; fails when fewer than FLOOR match.
"""

import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "data" / "python"))

import compare

SECONDS = 60  # for one script


def trace(program, version, name, folder):
    """Writes the trace of one script into the folder; what went wrong shows in the comparison."""
    script = HERE / "scripts" / (name + ".py")
    output = pathlib.Path(folder) / (name + ".jsonl")
    output.parent.mkdir(parents=True, exist_ok=True)
    with open(output, "wb") as stream:
        try:
            subprocess.run([program, "trace", "--python", version, script.name], cwd=script.parent, stdin=subprocess.DEVNULL,
                           stdout=stream, stderr=subprocess.DEVNULL, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            pass


def judge(expected, actual):
    """The first difference between two traces in words, or None."""
    differences, _ = compare.compare(compare.load(expected), compare.load(actual), list(compare.FIELDS))
    return compare.wording(differences[0]) if differences else None


def main(program, version, floor):
    program = os.path.abspath(program)
    expected = compare.traces(str(HERE / "traces" / version))
    with tempfile.TemporaryDirectory() as folder:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda name: trace(program, version, name, folder), expected))
        verdicts = {name: judge(path, os.path.join(folder, name + ".jsonl")) for name, path in sorted(expected.items())}
    for name, difference in verdicts.items():
        if difference is not None:
            print("%s: %s" % (name, difference))
    matched = sum(difference is None for difference in verdicts.values())
    print("Python %s: %d of %d scripts match, at least %d must" % (version, matched, len(verdicts), floor))
    if matched > floor:
        print("The floor in tests/fidelity/meson.build can go up.")
    return 0 if matched >= floor > 0 else 1


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
