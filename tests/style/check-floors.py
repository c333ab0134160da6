"""A floor of src/ uses only floors below it, and only the libraries that are its business.

The compiler sees to most of this, since a floor finds only the headers of the floors that its
meson.build names; here those names themselves are held against the table.
"""

import re

import house

# For each floor, from bottom to top: the floors it may use, and the outside libraries beyond GLib.
TABLE = {
    "heap": ("", ""),
    "gc": ("heap", ""),
    "lang": ("", ""),
    "vm": ("heap gc lang", "gio"),
    "graph": ("heap", ""),
    "dump": ("heap", "gio"),
    "layout": ("", "gio graphviz"),
    "picture": ("heap graph layout", "cairo"),
    "document": ("", "gio"),
    "session": ("heap gc lang vm graph document", "gio"),
    "export": ("heap gc vm graph layout picture session document", "gio cairo"),
    "cli": ("heap gc lang vm graph dump layout picture document session export", "gio cairo"),
    "app": ("heap gc lang vm graph dump layout picture document session export", "gio cairo gtk"),
}

LIBRARIES = {
    "gio": r"gio/",
    "cairo": r"cairo|pango",
    "graphviz": r"graphviz/|gvc|cgraph|gvplugin",
    "gtk": r"(?:gtk|gdk|gsk)/|adwaita|gtksourceview",
}

INCLUDE = r"^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"\n]+)[>\"]"


def check_include(floor, name, owners):
    """What is wrong with a floor's including a header of ours, or None."""
    below, _ = TABLE[floor]
    owner = owners.get(name.rpartition("/")[2])
    if ".." in name:
        return "reaches out of its folder"
    if owner in (None, floor):
        return None
    if owner not in below.split():
        return f"{floor}/ may not use {owner}/"
    if name.endswith("-private.h"):
        return f"{name} is for {owner}/ alone"
    return None


def check_library(floor, name):
    """What is wrong with a floor's including a header of a library, or None."""
    _, libraries = TABLE[floor]
    for library, pattern in LIBRARIES.items():
        if re.match(pattern, name) and library not in libraries.split():
            return f"{floor}/ may not use {library}"
    return None


def check_sources(top, folder, owners):
    floor = folder.name
    for file in house.find(folder, "*.c", "*.h"):
        for line, match in house.matches(INCLUDE, house.code_of(file, strings=True)):
            problem = check_include(floor, match[1], owners) or check_library(floor, match[1])
            if problem:
                yield f"{file.relative_to(top)}:{line}: {problem}: {match[0].strip()}"


def check_build(top, folder):
    floor = folder.name
    for file in house.find(folder, "meson.build"):
        text = re.sub(r"#.*", "", file.read_text(encoding="utf-8"))
        for line, match in house.matches(r"\b([a-z]+)(?:_[a-z]+)*_(?:dep|lib|inc)\b", text):
            if match[1] in TABLE and match[1] != floor and match[1] not in TABLE[floor][0].split():
                yield f"{file.relative_to(top)}:{line}: {floor}/ may not use {match[1]}/: {match[0]}"
        for line, match in house.matches(r"include_directories\s*\([^)]*\.\.[^)]*\)", text):
            yield f"{file.relative_to(top)}:{line}: a floor offers its own headers only: {match[0]}"


def main():
    top = house.root()
    problems = []
    owners = {}
    for file in house.find(top / "src", "*.c", "*.h"):
        owner = file.relative_to(top / "src").parts[0]
        if file.name in owners:
            problems.append(f"{file.relative_to(top)}:1: {owners[file.name]}/ has a file of the same name")
        owners[file.name] = owner

    for folder in house.floors(top):
        if folder.name in TABLE:
            problems += check_sources(top, folder, owners)
            problems += check_build(top, folder)
        else:
            problems.append(f"src/{folder.name}:1: the table of floors does not know this folder")
    house.finish(problems)


main()
