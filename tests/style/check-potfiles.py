"""po/POTFILES lists every file with words that a user sees, in order, and no other."""

import re

import house

MARK = r"\b(?:_|N_|C_|NC_|d?n?gettext|g_d\w*gettext2?)[ \t]*\("
TRANSLATABLE = r"translatable=[\"'](?:yes|true)[\"']"


def first_mark(file):
    """The line of the first marked string, or None."""
    if file.suffix in (".c", ".h"):
        code = re.sub(r"(?m)^#.*", "", house.code_of(file))
        return next((line for line, _ in house.matches(MARK, code)), None)
    return next((line for line, _ in house.matches(TRANSLATABLE, file.read_text(encoding="utf-8"))), None)


def marked(top):
    """{path: line of its first string} of all that has to be listed."""
    files = house.find(top / "src", "*.c", "*.h", "*.ui") + house.find(top / "ui", "*.ui")
    lines = {file: first_mark(file) for file in files}
    whole = house.find(top / "data", "*.desktop.in", "*.metainfo.xml.in", "*.gschema.xml", "*.page")
    lines.update({file: 1 for file in whole})
    return {str(file.relative_to(top)): line for file, line in lines.items() if line}


def main():
    top = house.root()
    wanted = marked(top)
    problems = []
    listed = []
    for number, line in enumerate((top / "po/POTFILES").read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if line not in wanted:
            problems.append(f"po/POTFILES:{number}: {line} has no marked string, or is not there")
        if listed and line <= listed[-1]:
            problems.append(f"po/POTFILES:{number}: {line} is not in the order of the alphabet")
        listed.append(line)

    problems += [f"{path}:{line}: marked string, but the file is not in po/POTFILES"
                 for path, line in wanted.items() if path not in listed]
    house.finish(problems)


main()
