"""Every C file is laid out as .clang-format says, by the clang-format of Debian 12.

Other versions lay out the same settings a little differently, so they do not count.
"""

import shutil
import sys

import house

VERSION = "14"


def find_tool():
    for name in (f"clang-format-{VERSION}", "clang-format"):
        tool = shutil.which(name)
        if tool and f"version {VERSION}." in house.output_of(tool, "--version")[1][0]:
            return tool
    print(f"clang-format {VERSION} is not installed")
    sys.exit(house.SKIP)


top = house.root()
tool = find_tool()
files = [file for folder in ("src", "tests") for file in house.find(top / folder, "*.c", "*.h")]
status, lines = house.output_of(tool, "--dry-run", "-Werror", *files) if files else (0, [])

# One line a file is enough: "clang-format -i" mends them all.
first_of_file = {}
for line in lines:
    if ": error: " in line:
        first_of_file.setdefault(line.partition(":")[0], line)
problems = list(first_of_file.values())
house.finish(problems or (lines if status else []))
