"""Every folder says what it is, tests mirror src, and no file is too long, unnamed or unfinished."""

import re

import house

MOST_LINES = 1000
# A list file, OURO_OP (NAME, ...) a line, is included several times on purpose.
PRAGMA_OR_LIST = r"^#pragma once$|^OURO_[A-Z_]+ \("
UNFINISHED = r"\b(?:TODO|FIXME|XXX|HACK)\b"


def check_readme(top, folder):
    if not (folder / "README.md").is_file():
        yield f"{folder.relative_to(top)}:1: has no README.md that says what this folder is"


def check_mirror(top):
    """Every floor that is built has tests; a folder of tests that is no floor explains itself."""
    built = [folder.name for folder in house.floors(top) if (folder / "meson.build").is_file()]
    for floor in built:
        if not house.find(top / "tests" / floor, "*.c", "*.py"):
            yield f"src/{floor}:1: has no tests in tests/{floor}"
    for folder in sorted(path for path in (top / "tests").iterdir() if path.is_dir() and any(path.iterdir())):
        if not (top / "src" / folder.name).is_dir():
            yield from check_readme(top, folder)


def check_file(top, file):
    path = file.relative_to(top)
    text = file.read_text(encoding="utf-8")
    if text.count("\n") > MOST_LINES:
        yield f"{path}:{MOST_LINES}: goes on past {MOST_LINES} lines; do two things live here?"
    for line, match in house.matches(UNFINISHED, text):
        yield f"{path}:{line}: mark of unfinished work: {match[0]}"
    if path.parts[0] == "src" and not text.startswith(f"/* {file.name} - "):
        yield f"{path}:1: does not begin with its name and what it is: /* {file.name} - ..."
    if file.suffix == ".h" and not re.search(PRAGMA_OR_LIST, text, re.MULTILINE):
        yield f"{path}:1: has no #pragma once"


def main():
    top = house.root()
    problems = [problem for folder in house.floors(top) for problem in check_readme(top, folder)]
    problems += check_mirror(top)
    for folder in ("src", "tests"):
        for file in house.find(top / folder, "*.c", "*.h"):
            problems += check_file(top, file)
    house.finish(problems)


main()
