/* test-mistakes.c - what is said to wrong sources, word for word and to the column, as real interpreters say it
 *
 * mistakes.txt holds the sources and the answers recorded from 3.11.7, 3.12.1, 3.13.5, 3.14.10 and 3.15.2; record-mistakes.py
 * writes it.
 */
#include <stdio.h>
#include <string.h>

#include "reading.h"

typedef struct
{
  char      *source;
  gsize      length;
  GPtrArray *answers; /* "3.11-3.13 SyntaxError 1:1-1:2 invalid syntax" */
} Record;

static void
record_free (gpointer data)
{
  Record *self = data;

  g_free (self->source);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

static Record *
record_new (const char *line)
{
  Record *self = g_new0 (Record, 1);

  self->source = g_strcompress (line);
  self->length = strlen (self->source);
  self->answers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static GPtrArray *
read_records (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "lang", "mistakes.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *records = g_ptr_array_new_with_free_func (record_free);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "    "))
      g_ptr_array_add (((Record *)g_ptr_array_index (records, records->len - 1))->answers, g_strdup (lines[i] + 4));
    else if (lines[i][0] != '\0' && lines[i][0] != '#')
      g_ptr_array_add (records, record_new (lines[i]));
  return records;
}

/* What the version says; NULL when the answer was not recorded. */
static const char *
find_answer (const Record *record,
             guint         minor)
{
  for (guint i = 0; i < record->answers->len; i++)
    {
      const char *answer = g_ptr_array_index (record->answers, i);
      guint       first, last;
      int         n = sscanf (answer, "3.%u-3.%u", &first, &last);

      if (minor >= first && minor <= (n == 2 ? last : first))
        return strchr (answer, ' ') + 1;
    }
  return NULL;
}

static void
test_mistakes (gconstpointer data)
{
  guint minor = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) records = read_records ();
  guint n_refused = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const Record    *record = g_ptr_array_index (records, i);
      g_autofree char *verdict = read_verdict (record->source, record->length, minor);

      if (g_str_has_prefix (verdict, "refused "))
        {
          n_refused++;
          continue;
        }
      if (g_strcmp0 (verdict, find_answer (record, minor)) != 0)
        g_test_message ("%s", record->source);
      g_assert_cmpstr (verdict, ==, find_answer (record, minor));
    }
  g_test_message ("%u sources, of which %u are refused for other reasons", records->len, n_refused);
  g_assert_cmpuint (records->len, >, 1000);
  g_assert_cmpuint (n_refused * 10, <, records->len);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++)
    {
      g_autofree char *path = g_strdup_printf ("/lang/mistakes/are-told-as-3.%u-tells-them", minor);

      g_test_add_data_func (path, GUINT_TO_POINTER (minor), test_mistakes);
    }
  return g_test_run ();
}
