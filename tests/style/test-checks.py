"""Each rule is broken once in a small house of its own, and its check must name the very line."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import house

HERE = Path(__file__).resolve().parent

GC = "src/gc/ouro-gc.c"
HEAP = "src/heap/ouro-heap.c"
TITLE = "/* ouro-gc.c - collects */\n"

# A house in order: two floors, their tests, and a list of the files with words.
HOUSE = {
    "src/heap/README.md": "The heap.\n",
    "src/heap/meson.build": "heap_dep = declare_dependency(dependencies: glib_dep)\n",
    "src/heap/ouro-heap.h": "/* ouro-heap.h - a heap */\n#pragma once\n",
    HEAP: '/* ouro-heap.c - a heap */\n#include "ouro-heap.h"\n',
    "src/heap/ouro-heap-private.h": "/* ouro-heap-private.h - its inside */\n#pragma once\n",
    "src/heap/ouro-profile.c": "/* ouro-profile.c - versions */\nint a = minor >= 12;\n",
    "src/gc/README.md": "The collector.\n",
    "src/gc/meson.build": "gc_dep = declare_dependency(dependencies: heap_dep)\n",
    GC: '/* ouro-gc.c - collects */\n#include "ouro-heap.h"\n#include <glib.h>\n',
    "tests/heap/test-heap.c": "/* test-heap.c */\n",
    "tests/gc/test-gc.c": "/* test-gc.c */\n",
    "tests/style/README.md": "The style.\n",
    "po/POTFILES": "# comment\n",
    ".clang-format": (HERE / "../../.clang-format").read_text(encoding="utf-8"),
}


def run_check(name, changes):
    """(exit status, output) of a check on the house with some files changed or, if None, taken away."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in {**HOUSE, **changes}.items():
            if text is not None:
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, "-B", HERE / f"check-{name}.py", folder, f"{folder}/memory"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return done.returncode, done.stdout


class Checks(unittest.TestCase):
    def run_check(self, name, changes):
        status, output = run_check(name, changes)
        if status == house.SKIP:
            self.skipTest(output)
        return status, output

    def assert_passes(self, name, changes):
        self.assertEqual(self.run_check(name, changes), (0, ""))

    def assert_fails(self, name, changes, beginning):
        """The check fails with a single line, which begins so."""
        status, output = self.run_check(name, changes)
        self.assertEqual((status, output.count("\n")), (1, 1), output)
        self.assertTrue(output.startswith(beginning), output)

    def test_a_house_in_order_passes(self):
        for check in sorted(HERE.glob("check-*.py")):
            with self.subTest(check=check.stem):
                self.assert_passes(check.stem.removeprefix("check-"), {})

    def test_format(self):
        self.assert_fails("format", {GC: TITLE + "int f(void);\nint g(void);\n"}, f"{GC}:2:")

    def test_xml_is_well_formed(self):
        self.assert_fails("xml", {"data/a.gschema.xml": "<schemalist>\n<key>&</key>\n</schemalist>\n"},
                          "data/a.gschema.xml:2:")

    def test_interface_is_in_a_resource(self):
        resource = {"data/a.gresource.xml": "<gresources><file>ouro-a.ui</file></gresources>\n"}
        self.assert_passes("xml", {"ui/ouro-a.ui": "<interface/>\n", **resource})
        self.assert_fails("xml", {"ui/ouro-b.ui": "<interface/>\n", **resource}, "ui/ouro-b.ui:1:")

    def test_potfiles_lacks_a_file(self):
        for call in ('_("x")', 'N_ ("x")', 'C_ ("menu", "x")', 'ngettext ("x", "y", n)',
                     'g_dngettext (D, "x", "y", n)'):
            with self.subTest(call=call):
                self.assert_fails("potfiles", {GC: TITLE + f"f ({call});\n"}, f"{GC}:2:")
        self.assert_fails("potfiles", {"ui/a.ui": '<interface>\n<property translatable="yes"/></interface>\n'},
                          "ui/a.ui:2:")
        self.assert_fails("potfiles", {"data/a.desktop.in": "[Desktop Entry]\n"}, "data/a.desktop.in:1:")

    def test_potfiles_lists_too_much(self):
        self.assert_fails("potfiles", {"po/POTFILES": "# comment\nsrc/gc/gone.c\n"}, "po/POTFILES:2:")
        # Marks in comments, definitions and strings, and names that only end like a mark, are none.
        self.assert_fails("potfiles", {"po/POTFILES": f"{GC}\n",
                                       GC: '/* _("a") */\n#define _(a) a\nf ("_(b)");\ng_(c);\n'},
                          "po/POTFILES:1:")

    def test_potfiles_is_in_order_and_names_a_file_once(self):
        marked = {GC: '_("x");\n', HEAP: '_("x");\n'}
        self.assert_passes("potfiles", {**marked, "po/POTFILES": f"{GC}\n{HEAP}\n"})
        self.assert_fails("potfiles", {**marked, "po/POTFILES": f"{HEAP}\n{GC}\n"}, "po/POTFILES:2:")
        self.assert_fails("potfiles", {**marked, "po/POTFILES": f"{GC}\n{GC}\n{HEAP}\n"}, "po/POTFILES:2:")

    def test_floor_includes_upward(self):
        self.assert_fails("floors", {"src/gc/ouro-gc.h": "\n", HEAP: '\n#include "ouro-gc.h"\n'}, f"{HEAP}:2:")

    def test_floor_includes_the_inside_of_another(self):
        self.assert_fails("floors", {GC: '#include "ouro-heap-private.h"\n'}, f"{GC}:1:")
        self.assert_fails("floors", {GC: '#include "../heap/ouro-heap.h"\n'}, f"{GC}:1:")
        self.assert_passes("floors", {HEAP: '#include "ouro-heap-private.h"\n'})

    def test_floor_includes_a_library_that_is_not_its_business(self):
        for header in ("gtk/gtk.h", "adwaita.h", "gtksourceview/gtksource.h", "cairo.h",
                       "pango/pangocairo.h", "graphviz/gvc.h", "gvc.h", "gio/gio.h"):
            with self.subTest(header=header):
                self.assert_fails("floors", {GC: f"\n\n# include <{header}>\n"}, f"{GC}:3:")
        self.assert_passes("floors", {"src/app/ouro-window.c": "#include <gtk/gtk.h>\n",
                                      "src/main.c": "#include <adwaita.h>\n",
                                      GC: "/*\n#include <gtk/gtk.h>\n*/\n"})

    def test_floor_is_built_with_a_floor_above(self):
        build = "src/heap/meson.build"
        self.assert_fails("floors", {build: "\nx(dependencies: [glib_dep, gc_dep])\n"}, f"{build}:2:")
        self.assert_fails("floors", {build: "x = [layout_helper_dep]\n"}, f"{build}:1:")
        self.assert_fails("floors", {build: "x = include_directories('../vm')\n"}, f"{build}:1:")

    def test_file_names_are_unique_and_folders_known(self):
        self.assert_fails("floors", {"src/gc/ouro-heap.h": "\n"}, "src/heap/ouro-heap.h:1:")
        self.assert_fails("floors", {"src/utils/ouro-x.c": "\n"}, "src/utils:1:")

    def test_version_is_compared(self):
        for code in (
                "if (profile->minor >= 12)",
                "if (12 < self->vm->profile->minor)",
                "if (profile->minor\n      > 11)",
                "if (profile_minor<13)",
                "return minor == 11;",
                "switch (profile->minor)",
                "x = costs[profile->minor - 11];",
                "y = profile->minor % 2;",
                "if (heap->version != 3)",
                "if (python_version > 0x030c0000)",
                "if (self->profile == newest)",
                "if (kind == OURO_PYTHON_3_13)",
                "if (strcmp (profile->name, wanted) == 0)",
                'if (g_str_equal (name, "3.12"))',
                'if (g_str_has_prefix (profile->release, "3.14"))'):
            with self.subTest(code=code):
                self.assert_fails("versions", {GC: TITLE + f"\n  {code}\n"}, f"{GC}:3:")

    def test_version_is_only_said(self):
        for code in (
                'g_print ("3.%u", profile->minor);',
                "f (profile->minor, x - 1);",
                "row.minor = profile->minor;",
                'name = "3.12";',
                'say ("if minor > 11");',
                "/* since minor >= 12 */",
                "if (profile->lazy_imports)",
                "if (self->profile == NULL)",
                "g_return_if_fail (profile != NULL);",
                "if (heap->n_rows >> minority > 3)",
                "if (conversion == 3)"):
            with self.subTest(code=code):
                self.assert_passes("versions", {GC: TITLE + f"\n  {code}\n"})

    def test_version_chooses_words_of_a_syntax_error_only(self):
        code = "if (self->dialect->minor >= 13)\n"
        self.assert_passes("versions", {"src/lang/ouro-lexer-literals.c": code})
        self.assert_fails("versions", {"src/lang/ouro-compiler.c": code}, "src/lang/ouro-compiler.c:1:")

    def test_version_above_the_machine_may_be_that_of_a_file(self):
        dump = "src/dump/ouro-dump.c"
        self.assert_passes("versions", {dump: "if (header.version != 2)\n"})
        self.assert_fails("versions", {dump: "if (profile->minor != 2)\n"}, f"{dump}:1:")

    def test_folder_explains_itself(self):
        self.assert_fails("folders", {"src/gc/README.md": None}, "src/gc:1:")
        self.assert_fails("folders", {"tests/odd/test-x.c": "\n"}, "tests/odd:1:")

    def test_tests_mirror_src(self):
        self.assert_fails("folders", {"tests/gc/test-gc.c": None}, "src/gc:1:")

    def test_file_is_named_short_and_finished(self):
        self.assert_fails("folders", {GC: "/* a collector */\n"}, f"{GC}:1:")
        self.assert_fails("folders", {GC: TITLE + "\n" * 1000}, f"{GC}:1000:")
        self.assert_fails("folders", {GC: TITLE + "/* TO" "DO: later */\n"}, f"{GC}:2:")

    def test_header_is_included_once_unless_it_is_a_list(self):
        header = "src/gc/ouro-phases.h"
        self.assert_fails("folders", {header: "/* ouro-phases.h - x */\nint ouro_x (void);\n"}, f"{header}:1:")
        self.assert_passes("folders", {header: "/* ouro-phases.h - x */\nOURO_PHASE (MARK, 1)\n"})

    def test_cppcheck(self):
        code = "int f (void)\n{\n  int a[2];\n  a[0] = 1;\n  return a[2];\n}\n"
        self.assert_fails("cppcheck", {GC: TITLE + code}, f"{GC}:6:")
        self.assert_passes("cppcheck", {GC: TITLE + "G_DEFINE_QUARK (OuroX, ouro_x)\n"})


if __name__ == "__main__":
    unittest.main()
