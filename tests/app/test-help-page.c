/* test-help-page.c - the pages of the help are read, and what they promise about Python is so
 *
 * In the page “unsupported” each piece of code of the section “refused” is refused with the words that follow it, and each of the section
 * “supported” runs in every version.
 */
#include <pango/pango.h>
#include <stdio.h>
#include <string.h>

#include "ouro-help-page.h"
#include "ouro-run.h"

#define REFUSAL "x.py:%u:%u: The simulator does not run this: "

static void
test_every_page_has_text (void)
{
  const char *const *names = ouro_help_page_list ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OuroHelpPage) page = ouro_help_page_load (names[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (strlen (page->title), >, 0);
      g_assert_cmpuint (page->blocks->len, >, 2);
      for (guint j = 0; j < page->blocks->len; j++)
        {
          const OuroHelpBlock *block = page->blocks->pdata[j];

          g_assert_cmpuint (strlen (block->text), >, 0);
          if (block->kind != OURO_HELP_CODE)
            g_assert_true (pango_parse_markup (block->text, -1, 0, NULL, NULL, NULL, &error));
          g_assert_no_error (error);
        }
    }
}

static void
test_a_page_is_read_as_blocks (void)
{
  static const struct
  {
    OuroHelpKind kind;
    const char  *section;
    const char  *text;
  } blocks[] = {
    { OURO_HELP_PARAGRAPH, NULL, "Press <b>F1</b> or <b>Help</b>, <i>now</i>: <tt>a &lt; b</tt>" },
    { OURO_HELP_HEADING, "part", "Part" },
    { OURO_HELP_CODE, "part", "a < b\n  c" },
    { OURO_HELP_ITEM, "part", "one" },
    { OURO_HELP_PARAGRAPH, NULL, "end" },
  };
  static const char text[] = "<page><title>Title</title><p>Press <key>F1</key> or\n  <gui>Help</gui>, <em>now</em>: <code>a &lt; b</code></p>"
                             "<section id='part'><title>Part</title><code>a &lt; b\n  c</code><list><item>one</item></list></section>"
                             "<p>end</p></page>";
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroHelpPage) page = ouro_help_page_parse (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (page->title, ==, "Title");
  g_assert_cmpuint (page->blocks->len, ==, G_N_ELEMENTS (blocks));
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      const OuroHelpBlock *block = page->blocks->pdata[i];

      g_assert_cmpint (block->kind, ==, blocks[i].kind);
      g_assert_cmpstr (block->section, ==, blocks[i].section);
      g_assert_cmpstr (block->text, ==, blocks[i].text);
    }
}

static void
test_what_is_no_page_is_refused (void)
{
  const char *const texts[] = {
    "",
    "text",
    "<page>",
    "<page/>",
    "<page><p>a</p></page>",
    "<page><title>a</title><b>c</b></page>",
    "<page><title>a</title><p>b<p>c</p></p></page>",
    "<page><title>a<key>",
    "<page><title>a</title><section x='y'/></page>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ouro_help_page_parse (texts[i], -1, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (error->domain, ==, G_MARKUP_ERROR);
    }
}

/* What is not supported ----------------------------------------------------------------------- */

static void
assert_refused (const char *text,
                const char *markup)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint            line, column;

  g_test_message ("%s", text);
  g_assert_false (ouro_run_check_text (text, "x.py", NULL, ouro_profile_get_default (), &error));
  g_assert_error (error, OURO_RUN_ERROR, OURO_RUN_ERROR_UNSUPPORTED);
  g_assert_cmpint (sscanf (error->message, REFUSAL, &line, &column), ==, 2);
  g_assert_true (pango_parse_markup (markup, -1, 0, NULL, &words, NULL, NULL));
  g_assert_cmpstr (strstr (error->message, " this: ") + strlen (" this: "), ==, words);
}

static void
assert_runs (const char *text)
{
  for (const OuroProfile *const *profile = ouro_profile_list (); *profile != NULL; profile++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OuroRun) run = ouro_run_new (text, "x.py", *profile, OURO_HISTORY_NONE, &error);
      gsize length;

      g_test_message ("%s: %s", (*profile)->name, text);
      g_assert_no_error (error);
      g_assert_cmpint (ouro_run_execute (run), ==, OURO_VM_FINISHED);
      g_assert_cmpstr (ouro_run_get_errors (run, &length), ==, "");
    }
}

static void
test_what_the_page_says_of_python_is_so (void)
{
  g_autoptr (OuroHelpPage) page = ouro_help_page_load ("unsupported", NULL);
  guint n_refused = 0, n_supported = 0;

  for (guint i = 0; i + 1 < page->blocks->len; i++)
    {
      const OuroHelpBlock *block = page->blocks->pdata[i];
      const OuroHelpBlock *next = page->blocks->pdata[i + 1];

      if (block->kind == OURO_HELP_CODE && g_strcmp0 (block->section, "refused") == 0)
        {
          assert_refused (block->text, next->text);
          n_refused++;
        }
      if (block->kind == OURO_HELP_CODE && g_strcmp0 (block->section, "supported") == 0)
        {
          assert_runs (block->text);
          n_supported++;
        }
    }
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpuint (n_supported, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help-page/every-page-has-text", test_every_page_has_text);
  g_test_add_func ("/help-page/a-page-is-read-as-blocks", test_a_page_is_read_as_blocks);
  g_test_add_func ("/help-page/what-is-no-page-is-refused", test_what_is_no_page_is_refused);
  g_test_add_func ("/help-page/what-the-page-says-of-python-is-so", test_what_the_page_says_of_python_is_so);
  return g_test_run ();
}
