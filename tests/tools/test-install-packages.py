"""tools/install-packages asks dpkg, says what it will do, and calls apt only when something is missing."""

import re
import unittest

from checkout import CheckoutTest

LIST = """\
# What is needed

build: gcc
build: meson   # the builder
run: fonts
test: xvfb
"""

# What dpkg would say stands in a file, and apt-get adds to it; all that apt-get is asked is noted.
DPKG_QUERY = """
shift 2
for package; do grep " $package\\$" "$PLAY/dpkg"; done
"""
APT_GET = """
echo "$*" >>"$PLAY/asked"
case "$*" in
  *" -s "* | "-s "*) test -f "$PLAY/lists" ;;
  *update) touch "$PLAY/lists" "$PLAY/fresh" ;;
  *install*)
    test -f "$PLAY/network" || test -f "$PLAY/fresh" || exit 100
    for word; do case $word in -*) ;; *) echo "installed amd64 $word" >>"$PLAY/dpkg" ;; esac; done ;;
esac
"""


class InstallPackages(CheckoutTest):
    def setUp(self):
        super().setUp()
        self.path = str(self.bin)
        self.write("packages.debian", LIST)
        self.write("dpkg", "installed amd64 gcc\ninstalled all fonts\n")
        self.borrow("sh", "dirname", "sed", "tr", "env", "grep", "touch")
        self.play("dpkg", "echo amd64")
        self.play("dpkg-query", DPKG_QUERY)
        self.play("apt-get", APT_GET)
        self.play("id", "echo 0")

    def asked(self):
        """What apt-get was asked to do, without its options except -s, "only say what you would do"."""
        file = self.top / "asked"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [re.sub(r"(^| )(-o \S+|-(?!s )\S+)", "", line).strip() for line in lines]

    def test_nothing_is_done_when_all_is_there(self):
        self.assertEqual(self.run_tool("install-packages", "run"), (0, "", ""))
        self.assertEqual(self.asked(), [])

    def test_what_is_missing_is_said_and_installed(self):
        self.write("lists", "")
        self.write("network", "")
        status, output, errors = self.run_tool("install-packages", "build", "run")
        self.assertEqual((status, output), (0, ""))
        self.assertIn("not installed yet: meson\n", errors)
        self.assertEqual(self.asked(), ["-s install meson", "install meson"])
        self.assertEqual(self.run_tool("install-packages", "build", "run"), (0, "", ""))

    def test_lists_are_fetched_when_they_do_not_know_a_package(self):
        self.assertEqual(self.run_tool("install-packages", "build", "test")[0], 0)
        self.assertEqual(self.asked(), ["-s install meson xvfb", "update", "install meson xvfb"])

    def test_lists_are_fetched_when_they_are_old(self):
        self.write("lists", "")
        self.assertEqual(self.run_tool("install-packages", "build")[0], 0)
        self.assertEqual(self.asked(), ["-s install meson", "install meson", "update", "install meson"])

    def test_removed_and_foreign_packages_are_missing(self):
        self.write("dpkg", "config-files amd64 gcc\ninstalled i386 meson\n")
        self.run_tool("install-packages", "build")
        self.assertEqual(self.asked()[0], "-s install gcc meson")

    def test_sudo_is_used_by_others_than_root(self):
        self.play("id", "echo 1000")
        self.play("sudo", 'echo "$@" >>"$PLAY/sudo-asked"; exec "$@"')
        self.assertEqual(self.run_tool("install-packages", "build")[0], 0)
        self.assertIn("apt-get", (self.top / "sudo-asked").read_text(encoding="utf-8"))

    def test_without_sudo_the_command_is_said(self):
        self.play("id", "echo 1000")
        status, _, errors = self.run_tool("install-packages", "build")
        self.assertEqual(status, 1)
        self.assertIn("As root, please run: apt-get install --no-install-recommends meson\n", errors)
        self.assertEqual(self.asked(), [])

    def test_failure_is_said(self):
        self.play("apt-get", 'echo "$*" >>"$PLAY/asked"; exit 100')
        status, _, errors = self.run_tool("install-packages", "build")
        self.assertEqual(status, 1)
        self.assertIn("could not be installed", errors)

    def test_elsewhere_than_on_debian_the_list_is_said(self):
        (self.bin / "apt-get").unlink()
        status, _, errors = self.run_tool("install-packages", "build", "run")
        self.assertEqual(status, 0)
        self.assertIn("gcc meson fonts\n", errors)


if __name__ == "__main__":
    unittest.main()
