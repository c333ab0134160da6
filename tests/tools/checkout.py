"""checkout.py - a small checkout in a temporary folder, with tools/ in it and a PATH of its own."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


class CheckoutTest(unittest.TestCase):
    """A test with a checkout that has the real tools, and commands that the test plays itself.

    A test that must not reach the system's own commands sets path to bin alone.
    """

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        # A blank in the name: people have such folders.
        self.top = Path(folder.name, "my checkout")
        self.bin = Path(folder.name, "bin")
        self.path = f"{self.bin}:{os.environ['PATH']}"
        shutil.copytree(TOP / "tools", self.top / "tools")
        self.bin.mkdir()

    def write(self, path, text):
        file = self.top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def borrow(self, *commands):
        """Put real commands on the PATH."""
        for command in commands:
            (self.bin / command).symlink_to(shutil.which(command))

    def play(self, command, script):
        """Put a command on the PATH that runs a shell script instead."""
        file = self.bin / command
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)

    def run_tool(self, tool, *arguments):
        """(exit status, output, errors) of a tool."""
        done = subprocess.run([self.top / "tools" / tool, *arguments],
                              env={**os.environ, "PATH": self.path, "PLAY": str(self.top)},
                              cwd=self.top, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr
