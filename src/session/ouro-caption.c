/* ouro-caption.c - the moment at the cursor in a sentence */
#include "ouro-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer lines of the program are cut. */
#define MAX_SOURCE 60

/* The line of the program, without its indentation. */
static char *
dup_source (const char *text,
            guint32     line)
{
  const char      *place = text;
  g_autofree char *source = NULL;

  for (guint32 i = 1; i < line && place != NULL; i++)
    {
      place = strchr (place, '\n');
      place = place != NULL ? place + 1 : NULL;
    }
  if (place == NULL)
    return g_strdup ("");
  source = g_strstrip (g_strndup (place, strcspn (place, "\r\n")));
  if (g_utf8_strlen (source, -1) > MAX_SOURCE)
    {
      char *end = g_utf8_offset_to_pointer (source, MAX_SOURCE - 1);

      *end = '\0';
      return g_strconcat (source, "…", NULL);
    }
  return g_steal_pointer (&source);
}

/* "2 objects are made, 1 is freed." */
static void
append_balance (GString *caption,
                guint    n_made,
                guint    n_freed)
{
  if (n_made > 0)
    {
      g_string_append_c (caption, ' ');
      g_string_append_printf (caption, ngettext ("%u object is made.", "%u objects are made.", n_made), n_made);
    }
  if (n_freed > 0)
    {
      g_string_append_c (caption, ' ');
      g_string_append_printf (caption, ngettext ("%u object is freed.", "%u objects are freed.", n_freed), n_freed);
    }
  if (n_made == 0 && n_freed == 0)
    {
      g_string_append_c (caption, ' ');
      g_string_append (caption, _ ("Nothing is made, nothing is freed."));
    }
}

static char *
dup_statement_caption (OuroRun *run,
                       guint    index)
{
  const OuroStatement *statement = ouro_run_get_statement (run, index);
  const OuroStatement  start = { 0 };
  const OuroStatement *before = index > 0 ? ouro_run_get_statement (run, index - 1) : &start;
  g_autofree char     *source = dup_source (ouro_run_get_text (run), statement->line);
  g_autoptr (GString) caption = g_string_new (NULL);
  guint n_made, n_freed;

  g_string_append_printf (caption, _ ("Line %u has run: %s."), statement->line, source);
  if (index == 0)
    return g_string_free (g_steal_pointer (&caption), FALSE);
  n_made = statement->n_births - before->n_births;
  n_freed = n_made + before->n_alive - statement->n_alive;
  append_balance (caption, n_made, n_freed);
  return g_string_free (g_steal_pointer (&caption), FALSE);
}

static char *
dup_end_caption (OuroRun *run)
{
  const char *failure;
  guint32     line = 0;

  failure = ouro_run_get_failure (run, &line);
  if (failure != NULL)
    return g_strdup_printf (_ ("The program ends in line %u with %s"), line, failure);
  if (ouro_run_get_interruption (run) != NULL)
    return g_strdup_printf (_ ("The program was broken off here because %s."), ouro_run_get_interruption (run));
  return NULL;
}

char *
ouro_run_dup_caption (OuroRun *run)
{
  OuroCursor cursor = ouro_run_get_cursor (run);
  guint      index = ouro_run_get_statement_index (run);
  guint      n_events;
  char      *end;

  if (cursor.event > 0)
    {
      const OuroEvent *events = ouro_run_get_events (run, &n_events);

      return ouro_event_dup_caption (ouro_run_get_heap (run), &events[cursor.event - 1]);
    }
  if (cursor.position == ouro_run_get_n_positions (run) && (end = dup_end_caption (run)) != NULL)
    return end;
  if (cursor.position == 0)
    return g_strdup (ouro_run_get_n_positions (run) > 0 ? _ ("Nothing has run yet.") : _ ("The program is empty. Make an object, or type Python."));
  if (index > 0 && ouro_run_get_statement (run, index - 1)->position == cursor.position)
    return dup_statement_caption (run, index - 1);
  return g_strdup_printf (_ ("Line %u has run."), ouro_heap_get_transaction_line (ouro_run_get_heap (run), cursor.position - 1));
}
