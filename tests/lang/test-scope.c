/* test-scope.c - which variable does a name mean? */
#include "ouro-scope.h"

#include <string.h>

#include "versions.h"

typedef struct
{
  OuroDialect     dialect;
  OuroLowering    lowering;
  OuroSyntaxTree *tree;
  OuroScopes     *scopes;
} Analysis;

static void
analysis_init (Analysis   *self,
               const char *text,
               guint       minor)
{
  g_auto (OuroSyntaxProblem) problem = { 0 };

  self->dialect = get_dialect (minor);
  self->lowering = get_lowering (minor);
  self->tree = ouro_syntax_tree_parse (text, strlen (text), &self->dialect, &problem, NULL);
  g_assert_nonnull (self->tree);
  self->scopes = ouro_scopes_new (ouro_syntax_tree_get_root (self->tree), &self->dialect, &self->lowering, &problem);
  g_assert_cmpstr (problem.message, ==, NULL);
}

static void
analysis_clear (Analysis *self)
{
  ouro_scopes_free (self->scopes);
  ouro_syntax_tree_free (self->tree);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* "a cell, b local; " and the same of the scopes in it, in brackets. */
static void
describe (const OuroScope *scope,
          GString         *words)
{
  static const char *const bindings[] = { "local", "cell", "free", "global", "implicit" };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < scope->order->len; i++)
    {
      const char *name = g_ptr_array_index (scope->order, i);

      g_ptr_array_add (parts, g_strconcat (name, " ", bindings[ouro_scope_get_binding (scope, name)], NULL));
    }
  g_ptr_array_sort (parts, compare_words);
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", (char *)g_ptr_array_index (parts, i));
  for (guint i = 0; i < scope->children->len; i++)
    {
      g_string_append (words, " [");
      describe (g_ptr_array_index (scope->children, i), words);
      g_string_append_c (words, ']');
    }
}

static void
assert_scopes (const char *text,
               guint       minor,
               const char *expected)
{
  Analysis analysis;
  g_autoptr (GString) words = g_string_new (NULL);

  analysis_init (&analysis, text, minor);
  describe (ouro_scopes_get_module (analysis.scopes), words);
  g_assert_cmpstr (words->str, ==, expected);
  analysis_clear (&analysis);
}

static void
test_what_a_function_binds_is_local (void)
{
  assert_scopes ("def f(a, *b, c=d, **e):\n x = a; import y.z; del x\n for i in g: pass\n", 13,
                 "d implicit, f local [a local, b local, c local, e local, g implicit, i local, x local, y local]");
  assert_scopes ("def f():\n try: pass\n except A as e: pass\n with a as b, c as (d, *g): pass\n (h := 1)\n class C: pass\n", 13,
                 "f local [A implicit, C local, a implicit, b local, c implicit, d local, e local, g local, h local []]");
}

static void
test_a_global_statement_makes_it_global (void)
{
  assert_scopes ("def f():\n global x\n x = 1\n def g(): return x\n", 13, "f local [g local, x global [x implicit]]");
  assert_scopes ("x = 1\ndef f(): return x\n", 13, "f local, x local [x implicit]");
}

static void
test_what_an_inner_function_uses_is_a_cell (void)
{
  assert_scopes ("def f(a):\n x = 1\n def g(): return x, a\n", 13, "f local [a cell, g local, x cell [a free, x free]]");
  assert_scopes ("def f():\n x = 1\n def g():\n  def h(): return x\n", 13, "f local [g local, x cell [h local, x free [x free]]]");
  assert_scopes ("def f():\n x = 1\n def g():\n  x = 2\n", 13, "f local [g local, x local [x local]]");
}

static void
test_nonlocal_binds_around (void)
{
  assert_scopes ("def f():\n x = 1\n def g():\n  nonlocal x\n  x = 2\n", 13, "f local [g local, x cell [x free]]");
}

static void
test_a_class_body_hides_nothing_from_methods (void)
{
  assert_scopes ("class A:\n x = 1\n def m(self): return x\n", 13, "A local [m local, x local [self local, x implicit]]");
  assert_scopes ("def f():\n x = 1\n class A:\n  def m(self): return x\n", 13,
                 "f local [A local, x cell [m local, x free [self local, x free]]]");
}

static void
test_a_class_may_have_a_name_and_hand_on_its_namesake (void)
{
  Analysis   analysis;
  OuroScope *f, *a;
  g_autoptr (GPtrArray) free_names = NULL;

  analysis_init (&analysis, "def f():\n x = 1\n class A:\n  x = 2\n  def m(self): return x\n", 13);
  f = g_ptr_array_index (ouro_scopes_get_module (analysis.scopes)->children, 0);
  a = g_ptr_array_index (f->children, 0);
  g_assert_cmpint (ouro_scope_get_binding (f, "x"), ==, OURO_BINDING_CELL);
  g_assert_cmpint (ouro_scope_get_binding (a, "x"), ==, OURO_BINDING_LOCAL);
  free_names = ouro_scope_list (a, OURO_BINDING_FREE);
  g_assert_cmpuint (free_names->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (free_names, 0), ==, "x");
  analysis_clear (&analysis);
}

static void
test_super_needs_the_class (void)
{
  Analysis   analysis;
  OuroScope *a;

  analysis_init (&analysis, "class A:\n def m(self): return super().m()\n", 13);
  a = g_ptr_array_index (ouro_scopes_get_module (analysis.scopes)->children, 0);
  g_assert_true (a->needs_class_cell);
  g_assert_cmpint (ouro_scope_get_binding (g_ptr_array_index (a->children, 0), "__class__"), ==, OURO_BINDING_FREE);
  analysis_clear (&analysis);
}

static void
test_private_names_carry_their_class (void)
{
  assert_scopes ("class _A:\n __x = 1\n __y__ = 2\n def m(self, __z): return __x\n", 13,
                 "_A local [_A__x local, __y__ local, m local [_A__x implicit, _A__z local, self local]]");
}

static void
test_a_comprehension_has_a_scope_of_its_own (void)
{
  assert_scopes ("[a for b in c if d]", 11, "c implicit [.0 local, a implicit, b local, d implicit]");
  assert_scopes ("def f(a):\n return [a for b in a]\n", 11, "f local [a cell [.0 local, a free, b local]]");
  assert_scopes ("def f(a):\n return [a for b in a]\n", 12, "f local [a local [a local, b local]]");
  assert_scopes ("def f():\n x = 1\n def g(): return [lambda: x for y in z]\n", 12,
                 "f local [g local, x cell [x free, z implicit [y local [x free]]]]");
  assert_scopes ("def f(a):\n return (a for b in a)\n", 12, "f local [a cell [.0 local, a free, b local]]");
}

static void
test_a_named_expression_binds_around_its_comprehension (void)
{
  assert_scopes ("[x := a for a in b]", 11, "b implicit, x local [.0 local, a local, x global]");
  assert_scopes ("def f():\n [x := a for a in b]\n", 11, "f local [b implicit, x cell [.0 local, a local, x free]]");
  assert_scopes ("def f():\n global x\n [x := a for a in b]\n", 11, "f local [b implicit, x global [.0 local, a local, x global]]");
  assert_scopes ("def f():\n x = 1\n def g():\n  nonlocal x\n  [x := a for a in b]\n", 11,
                 "f local [g local, x cell [b implicit, x free [.0 local, a local, x free]]]");
}

static void
test_annotations_are_looked_up_where_they_are_evaluated (void)
{
  const char *text = "def f(x):\n def g(a: x): pass\n";

  assert_scopes ("def f():\n x = 1\n def g():\n  def h(a: x): pass\n", 13, "f local [g local, x cell [h local, x free [a local]]]");
  assert_scopes (text, 14, "f local [g local, x cell [.format local, x free] [a local]]");
}

static void
test_annotations_see_the_names_of_their_class (void)
{
  assert_scopes ("def f():\n x = y = 1\n class A:\n  x = 2\n  a: x\n  b: y\n", 14,
                 "f local [A local, x local, y cell [a local, b local, x local, y free [.format local, __classdict__ free, x implicit, y free]]]");
}

static void
test_an_expression_may_begin_a_scope_itself (void)
{
  OuroDialect  dialect = get_dialect (13);
  OuroLowering lowering = get_lowering (13);
  g_autoptr (OuroSyntaxTree) tree = ouro_syntax_tree_parse_expression ("lambda a: a", 11, &dialect, NULL, NULL);
  const OuroNode *root = ouro_syntax_tree_get_root (tree);
  g_auto (OuroSyntaxProblem) problem = { 0 };
  g_autoptr (OuroScopes) scopes = ouro_scopes_new (root, &dialect, &lowering, &problem);

  g_assert_cmpint (ouro_scopes_get_module (scopes)->kind, ==, OURO_SCOPE_MODULE);
  g_assert_cmpint (ouro_scopes_get (scopes, root)->kind, ==, OURO_SCOPE_FUNCTION);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lang/scope/what-a-function-binds-is-local", test_what_a_function_binds_is_local);
  g_test_add_func ("/lang/scope/a-global-statement-makes-it-global", test_a_global_statement_makes_it_global);
  g_test_add_func ("/lang/scope/what-an-inner-function-uses-is-a-cell", test_what_an_inner_function_uses_is_a_cell);
  g_test_add_func ("/lang/scope/nonlocal-binds-around", test_nonlocal_binds_around);
  g_test_add_func ("/lang/scope/a-class-body-hides-nothing-from-methods", test_a_class_body_hides_nothing_from_methods);
  g_test_add_func ("/lang/scope/a-class-may-have-a-name-and-hand-on-its-namesake", test_a_class_may_have_a_name_and_hand_on_its_namesake);
  g_test_add_func ("/lang/scope/super-needs-the-class", test_super_needs_the_class);
  g_test_add_func ("/lang/scope/private-names-carry-their-class", test_private_names_carry_their_class);
  g_test_add_func ("/lang/scope/a-comprehension-has-a-scope-of-its-own", test_a_comprehension_has_a_scope_of_its_own);
  g_test_add_func ("/lang/scope/a-named-expression-binds-around-its-comprehension", test_a_named_expression_binds_around_its_comprehension);
  g_test_add_func ("/lang/scope/annotations-are-looked-up-where-they-are-evaluated", test_annotations_are_looked_up_where_they_are_evaluated);
  g_test_add_func ("/lang/scope/annotations-see-the-names-of-their-class", test_annotations_see_the_names_of_their_class);
  g_test_add_func ("/lang/scope/an-expression-may-begin-a-scope-itself", test_an_expression_may_begin_a_scope_itself);
  return g_test_run ();
}
