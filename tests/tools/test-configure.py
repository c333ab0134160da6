"""tools/configure sets a build folder up once, and again when its options or its place have changed."""

import shutil
import unittest

from checkout import CheckoutTest


class Configure(CheckoutTest):
    def setUp(self):
        super().setUp()
        self.write("meson.build", "project('small')\n")

    def configure(self, *options):
        return self.run_tool("configure", "build", *options)

    def is_werror(self):
        return "werror = true" in (self.top / "build/meson-private/cmd_line.txt").read_text(encoding="utf-8")

    def test_it_is_set_up_once(self):
        self.assertEqual(self.configure(), (0, "", "Setting up build\n"))
        self.assertTrue((self.top / "build/build.ninja").is_file())
        self.assertEqual(self.configure(), (0, "", ""))

    def test_other_options_are_taken_on(self):
        self.configure()
        self.assertFalse(self.is_werror())
        self.assertEqual(self.configure("-Dwerror=true"), (0, "", "Setting up build\n"))
        self.assertTrue(self.is_werror())

    def test_a_copy_of_the_checkout_builds_its_own_sources(self):
        self.configure("-Dwerror=true")
        copy = self.top.with_name("the copy")
        shutil.copytree(self.top, copy)
        self.top = copy
        self.assertEqual(self.configure("-Dwerror=true")[0], 0)
        self.assertIn(str(copy), (copy / "build/meson-info/meson-info.json").read_text(encoding="utf-8"))

    def test_a_set_up_that_was_cut_short_is_repeated(self):
        self.configure()
        (self.top / "build/build.ninja").unlink()
        self.assertEqual(self.configure()[0], 0)
        self.assertTrue((self.top / "build/build.ninja").is_file())

    def test_meson_is_heard_when_it_fails(self):
        self.write("meson.build", "project('small')\nerror('no luck')\n")
        status, output, errors = self.configure()
        self.assertEqual((status, output), (1, ""))
        self.assertIn("no luck", errors)
        self.write("meson.build", "project('small')\n")
        self.assertEqual(self.configure()[0], 0)


if __name__ == "__main__":
    unittest.main()
