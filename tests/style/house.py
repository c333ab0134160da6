"""house.py - what the style checks share: which files there are, how C is read, how to complain."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

SKIP = 77  # the exit status that Meson takes as "skipped"

COMMENT = r"/\*.*?\*/|//[^\n]*"
STRING = r'"(?:\\.|[^"\\\n])*"'
CHARACTER = r"'(?:\\.|[^'\\\n])*'"
TOKEN = re.compile(f"(?P<comment>{COMMENT})|{STRING}|{CHARACTER}", re.DOTALL)


def root():
    """The checkout: the first argument of every check."""
    return Path(sys.argv[1])


def find(folder, *patterns):
    """The files below folder that match a pattern, in a fixed order; none if there is no folder."""
    return sorted(path for pattern in patterns for path in folder.rglob(pattern) if path.is_file())


def floors(top):
    """The folders of src/ that hold something."""
    return sorted(path for path in (top / "src").iterdir() if path.is_dir() and any(path.iterdir()))


def code_of(path, strings=False):
    """The text of a C file with comments blanked, and strings too unless asked for; lines stay lines."""

    def blank(match):
        if strings and not match["comment"]:
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])

    return TOKEN.sub(blank, path.read_text(encoding="utf-8"))


def matches(pattern, text):
    """(line number, match) for every place of the text where the pattern holds."""
    for match in re.finditer(pattern, text, re.MULTILINE):
        yield text.count("\n", 0, match.start()) + 1, match


def finish(problems):
    """Print what is wrong, a line each with its path below the checkout, and leave with the verdict."""
    for problem in problems:
        print(problem.removeprefix(f"{root()}/"))
    sys.exit(1 if problems else 0)


def need(tool):
    """The path of a tool; without it the check is skipped."""
    path = shutil.which(tool)
    if path is None:
        print(f"{tool} is not installed")
        sys.exit(SKIP)
    return path


def output_of(*command):
    """(exit status, all that a command says, line by line)."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout.splitlines()
