"""Outside the profile nothing compares versions of CPython: code asks the profile whether a thing is so.

The profile's minor number and names are for words in messages. So in the code of all floors it is
wrong to compare, compute with or switch on a minor number, to compare names of versions or
profiles, or to use a constant that stands for a version.
"""

from fnmatch import fnmatch

import house

# The profile itself; and what reads Python's syntax, because the words of a SyntaxError changed from
# version to version and are looked up by the dialect's minor number. The compiler is not among them.
EXEMPT = ("ouro-profile.[ch]", "ouro-lexer*", "ouro-parser*", "ouro-syntax*", "ouro-escapes*")

# On these floors a version can only be CPython's; above, it may as well be that of a file format.
CPYTHON_FLOORS = ("heap", "gc", "lang", "vm")

OPERATOR = r"(?:==|!=|<=|>=|<(?!<)|(?<!-)>(?!>))"
COMPARE_STRINGS = r"\b(?:g_str_equal|g_strcmp0|str\w*cmp|g_ascii_str\w*cmp|g_str_has_prefix|strstr)\s*\([^;{]*?"


def patterns(floor):
    """(what is wrong, pattern for code without strings) on this floor."""
    words = "minor|python_version|py_version|hexversion" + ("|version" if floor in CPYTHON_FLOORS else "")
    # "minor" itself, or the last word of a name or of a chain such as self->profile->minor; neither
    # called as a function nor assigned to
    number = rf"(?:\b\w+(?:->|\.))*\b(?:\w+_)?(?:{words})\b(?!\s*[(=](?!=))"
    profile = r"(?:\b\w+(?:->|\.))*\b\w*profile\b"
    return (
        ("compares a version", rf"{number}\s*{OPERATOR}"),
        ("compares a version", rf"{OPERATOR}\s*{number}"),
        ("computes with a version", rf"{number}\s*(?:[-+*/%?&|](?![-+>]))"),
        ("chooses by version", rf"\bswitch\s*\(\s*{number}"),
        # whether two are the same may be asked, which of them it is may not
        ("compares profiles", rf"{profile}\s*[!=]=(?!\s*(?:NULL\b|(?:\w+->)*profile\b))"),
        ("compares the names of profiles", rf"{COMPARE_STRINGS}\bprofile(?:->|\.)(?:name|release)\b"),
        ("names a version", r"\bOURO_\w*_3_\d+\w*"),
    )


def check(top, floor, file):
    code = house.code_of(file)
    found = {line: what
             for what, pattern in patterns(floor)
             for line, _ in house.matches(pattern, code)}
    with_strings = house.code_of(file, strings=True)
    lines = with_strings.splitlines()
    for line, _ in house.matches(COMPARE_STRINGS + r'"3\.\d+', with_strings):
        found[line] = "compares the name of a version"
    for line, what in sorted(found.items()):
        where = f"{file.relative_to(top)}:{line}"
        yield f"{where}: {what}, which only ouro-profile.c may: {lines[line - 1].strip()}"


def main():
    top = house.root()
    house.finish([problem
                  for folder in house.floors(top)
                  for file in house.find(folder, "*.c", "*.h")
                  if not any(fnmatch(file.name, pattern) for pattern in EXEMPT)
                  for problem in check(top, folder.name, file)])


main()
