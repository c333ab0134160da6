/* test-hostile.c - texts that nobody writes: each gets one answer, soon, and no stack overflows */
#include <string.h>

#include "reading.h"

/* begin, then unit so many times, then middle, then back as many times, then end. Without a number in it a unit is repeated as it
 * is; "%u" in it counts. */
typedef struct
{
  const char *name;
  const char *begin;
  const char *unit;
  guint       n;
  const char *middle;
  const char *back;
  const char *end;
  const char *verdict; /* how the answer begins */
} Case;

#define TOO_DEEP "MemoryError 1:0-0:0 too complex: nested too deeply for the parser"

static const Case cases[] = {
  { "10000-parentheses", "", "(", 10000, "1", ")", "", "SyntaxError 1:201-1:201 too many nested parentheses" },
  { "10000-brackets", "", "[", 10000, "1", "]", "", "SyntaxError 1:201-1:201 too many nested parentheses" },
  { "200-parentheses", "", "(", 200, "1", ")", "", "ok" },
  { "brackets-never-closed", "", "(", 150, "", "", "", "SyntaxError 1:150-1:0 '(' was never closed" },
  { "1000000-minus-signs", "x = ", "-", 1000000, "1", "", "", TOO_DEEP },
  { "1000000-nots", "x = ", "not ", 1000000, "1", "", "", TOO_DEEP },
  { "1000000-sums", "x = 1", "+1", 1000000, "", "", "", TOO_DEEP },
  { "1000000-powers", "x = 1", "**1", 1000000, "", "", "", TOO_DEEP },
  { "1000000-attributes", "x", ".a", 1000000, "", "", "", TOO_DEEP },
  { "1000000-calls", "x", "()", 1000000, "", "", "", TOO_DEEP },
  { "1000000-conditions", "x = ", "1 if a else ", 1000000, "1", "", "", TOO_DEEP },
  { "1000000-lambdas", "x = ", "lambda: ", 1000000, "1", "", "", TOO_DEEP },
  { "1000-sums", "x = y", "+1", 1000, "", "", "", "ok" },
  { "1000-minus-signs", "x = ", "-", 1000, "y", "", "", "ok" },
  { "1000-attributes", "x", ".a", 1000, " = 1", "", "", "ok" },
  { "1000-constants-added", "x = 1", "+1", 1000, "", "", "", "ok" },
  { "300000-ands", "x = y", " and y", 300000, "", "", "", "ok" },
  { "300000-comparisons", "x = y", " < y", 300000, "", "", "", "ok" },
  { "300000-targets", "", "x = ", 300000, "1", "", "", "ok" },
  { "10-megabytes-in-a-line", "x = [", "y, ", 3500000, "", "", "]", "ok" },
  { "10-megabytes-of-constants", "x = [", "1, ", 3500000, "", "", "]", "ok" },
  { "10-megabytes-of-string", "x = '", "abcdefghij", 1000000, "", "", "'", "ok" },
  { "10-megabytes-of-comment", "# ", "abcdefghij", 1000000, "", "", "", "ok" },
  { "10-megabytes-of-name", "x = ", "abcdefghij", 1000000, "", "", "", "ok" },
  { "10-megabytes-of-blanks", "x = 1", "          ", 1000000, "", "", "", "ok" },
  { "a-million-digits", "x = ", "9", 1000000, "", "", "", "SyntaxError 1:0-1:0 Exceeds the limit (4300 digits) for integer string conversion" },
  { "a-million-hexadecimal-digits", "x = -0x", "f", 1000000, " + 1", "", "", "ok" },
  { "100000-lines", "", "x = 1\n", 100000, "", "", "", "ok" },
  { "100000-functions", "", "def f(): pass\n", 100000, "", "", "", "ok" },
  { "100000-lines-with-a-mistake", "", "x = 1\n", 100000, "x x", "", "", "SyntaxError 100001:3-100001:4 invalid syntax" },
  { "1000-elifs", "if a: b\n", "elif a: b\n", 1000, "else: c\n", "", "", "ok" },
  { "100000-elifs", "if a: b\n", "elif a: b\n", 100000, "else: c\n", "", "", "MemoryError 100002:0-0:0 too complex" },
  { "100000-excepts", "try: a\n", "except b: c\n", 100000, "", "", "", "ok" },
  { "100000-tries", "", "try: a\nexcept b: c\n", 100000, "", "", "", "ok" },
  { "100000-decorators", "", "@a\n", 100000, "def f(): pass\n", "", "", "ok" },
  { "100000-fors-in-a-comprehension", "x = [a", " for a in b", 100000, "", "", "]", "ok" },
  { "100000-managers-of-a-with", "with a", ", a", 100000, ": pass\n", "", "", "SyntaxError 1:66-1:67 too many statically nested blocks" },
  { "100000-locals", "def f():\n", " x%u = a; x%u; del x%u\n", 100000, "", "", "", "ok" },
  { "20000-branches-and-locals", "def f():\n", " if a: x%u = 1\n x%u\n", 20000, "", "", "", "ok" },
  { "100000-names", "", "x%u = 1\n", 100000, "", "", "", "ok" },
  { "100000-constants", "x = y, ", "%u, ", 100000, "", "", "", "ok" },
  { "100000-parameters", "def f(", "a%u, ", 100000, "): pass", "", "", "ok" },
  { "100000-arguments", "def f(a):\n f(", "(a := 1), ", 100000, ")", "", "", "ok" },
  { "100000-keywords", "f(", "a%u=1, ", 100000, ")", "", "", "ok" },
  { "20000-cells", "def f():\n", " x%u = 1\n", 20000, " def g():\n  return (", "", "x1, x2)", "ok" },
  { "100000-pairs", "x = {", "a: b, ", 100000, "", "", "}", "ok" },
  { "100000-fields", "x = f'", "{a}", 100000, "", "", "'", "ok" },
  { "100000-strings-repeated", "", "x = '%u' * 1000\n", 100000, "", "", "", "ok" },
  { "1000-strings-added", "x = 'a'", " + 'abcdefghijklmnopqrstuvwxyz%u'", 1000, "", "", "", "ok" },
  { "tuples-of-tuples", "x = ", "(", 100, "1", ",) * 200", "", "ok" },
  { "globals", "def f():\n global a", ", a%u", 100000, "", "", "", "ok" },
  { "300000-semicolons", "", "x;", 300000, "", "", "", "ok" },
  { "backslashes", "x = \\", "\n\\", 1000000, "\n1", "", "", "ok" },
  { "newlines", "", "\n", 10000000, "", "", "", "ok" },
};

static GString *
build (const Case *one)
{
  GString *text = g_string_new (one->begin);
  g_auto (GStrv) parts = g_strsplit (one->unit, "%u", -1);

  for (guint i = 0; i < one->n; i++)
    for (guint j = 0; parts[j] != NULL; j++)
      {
        if (j > 0)
          g_string_append_printf (text, "%u", i);
        g_string_append (text, parts[j]);
      }
  g_string_append (text, one->middle);
  for (guint i = 0; i < one->n; i++)
    g_string_append (text, one->back);
  return g_string_append (text, one->end);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  GString    *text = build (one);
  guint       oldest = text->len < 1000000 ? OLDEST_MINOR : NEWEST_MINOR;

  for (guint minor = oldest; minor <= NEWEST_MINOR; minor += NEWEST_MINOR - OLDEST_MINOR)
    {
      g_autofree char *verdict = read_verdict (text->str, text->len, minor);

      if (!g_str_has_prefix (verdict, one->verdict))
        g_assert_cmpstr (verdict, ==, one->verdict);
    }
  g_string_free (text, TRUE);
}

/* Blocks ------------------------------------------------------------------------------------ */

static GString *
nest (const char *statement,
      guint       n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%*s%s\n", (int)i, "", statement);
  g_string_append_printf (text, "%*spass\n", (int)n, "");
  return text;
}

static void
assert_verdict (GString    *text,
                const char *expected)
{
  g_autofree char *verdict = read_verdict (text->str, text->len, NEWEST_MINOR);

  g_assert_cmpstr (verdict, ==, expected);
  g_string_free (text, TRUE);
}

static void
test_blocks_nest_so_far (void)
{
  assert_verdict (nest ("if a:", 99), "ok");
  assert_verdict (nest ("if a:", 101), "IndentationError 101:1-101:0 too many levels of indentation");
  assert_verdict (nest ("def f(a=lambda: [b for b in c]):", 99), "ok");
  assert_verdict (nest ("for a in b:", 20), "ok");
  assert_verdict (nest ("for a in b:", 30), "SyntaxError 21:21-31:35 too many statically nested blocks");
}

/* Each "finally" is compiled twice: 2 to the power of 19 times in the innermost one. */
static void
test_finally_in_finally_doubles_until_it_is_refused (void)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *verdict = NULL;

  for (guint i = 0; i < 19; i++)
    g_string_append_printf (text, "%*stry: a\n%*sfinally:\n", (int)i, "", (int)i, "");
  for (guint i = 0; i < 10; i++)
    g_string_append_printf (text, "%*sb\n", 19, "");
  verdict = read_verdict (text->str, text->len, NEWEST_MINOR);
  g_assert_true (g_str_has_prefix (verdict, "refused "));
  g_assert_nonnull (strstr (verdict, "it is too large: more than 4194304 instructions"));
  g_string_free (text, TRUE);
}

/* Bytes ------------------------------------------------------------------------------------- */

static void
test_any_byte_anywhere_gets_an_answer (void)
{
  static const char program[] = "def f(a, *b):\n  x = [f'{a!r:>{b}}' for a in b if a]\n  return {1: 2, **x}[0:'\\n']\n";

  for (guint byte = 0; byte < 256; byte++)
    for (guint i = 0; i < sizeof program; i++)
      {
        g_autofree char *text = g_memdup2 (program, sizeof program);
        g_autofree char *verdict = NULL;

        text[i] = (char)byte;
        verdict = read_verdict (text, sizeof program - 1, OLDEST_MINOR + (byte + i) % 5);
        g_assert_cmpstr (verdict, !=, "");
      }
}

/* Pieces of Python in a random order: most are mistakes, some are not. */
static void
test_any_words_in_any_order_get_an_answer (void)
{
  static const char *const words[] = {
    "(", ")", "[", "]", "{", "}", ",", ":", "=", ":=", ".", "*", "**", "-", "not ", " if ", " else ", " for ", " in ", "lambda ", "x", "1",
    "'s'", "f'{x}'", " as ", "import ", "from ", "def f(a): ", "class A: ", "return ", "yield ", "with ", "while ", "try: ", "except ",
    "finally: ", "raise ", "del ", "pass", "match ", "case ", "None", " and ", " is ", "->", "@", ";", "\n", "\n  ", "\n    ", "\n\t", "global x",
    "nonlocal x", "assert ", "...", "+=", "\\\n", "\\", "#", "'", "\"\"\"", "f'{", "0777", "1e", "é", "“", "super()", "break", "continue"
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);
  guint n_good = 0;

  for (guint i = 0; i < 30000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *verdict = NULL;
      gint             n = g_rand_int_range (rand, 1, 14);

      while (n-- > 0)
        g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      verdict = read_verdict (text->str, text->len, OLDEST_MINOR + i % 5);
      g_assert_cmpstr (verdict, !=, "");
      n_good += g_str_equal (verdict, "ok");
    }
  g_test_message ("%u of them were Python", n_good);
  g_assert_cmpuint (n_good, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/lang/hostile/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/lang/hostile/blocks-nest-so-far", test_blocks_nest_so_far);
  g_test_add_func ("/lang/hostile/finally-in-finally-doubles-until-it-is-refused", test_finally_in_finally_doubles_until_it_is_refused);
  g_test_add_func ("/lang/hostile/any-byte-anywhere-gets-an-answer", test_any_byte_anywhere_gets_an_answer);
  g_test_add_func ("/lang/hostile/any-words-in-any-order-get-an-answer", test_any_words_in_any_order_get_an_answer);
  return g_test_run ();
}
