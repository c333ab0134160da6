"""Writes what the compiler makes of the programs of listings.txt into it, to be read before it is believed.

Usage: record-listings.py listings.txt READ_PYTHON
"""

import subprocess
import sys
import tempfile


def compile_program(tool, version, program):
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
        file.write(program)
        file.flush()
        return subprocess.run([tool, version, "code", file.name], stdout=subprocess.PIPE, text=True, check=True).stdout


def main():
    path, tool = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        head, *entries = file.read().split("\n=== ")
    written = [head]
    for entry in entries:
        title, rest = entry.split("\n", 1)
        program = rest.split("---\n", 1)[0]
        listing = compile_program(tool, title.split()[-1], program).rstrip("\n")
        written.append(f"{title}\n{program}---\n{listing}\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n=== ".join(written))


main()
