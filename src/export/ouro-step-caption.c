/* ouro-step-caption.c - what a statement did, in a sentence or two
 *
 * Only what the scene shows is told: temporaries that came and went within the statement would be numbers without a picture.
 */

#include "ouro-step-caption.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A caption tells so many counts, no more. */
#define MOST_COUNTS 3

/* Of a line of the program. */
#define MOST_LETTERS 60

/* The line of the program, without its indentation. */
static char *
dup_line (const char *text,
          guint       line)
{
  g_autofree char *source = NULL;

  for (; line > 1; line--)
    {
      const char *end = strchr (text, '\n');

      text = end != NULL ? end + 1 : "";
    }
  source = g_strstrip (g_strndup (text, strcspn (text, "\r\n")));
  if (g_utf8_strlen (source, -1) <= MOST_LETTERS)
    return g_steal_pointer (&source);

  *g_utf8_offset_to_pointer (source, MOST_LETTERS) = '\0';

  return g_strconcat (source, "…", NULL);
}

/* What the scene shows as objects: key → row. */
static GHashTable *
find_cards (const OuroScene *scene,
            const OuroHeap  *heap)
{
  GHashTable *cards = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < scene->n_cards; i++)
    if (ouro_key_get_kind (scene->cards[i].key) == OURO_KEY_OBJECT)
      g_hash_table_insert (cards, GSIZE_TO_POINTER (scene->cards[i].key), NULL);
  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (ouro_heap_is_alive (heap, object) && !(ouro_heap_get_flags (heap, object) & OURO_FLAG_OUTSIDE))
      {
        gpointer key = GSIZE_TO_POINTER (ouro_key_of_object (heap, object));

        if (g_hash_table_contains (cards, key))
          g_hash_table_insert (cards, key, GUINT_TO_POINTER (object));
      }

  return cards;
}

static OuroId
find_card (GHashTable *cards,
           guint32     birth)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (cards, GSIZE_TO_POINTER ((gsize)birth)));
}

static void G_GNUC_PRINTF (2, 3)
  append_sentence (GString    *caption,
                   const char *format,
                   ...)
{
  va_list arguments;

  if (caption->len > 0)
    g_string_append_c (caption, ' ');
  va_start (arguments, format);
  g_string_append_vprintf (caption, format, arguments);
  va_end (arguments);
}

/* "list b is made." */
static void
append_made (GString        *caption,
             const OuroHeap *heap,
             const OuroStep *step,
             GHashTable     *cards)
{
  OuroId last = OURO_NO_ID;
  guint  n = 0;

  for (guint i = 0; i < step->made->len; i++)
    {
      OuroId object = find_card (cards, g_array_index (step->made, guint32, i));

      n += object != OURO_NO_ID;
      last = object != OURO_NO_ID ? object : last;
    }
  if (n == 1)
    {
      g_autofree char *name = ouro_event_dup_object (heap, last);

      append_sentence (caption, _ ("%s is made."), name);
    }
  else if (n > 1)
    append_sentence (caption, ngettext ("%u object is made.", "%u objects are made.", n), n);
}

/* "list b: count 2 → 1." */
static void
append_counts (GString        *caption,
               const OuroHeap *heap,
               const OuroStep *step,
               GHashTable     *cards)
{
  guint n_told = 0;

  for (guint i = 0; i < step->counts->len && n_told < MOST_COUNTS; i++)
    {
      const OuroCountChange *change = &g_array_index (step->counts, OuroCountChange, i);
      OuroId                 object = find_card (cards, change->birth);

      if (object != OURO_NO_ID)
        {
          g_autofree char *name = ouro_event_dup_object (heap, object);

          append_sentence (caption, _ ("%s: count %u → %u."), name, change->before, change->after);
          n_told++;
        }
    }
}

static void
append_freed (GString         *caption,
              const OuroScene *scene)
{
  guint n = 0;

  for (guint i = 0; i < scene->n_cards; i++)
    n += (scene->cards[i].marks & OURO_MARK_GHOST) != 0;
  if (n > 0)
    append_sentence (caption, ngettext ("%u object is freed.", "%u objects are freed.", n), n);
}

static void
append_unreachable (GString         *caption,
                    const OuroScene *scene,
                    GHashTable      *before)
{
  guint n = 0;

  for (guint i = 0; i < scene->n_cards; i++)
    n += (scene->cards[i].marks & OURO_MARK_UNREACHABLE) && !g_hash_table_contains (before, GSIZE_TO_POINTER (scene->cards[i].key));
  if (n > 0)
    append_sentence (caption, ngettext ("No name reaches %u object any more.", "No name reaches %u objects any more.", n), n);
}

char *
ouro_step_dup_caption (const OuroStep  *step,
                       OuroRun         *run,
                       const OuroScene *scene,
                       GHashTable      *unreachable)
{
  const OuroHeap      *heap = ouro_run_get_heap (run);
  const OuroStatement *statement = ouro_run_get_statement (run, ouro_run_get_statement_index (run) - 1);
  g_autofree char     *line = dup_line (ouro_run_get_text (run), statement->line);
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autoptr (GHashTable) cards = find_cards (scene, heap);

  append_made (facts, heap, step, cards);
  append_counts (facts, heap, step, cards);
  append_unreachable (facts, scene, unreachable);
  append_freed (facts, scene);
  if (facts->len == 0)
    return g_strdup_printf (_ ("After “%s”."), line);

  return g_strdup_printf (_ ("After “%s”: %s"), line, facts->str);
}
