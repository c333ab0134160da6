"""cppcheck finds nothing in the sources. What it has seen before it remembers in the build folder."""

import os
import sys
from pathlib import Path

import house

here = Path(__file__).parent
top = house.root()
tool = house.need("cppcheck")
memory = sys.argv[2]
os.makedirs(memory, exist_ok=True)

# Headers are looked for where the floors are, so that it knows our types.
includes = [f"-I{folder}" for folder in sorted({file.parent for file in house.find(top / "src", "*.h")})]

status, lines = house.output_of(
    tool, "--quiet", "--error-exitcode=1", "--std=c11", "--enable=warning,performance,portability",
    "--library=gtk", f"--library={here}/cppcheck-glib.cfg",
    "--inline-suppr", f"--suppressions-list={here}/cppcheck-suppressions",
    "-j", str(os.cpu_count() or 1), f"--cppcheck-build-dir={memory}", f"--relative-paths={top}",
    "--template={file}:{line}: {message} ({id})", "--template-location=",
    *includes, str(top / "src"))
house.finish(lines if status else [])
