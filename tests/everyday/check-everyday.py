#!/usr/bin/env python3
"""check-everyday.py PROGRAM VERSION - how many everyday programs does PROGRAM run as that Python does?

Each program that expected.txt lists is run by "PROGRAM run --python VERSION"; standard output must be NAME.out byte for byte and
the exit status the listed one. Programs listed with a reason may fail; the verdict tells when one of them works.
"""

import concurrent.futures
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SECONDS = 60  # for one program


def listed():
    """(name, exit status, reason or "") of every program; one that is not in the list is a mistake."""
    rows = [line.split(maxsplit=2) for line in (HERE / "expected.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    programs = {path.stem for path in HERE.glob("*.py")} - {pathlib.Path(__file__).stem}
    if programs != {row[0] for row in rows}:
        sys.exit("expected.txt and the folder disagree: %s" % sorted(programs ^ {row[0] for row in rows}))
    return [(row[0], int(row[1]), " ".join(row[2:])) for row in rows]


def first_difference(expected, actual):
    pairs = zip(expected.splitlines() + [b"<end>"], actual.splitlines() + [b"<end>"])
    number, (wanted, got) = next(((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1]), (0, (b"", b"")))
    return "line %d is %r, not %r" % (number, got.decode(errors="replace"), wanted.decode(errors="replace"))


def difference(program, version, name, status):
    """How the simulated run differs from the real one, in words, or None."""
    try:
        done = subprocess.run([program, "run", "--python", version, name + ".py"], cwd=HERE, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return "still running after %d s" % SECONDS
    expected = (HERE / (name + ".out")).read_bytes()
    errors = done.stderr.decode(errors="replace").strip().splitlines()
    if done.stdout != expected:
        return "%s (%s)" % (first_difference(expected, done.stdout), errors[-1] if errors else "no errors")
    if done.returncode != status:
        return "exit status %d, not %d" % (done.returncode, status)
    return None


def main(program, version):
    program = os.path.abspath(program)
    programs = listed()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        differences = list(pool.map(lambda row: difference(program, version, *row[:2]), programs))
    failed = 0
    for (name, _, reason), found in zip(programs, differences):
        if found is not None:
            print("%s: %s%s" % (name, found, " [listed: %s]" % reason if reason else ""))
            failed += not reason
        elif reason:
            print("%s works now: its reason in expected.txt can go" % name)
    print("Python %s: matched %d of %d" % (version, differences.count(None), len(programs)))
    return 1 if failed or not programs else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
