"""describe.py - what interpreter is this, and which files does it need? One line of JSON.

Any version that is asked must be able to read this, to say that it is the wrong one.
"""
import json
import os
import sys

import ctypes
import subprocess
import tempfile


def folders():
    """Where the interpreter, its library and the shared libraries that it has loaded lie."""
    found = set(os.path.abspath(path) for path in sys.path if path)
    with open("/proc/self/maps") as maps:
        for line in maps:
            words = line.rstrip("\n").split(None, 5)
            if len(words) == 6 and words[5].startswith("/"):
                found.add(os.path.dirname(words[5]))
    return sorted(path for path in found if os.path.exists(path))


if __name__ == "__main__":
    gil = getattr(sys, "_is_gil_enabled", lambda: True)
    print(json.dumps({
        "implementation": getattr(getattr(sys, "implementation", None), "name", ""),
        "version": "%d.%d" % sys.version_info[:2] + ("" if gil() else "t"),
        "release": "%d.%d.%d" % sys.version_info[:3],
        "executable": os.path.realpath(sys.executable),
        "folders": folders(),
    }))
