/* test-lexer.c - text as tokens */
#include "ouro-lexer.h"

#include <string.h>

#include "versions.h"

/* Tokens with a name of their own; operators and keywords are shown as they are written. */
static const char *
get_kind_name (OuroTokenKind kind)
{
  switch ((guint)kind)
    {
    case OURO_TOKEN_END:
      return "END";
    case OURO_TOKEN_ERROR:
      return "ERROR";
    case OURO_TOKEN_NEWLINE:
      return "NEWLINE";
    case OURO_TOKEN_INDENT:
      return "INDENT";
    case OURO_TOKEN_DEDENT:
      return "DEDENT";
    case OURO_TOKEN_NAME:
      return "NAME";
    case OURO_TOKEN_NUMBER:
      return "NUMBER";
    case OURO_TOKEN_STRING:
      return "STRING";
    case OURO_TOKEN_FSTRING_START:
    case OURO_TOKEN_TSTRING_START:
      return "START";
    case OURO_TOKEN_FSTRING_MIDDLE:
    case OURO_TOKEN_TSTRING_MIDDLE:
      return "MIDDLE";
    case OURO_TOKEN_FSTRING_END:
    case OURO_TOKEN_TSTRING_END:
      return "END-OF-STRING";
    default:
      return NULL;
    }
}

static gboolean
shows_text (OuroTokenKind kind)
{
  return kind >= OURO_TOKEN_NAME && kind <= OURO_TOKEN_TSTRING_END;
}

/* All tokens in words, with blanks between; with places, each followed by @LINE. An error ends them with its message. */
static char *
list_tokens (const char *bytes,
             gsize       length,
             guint       minor,
             gboolean    with_lines)
{
  OuroDialect dialect = get_dialect (minor);
  g_auto (OuroTokens) tokens = { 0 };
  g_autoptr (GArray) warnings = g_array_new (FALSE, FALSE, sizeof (OuroWarning));
  g_autofree char *message = NULL;
  guint32          line;
  g_autoptr (OuroSource) source = ouro_source_new (bytes, length, TRUE, &message, &line);
  GString    *words = g_string_new (NULL);
  const char *text;

  if (source == NULL)
    {
      g_string_printf (words, "no text: %u %s", line, message);
      return g_string_free (words, FALSE);
    }
  text = ouro_source_get_text (source);
  ouro_tokens_read (&tokens, source, &dialect, FALSE, warnings);
  for (guint i = 0; i < tokens.n; i++)
    {
      const OuroToken *token = &tokens.items[i];
      const char      *name = get_kind_name (token->kind);

      g_string_append_printf (words, "%s%s", i > 0 ? " " : "", name != NULL ? name : "");
      if (name == NULL || shows_text (token->kind))
        g_string_append_printf (words, "%s%.*s", name != NULL ? ":" : "", (int)(token->end - token->start), text + token->start);
      if (with_lines)
        g_string_append_printf (words, "@%u", token->line);
    }
  if (tokens.error.message != NULL)
    g_string_append_printf (words, " %u:%u %s", tokens.error.line, tokens.error.column, tokens.error.message);
  for (guint i = 0; i < warnings->len; i++)
    {
      g_string_append_printf (words, " warning: %s", g_array_index (warnings, OuroWarning, i).message);
      g_free (g_array_index (warnings, OuroWarning, i).message);
    }
  return g_string_free (words, FALSE);
}

static void
assert_tokens (const char *text,
               guint       minor,
               const char *expected)
{
  g_autofree char *tokens = list_tokens (text, strlen (text), minor, FALSE);

  g_assert_cmpstr (tokens, ==, expected);
}

static void
test_indentation (void)
{
  assert_tokens ("if a:\n  b\n  if c:\n    d\ne\n", 13,
                 "if NAME:a : NEWLINE INDENT NAME:b NEWLINE if NAME:c : NEWLINE INDENT NAME:d NEWLINE DEDENT DEDENT NAME:e NEWLINE END");
  assert_tokens ("if a:\n\tb\n", 13, "if NAME:a : NEWLINE INDENT NAME:b NEWLINE DEDENT END");
  assert_tokens ("if a:\n  b\n c\n", 13,
                 "if NAME:a : NEWLINE INDENT NAME:b NEWLINE ERROR 3:3 unindent does not match any outer indentation level");
}

static void
test_blank_lines_and_comments_are_no_lines (void)
{
  assert_tokens ("\n  \n# c\nif a:\n\n    # c\n  b # c\n\n# c\n", 13, "if NAME:a : NEWLINE INDENT NAME:b NEWLINE DEDENT END");
  assert_tokens ("\f\nx\n\fy\n", 13, "NAME:x NEWLINE NAME:y NEWLINE END");
  assert_tokens ("", 13, "END");
  assert_tokens ("x # no newline", 13, "NAME:x NEWLINE END");
}

static void
test_brackets_join_lines (void)
{
  assert_tokens ("x = (1,\n\n  # c\n     2)\n[\n{\n}]\n", 13,
                 "NAME:x = ( NUMBER:1 , NUMBER:2 ) NEWLINE [ { } ] NEWLINE END");
  assert_tokens ("x = \\\n  1\n", 13, "NAME:x = NUMBER:1 NEWLINE END");
  assert_tokens ("x = (1]\n", 13,
                 "NAME:x = ( NUMBER:1 ERROR 1:7 closing parenthesis ']' does not match opening parenthesis '('");
}

static void
test_newlines_of_all_systems_are_one (void)
{
  assert_tokens ("a\r\nb\rc\n", 13, "NAME:a NEWLINE NAME:b NEWLINE NAME:c NEWLINE END");
}

static void
test_numbers (void)
{
  assert_tokens ("0 00 1_000 0xFf 0b1_0 0o17 1.5 .5 5. 1e5 1.e-5 1j 1.5e3J\n", 13,
                 "NUMBER:0 NUMBER:00 NUMBER:1_000 NUMBER:0xFf NUMBER:0b1_0 NUMBER:0o17 NUMBER:1.5 NUMBER:.5 NUMBER:5. NUMBER:1e5 "
                 "NUMBER:1.e-5 NUMBER:1j NUMBER:1.5e3J NEWLINE END");
  assert_tokens ("1..a 1.__a__\n", 13, "NUMBER:1. . NAME:a ERROR 1:7 invalid decimal literal");
  assert_tokens ("1if x\n", 13, "NUMBER:1 if NAME:x NEWLINE END warning: invalid decimal literal");
}

static void
test_strings (void)
{
  assert_tokens ("'a' r'\\n' b'x' Rb\"y\" u'z' '''a\nb''' \"\"\"\"\"\"\n", 13,
                 "STRING:'a' STRING:r'\\n' STRING:b'x' STRING:Rb\"y\" STRING:u'z' STRING:'''a\nb''' STRING:\"\"\"\"\"\" NEWLINE END");
  assert_tokens ("'a\\\nb'\n", 13, "STRING:'a\\\nb' NEWLINE END");
  assert_tokens ("x 'a", 13, "NAME:x ERROR 1:3 unterminated string literal (detected at line 1)");
  assert_tokens ("x '''a\n\n", 13, "NAME:x ERROR 1:3 unterminated triple-quoted string literal (detected at line 2)");
}

static void
test_fstrings_are_cut_up_where_they_nest (void)
{
  const char *text = "f'a{b!r:>{c}}d'\n";

  assert_tokens (text, 11, "STRING:f'a{b!r:>{c}}d' NEWLINE END");
  assert_tokens (text, 12, "START:f' MIDDLE:a { NAME:b ! NAME:r : MIDDLE:> { NAME:c } MIDDLE: } MIDDLE:d END-OF-STRING:' NEWLINE END");
  assert_tokens ("f'{a['b']}'\n", 12, "START:f' { NAME:a [ STRING:'b' ] } END-OF-STRING:' NEWLINE END");
}

static void
test_template_strings_belong_to_their_versions (void)
{
  assert_tokens ("t'{a}'\n", 13, "NAME:t STRING:'{a}' NEWLINE END");
  assert_tokens ("t'{a}'\n", 14, "START:t' { NAME:a } END-OF-STRING:' NEWLINE END");
}

static void
test_soft_keywords_are_names (void)
{
  assert_tokens ("match case type lazy _ print\n", 15, "NAME:match NAME:case NAME:type NAME:lazy NAME:_ NAME:print NEWLINE END");
  assert_tokens ("async await None True\n", 15, "async await None True NEWLINE END");
}

static void
test_names_may_be_of_any_script (void)
{
  assert_tokens ("é Ω 变量 _x1 ℘\n", 13, "NAME:é NAME:Ω NAME:变量 NAME:_x1 NAME:℘ NEWLINE END");
  assert_tokens ("a“b\n", 13, "ERROR 1:2 invalid character '“' (U+201C)");
  assert_tokens ("a\u00a0b\n", 13, "ERROR 1:2 invalid non-printable character U+00A0");
}

static void
test_operators_are_as_long_as_possible (void)
{
  assert_tokens ("a**=b//c>>=d!=e->f:=g...h<>i\n", 13, "NAME:a **= NAME:b // NAME:c >>= NAME:d != NAME:e -> NAME:f := NAME:g ... NAME:h <> NAME:i NEWLINE END");
  assert_tokens ("a<>b\n", 14, "NAME:a < > NAME:b NEWLINE END");
  assert_tokens ("a $ ? `\n", 13, "NAME:a $ ? ` NEWLINE END");
}

static void
test_lines_are_counted_through_strings_and_joints (void)
{
  g_autofree char *tokens = list_tokens ("a\n'''b\n'''; c\nd = \\\n e\n", 23, 13, TRUE);

  g_assert_cmpstr (tokens, ==, "NAME:a@1 NEWLINE@1 STRING:'''b\n'''@2 ;@3 NAME:c@3 NEWLINE@3 NAME:d@4 =@4 NAME:e@5 NEWLINE@5 END@5");
}

static void
test_bytes_that_are_no_text (void)
{
  const struct
  {
    const char *bytes;
    gsize       length;
    const char *words;
  } cases[] = {
    { "\xef\xbb\xbfx", 4, "NAME:x NEWLINE END" },
    { "# coding: latin-1\n'\xe9'\n", 22, "STRING:'é' NEWLINE END" },
    { "a\n'\xff'\n", 6, "no text: 2 Non-UTF-8 code starting with '\\xff' on line 2, but no encoding declared; "
                        "see https://peps.python.org/pep-0263/ for details" },
    { "a\0b\n", 4, "no text: 1 source code cannot contain null bytes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tokens = list_tokens (cases[i].bytes, cases[i].length, 13, FALSE);

      g_assert_cmpstr (tokens, ==, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lang/lexer/indentation-opens-and-closes-blocks", test_indentation);
  g_test_add_func ("/lang/lexer/blank-lines-and-comments-are-no-lines", test_blank_lines_and_comments_are_no_lines);
  g_test_add_func ("/lang/lexer/brackets-and-backslashes-join-lines", test_brackets_join_lines);
  g_test_add_func ("/lang/lexer/newlines-of-all-systems-are-one", test_newlines_of_all_systems_are_one);
  g_test_add_func ("/lang/lexer/numbers-have-many-forms", test_numbers);
  g_test_add_func ("/lang/lexer/strings-have-prefixes-and-quotes", test_strings);
  g_test_add_func ("/lang/lexer/fstrings-are-cut-up-where-they-nest", test_fstrings_are_cut_up_where_they_nest);
  g_test_add_func ("/lang/lexer/template-strings-belong-to-their-versions", test_template_strings_belong_to_their_versions);
  g_test_add_func ("/lang/lexer/soft-keywords-are-names", test_soft_keywords_are_names);
  g_test_add_func ("/lang/lexer/names-may-be-of-any-script", test_names_may_be_of_any_script);
  g_test_add_func ("/lang/lexer/operators-are-as-long-as-possible", test_operators_are_as_long_as_possible);
  g_test_add_func ("/lang/lexer/lines-are-counted-through-strings-and-joints", test_lines_are_counted_through_strings_and_joints);
  g_test_add_func ("/lang/lexer/bytes-that-are-no-text-are-refused", test_bytes_that_are_no_text);
  return g_test_run ();
}
