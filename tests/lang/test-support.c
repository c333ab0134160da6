/* test-support.c - Python that is not simulated is refused when it is read: where, and why */
#include <string.h>

#include "reading.h"

typedef struct
{
  const char *text;
  const char *verdict;
} Case;

static void
test_what_is_not_simulated_is_refused (void)
{
  const Case cases[] = {
    { "async def f(): pass\n", "refused 1:1-1:20 “async def”: coroutines are not simulated" },
    { "def f():\n x = 1\n async with a: pass\n", "refused 3:2-3:20 “async with”: coroutines are not simulated" },
    { "def f():\n async for a in b: pass\n", "refused 2:2-2:24 “async for”: coroutines are not simulated" },
    { "def f():\n return (é, await x)\n", "refused 2:13-2:20 “await”: coroutines are not simulated" },
    { "x = [a async for a in b]\n", "refused 1:18-1:19 “async for”: coroutines are not simulated" },
    { "match x:\n case 1: pass\n", "refused 1:1-2:14 “match”: pattern matching is not simulated" },
    { "try: a\nexcept* B: c\n", "refused 1:1-2:13 “except*”: exception groups are not simulated" },
    { "type A = int\n", "refused 1:1-1:13 “type”: type aliases are not simulated" },
    { "def f[T](): pass\n", "refused 1:7-1:8 type parameters are not simulated" },
    { "class A[*T]: pass\n", "refused 1:9-1:11 type parameters are not simulated" },
    { "x = t'a'\n", "refused 1:5-1:9 template strings are not simulated" },
    { "lazy import gc\n", "refused 1:1-1:15 “lazy import” is not simulated" },
    { "x = [*a for a in b]\n", "refused 1:6-1:8 unpacking in a comprehension is not simulated" },
    { "x = {**a for a in b}\n", "refused 1:8-1:9 unpacking in a comprehension is not simulated" },
    { "class A(*b): pass\n", "refused 1:9-1:11 “*” among the bases of a class is not simulated" },
    { "class A(**b): pass\n", "refused 1:9-1:12 “**” among the bases of a class is not simulated" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *verdict = read_verdict (cases[i].text, strlen (cases[i].text), NEWEST_MINOR);

      g_assert_cmpstr (verdict, ==, cases[i].verdict);
    }
}

static void
test_the_first_in_the_text_is_told (void)
{
  const char      *text = "match x:\n case 1: pass\nasync def f(): pass\n";
  g_autofree char *verdict = read_verdict (text, strlen (text), NEWEST_MINOR);

  g_assert_true (g_str_has_prefix (verdict, "refused 1:1-"));
}

static void
test_a_mistake_of_grammar_comes_before (void)
{
  const char      *text = "async def f(): pass\nx x\n";
  g_autofree char *verdict = read_verdict (text, strlen (text), NEWEST_MINOR);

  g_assert_cmpstr (verdict, ==, "SyntaxError 2:3-2:4 invalid syntax");
}

static void
test_a_future_comes_first (void)
{
  const Case cases[] = {
    { "'doc'\nfrom __future__ import division; from __future__ import annotations\n", "ok" },
    { "import gc\nfrom __future__ import annotations\n",
      "SyntaxError 2:1-2:35 from __future__ imports must occur at the beginning of the file" },
    { "from __future__ import division; import gc; from __future__ import annotations\n",
      "SyntaxError 1:45-1:79 from __future__ imports must occur at the beginning of the file" },
    { "from __future__ import divison\n", "SyntaxError 1:24-1:31 future feature divison is not defined" },
    { "from __future__ import braces\n", "SyntaxError 1:24-1:30 not a chance" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *verdict = read_verdict (cases[i].text, strlen (cases[i].text), NEWEST_MINOR);

      g_assert_cmpstr (verdict, ==, cases[i].verdict);
    }
}

/* Imports ----------------------------------------------------------------------------------- */

static gboolean
has_module (const char *name,
            gpointer    data)
{
  const char *const names[] = { "__future__", "gc", "os", "os.path", NULL };

  return g_strv_contains (names, name);
}

static OuroCodeUnit *
compile (const char        *text,
         OuroSyntaxProblem *problem,
         GError           **error)
{
  OuroDialect  dialect = get_dialect (13);
  OuroLowering lowering = get_lowering (13);
  g_autoptr (OuroSyntaxTree) tree = ouro_syntax_tree_parse (text, strlen (text), &dialect, problem, error);

  g_assert_no_error (*error);
  lowering.has_module = has_module;
  return ouro_compile (tree, text, strlen (text), &dialect, &lowering, problem, error);
}

static void
test_modules_that_exist_can_be_imported (void)
{
  const char *const good[] = { "import gc\n", "import gc as x, os.path\n", "from gc import collect\n", "from os.path import join\n" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_auto (OuroSyntaxProblem) problem = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (OuroCodeUnit) unit = compile (good[i], &problem, &error);

      g_assert_no_error (error);
      g_assert_nonnull (unit);
    }
}

static void
test_annotations_that_become_strings_name_nothing (void)
{
  g_auto (OuroSyntaxProblem) problem = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroCodeUnit) unit = compile ("from __future__ import annotations\nx: y = 1\ndef f():\n z = 1\n def g():\n  def h(a: z): pass\n", &problem, &error);
  g_autofree char *listing = NULL;

  g_assert_no_error (error);
  listing = ouro_code_disassemble (ouro_code_unit_get_main (unit));
  g_assert_nonnull (strstr (listing, "LOAD_CONST 'y'"));
  g_assert_null (strstr (listing, "LOAD_NAME y"));
  g_assert_null (strstr (listing, "MAKE_CELL z"));
}

static void
test_other_modules_are_refused_by_name (void)
{
  const struct
  {
    const char *text;
    guint32     column;
    const char *message;
  } cases[] = {
    { "import gc, numpy as np\n", 12, "“import numpy”: this module is not simulated" },
    { "import gc.x\n", 8, "“import gc.x”: this module is not simulated" },
    { "from numpy import array\n", 1, "“import numpy”: this module is not simulated" },
    { "from . import x\n", 1, "a program is a single file: there is no package to import from" },
    { "from .gc import x\n", 1, "a program is a single file: there is no package to import from" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (OuroSyntaxProblem) problem = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (OuroCodeUnit) unit = compile (cases[i].text, &problem, &error);
      g_autofree char *whole = g_strconcat ("The simulator does not run this: ", cases[i].message, NULL);

      g_assert_null (unit);
      g_assert_error (error, OURO_COMPILER_ERROR, OURO_COMPILER_ERROR_UNSUPPORTED);
      g_assert_cmpstr (error->message, ==, whole);
      g_assert_cmpstr (problem.message, ==, cases[i].message);
      g_assert_cmpuint (problem.column, ==, cases[i].column);
      g_assert_cmpstr (problem.text, ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lang/support/what-is-not-simulated-is-refused", test_what_is_not_simulated_is_refused);
  g_test_add_func ("/lang/support/the-first-in-the-text-is-told", test_the_first_in_the_text_is_told);
  g_test_add_func ("/lang/support/a-mistake-of-grammar-comes-before", test_a_mistake_of_grammar_comes_before);
  g_test_add_func ("/lang/support/a-future-comes-first", test_a_future_comes_first);
  g_test_add_func ("/lang/support/modules-that-exist-can-be-imported", test_modules_that_exist_can_be_imported);
  g_test_add_func ("/lang/support/annotations-that-become-strings-name-nothing", test_annotations_that_become_strings_name_nothing);
  g_test_add_func ("/lang/support/other-modules-are-refused-by-name", test_other_modules_are_refused_by_name);
  return g_test_run ();
}
