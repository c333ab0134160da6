/* test-fold.c - expressions of constants are computed by the compiler, within limits */
#include <string.h>

#include "reading.h"

/* What "x = EXPRESSION" loads when that is a single constant; NULL otherwise. */
static char *
fold (const char *expression)
{
  g_autofree char *text = g_strconcat ("x = ", expression, "\n", NULL);
  g_autofree char *code = read_code (text, NEWEST_MINOR);
  g_auto (GStrv) lines = g_strsplit (code, "\n", -1);
  const char *load = "    2 LOAD_CONST ";

  g_assert_cmpuint (g_strv_length (lines), >, 4);
  if (!g_str_has_prefix (lines[3], load) || !g_str_equal (lines[4], "    3 STORE_NAME x"))
    return NULL;
  return g_strdup (lines[3] + strlen (load));
}

typedef struct
{
  const char *expression;
  const char *value; /* NULL: is left to run time */
} Case;

static void
assert_cases (const Case *cases,
              guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = fold (cases[i].expression);

      if (g_strcmp0 (value, cases[i].value) != 0)
        g_test_message ("%s", cases[i].expression);
      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_integers (void)
{
  const Case cases[] = {
    { "1 + 2 * 3", "7" },
    { "-1", "-1" },
    { "~5", "-6" },
    { "+True", "1" },
    { "7 // -2", "-4" },
    { "7 % -2", "-1" },
    { "-7 >> 1", "-4" },
    { "1 << 100", "1267650600228229401496703205376" },
    { "2 ** 64", "18446744073709551616" },
    { "6 & 3 | 8 ^ 1", "11" },
    { "True & False", "False" },
    { "0x10", "16" },
    { "0o17", "15" },
    { "0b11", "3" },
    { "000", "0" },
    { "not 0o0", "True" },
    { "0b11 + 0o7 + 1_0", "20" },
    { "1 / 2", "0.5" },
    { "1 // 0", NULL },
    { "1 % 0", NULL },
    { "1 / 0", NULL },
    { "1 << -1", NULL },
    { "1 << 1000", NULL },
    { "2 ** 65", NULL },
    { "2 ** -1", NULL },
    { "10 ** 30 * 10 ** 30", NULL },
    { "1 @ 2", NULL },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_floats (void)
{
  const Case cases[] = {
    { "0.1 + 0.2", "0.30000000000000004" },
    { "1.5 * 2", "3" },
    { "-0.0", "-0" },
    { "7.5 // 2", "3" },
    { "5931837303800576.0 // 6.5", "912590354430857" },
    { "-7.5 % 2", "0.5" },
    { "2.0 ** 0.5", "1.4142135623730951" },
    { "1.0 / 0", NULL },
    { "1.0 % 0", NULL },
    { "(-8.0) ** 0.5", NULL },
    { "1e308 * 10 ** 300", NULL },
    { "~1.5", NULL },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_texts (void)
{
  const Case cases[] = {
    { "'a' 'b'", "'ab'" },
    { "'a' + 'b' + 'c'", "'abc'" },
    { "'ab' * 3", "'ababab'" },
    { "2 * b'a'", "b'aa'" },
    { "'ab' * -1", "''" },
    { "'abc'[1]", "'b'" },
    { "'abc'[-1]", "'c'" },
    { "'abc'[3]", NULL },
    { "'a' + b'b'", NULL },
    { "'a' * 4097", NULL },
    { "'a' + 1", NULL },
    { "not 'a'", "False" },
    { "not ''", "True" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_tuples (void)
{
  const Case cases[] = {
    { "(1, 'a', (2.5, None))", "(1, 'a', (2.5, None))" },
    { "(1, 2) + (3,)", "(1, 2, 3)" },
    { "(1, 2) * 2", "(1, 2, 1, 2)" },
    { "(1, 2)[0]", "1" },
    { "(1, 2)[2]", NULL },
    { "(1, 2) * 200", NULL },
    { "(((1,) * 200),) * 6", NULL },
    { "(1, y)", NULL },
    { "(1, y)[0]", NULL },
    { "[1, 2]", NULL },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* The constants of a code are a tuple, too, but hold None, tuples or codes here. */
static gboolean
is_tuple_of_numbers_and_texts (const OuroConstant *constant)
{
  for (guint i = 0; i < constant->n_items; i++)
    if (constant->items[i]->shape != OURO_VALUE_ATOM || constant->items[i]->kind == OURO_CONSTANT_NONE)
      return FALSE;
  return constant->shape == OURO_VALUE_TUPLE;
}

static void
test_equal_constants_are_one (void)
{
  OuroDialect  dialect = get_dialect (13);
  OuroLowering lowering = get_lowering (13);
  const char  *text = "a = 257, 'x', 1.5\nb = 256 + 1, 'x', 1.5\nc = 0.0, -0.0, 0, False\ndef f(): return 257, 'x', 1.5\n";
  g_autoptr (OuroSyntaxTree) tree = ouro_syntax_tree_parse (text, strlen (text), &dialect, NULL, NULL);
  g_autoptr (OuroCodeUnit) unit = ouro_compile (tree, text, strlen (text), &dialect, &lowering, NULL, NULL);
  guint n_tuples = 0, n_zeros = 0, n_257 = 0;

  for (guint i = 0; i < ouro_code_unit_get_n_constants (unit); i++)
    {
      const OuroConstant *constant = ouro_code_unit_get_constant (unit, i);

      n_tuples += is_tuple_of_numbers_and_texts (constant);
      n_zeros += constant->shape == OURO_VALUE_ATOM && constant->kind == OURO_CONSTANT_FLOAT && constant->real == 0;
      n_257 += constant->shape == OURO_VALUE_ATOM && g_strcmp0 (constant->text, "257") == 0;
    }
  g_assert_cmpuint (n_tuples, ==, 2);
  g_assert_cmpuint (n_zeros, ==, 2);
  g_assert_cmpuint (n_257, ==, 1);
}

static void
test_what_is_folded_away_leaves_no_constant (void)
{
  OuroDialect  dialect = get_dialect (13);
  OuroLowering lowering = get_lowering (13);
  const char  *text = "a = 1000 + 2000 + 3000\n";
  g_autoptr (OuroSyntaxTree) tree = ouro_syntax_tree_parse (text, strlen (text), &dialect, NULL, NULL);
  g_autoptr (OuroCodeUnit) unit = ouro_compile (tree, text, strlen (text), &dialect, &lowering, NULL, NULL);

  /* 6000, None and the tuple of both. */
  g_assert_cmpuint (ouro_code_unit_get_n_constants (unit), ==, 3);
  g_assert_cmpstr (ouro_code_unit_get_constant (unit, 0)->text, ==, "6000");
}

static void
test_constant_conditions_choose (void)
{
  g_autofree char *never = read_code ("if 0:\n a()\nelif not 'x':\n b()\n", 13);
  g_autofree char *always = read_code ("while 1:\n a()\nb()\n", 13);

  g_assert_null (strstr (never, "CALL"));
  g_assert_nonnull (strstr (always, "LOAD_NAME a"));
  g_assert_null (strstr (always, "LOAD_NAME b"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lang/fold/integers-are-computed-within-limits", test_integers);
  g_test_add_func ("/lang/fold/floats-are-computed-as-python-computes-them", test_floats);
  g_test_add_func ("/lang/fold/texts-are-joined-and-repeated-within-limits", test_texts);
  g_test_add_func ("/lang/fold/tuples-of-constants-are-constants", test_tuples);
  g_test_add_func ("/lang/fold/equal-constants-are-one", test_equal_constants_are_one);
  g_test_add_func ("/lang/fold/what-is-folded-away-leaves-no-constant", test_what_is_folded_away_leaves_no_constant);
  g_test_add_func ("/lang/fold/constant-conditions-choose", test_constant_conditions_choose);
  return g_test_run ();
}
