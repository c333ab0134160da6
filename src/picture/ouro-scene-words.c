/* ouro-scene-words.c - a card in words, for those who do not see the picture
 *
 * Says what the card shows and in the same order: title, count, size, state; then slot by slot;
 * last the names that lead here, which in the picture are pills at the other end of an arrow.
 */
#include "ouro-scene.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ouro-readable-private.h"

/* How many bytes of one text are read aloud. */
#define TEXT_BYTES 120

/* Between parts of one thing, and between things. */
static void
append_comma (GString *out)
{
  if (out->len > 0)
    g_string_append (out, _(", "));
}

static void
append_semicolon (GString *out)
{
  if (out->len > 0)
    g_string_append (out, _("; "));
}

static void
append_part (GString    *out,
             const char *text)
{
  g_autofree char *readable = NULL;

  if (text == NULL || *text == '\0')
    return;

  readable = ouro_readable_dup (text, TEXT_BYTES);
  append_comma (out);
  g_string_append (out, readable);
}

/* Of what may stand between thousands: a comma, a point, a space that does not break, wide or
 * narrow. */
static gsize
get_separator_length (const char *text)
{
  static const char *const separators[] = { ",", ".", "\xc2\xa0", "\xe2\x80\xaf" };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (g_str_has_prefix (text, separators[i]))
      return strlen (separators[i]);

  return 0;
}

/* The number at the start of a text such as "8,056 B", and where it ends. Returns FALSE when there
 * is none. */
static gboolean
read_number (const char  *text,
             gulong      *number,
             const char **end)
{
  gboolean found = FALSE;

  *number = 0;
  for (;;)
    {
      gsize separator = found ? get_separator_length (text) : 0;

      if (!g_ascii_isdigit (text[separator]) || *number > G_MAXULONG / 10 - 1)
        break;
      text += separator;
      *number = *number * 10 + (*text - '0');
      found = TRUE;
      text++;
    }
  *end = text;

  return found;
}

/* "2" is "2 references"; "∞" is what an immortal object shows; anything else is read as it
 * stands. */
static void
append_badge (GString    *out,
              const char *badge)
{
  gulong      n;
  const char *end;

  if (badge == NULL)
    return;

  if (strcmp (badge, "∞") == 0)
    append_part (out, _("immortal"));
  else if (read_number (badge, &n, &end) && *end == '\0')
    {
      append_comma (out);
      g_string_append_printf (out,
                              g_dngettext (GETTEXT_PACKAGE, "%s reference", "%s references", n),
                              badge);
    }
  else
    append_part (out, badge);
}

/* "88 B" is "88 bytes"; a size that is written in another way is read as it stands. */
static void
append_size (GString    *out,
             const char *subtitle)
{
  gulong           n;
  const char      *end;
  g_autofree char *digits = NULL;

  if (subtitle == NULL || !read_number (subtitle, &n, &end) || strcmp (end, " B") != 0)
    {
      append_part (out, subtitle);
      return;
    }

  digits = g_strndup (subtitle, end - subtitle);
  append_comma (out);
  g_string_append_printf (out, g_dngettext (GETTEXT_PACKAGE, "%s byte", "%s bytes", n), digits);
}

static void
append_state (GString  *out,
              OuroMarks marks)
{
  if (marks & OURO_MARK_GHOST)
    append_part (out, _("freed in this step"));
  else if (marks & OURO_MARK_UNREACHABLE)
    append_part (out, _("unreachable"));
  if (marks & OURO_MARK_CHANGED)
    append_part (out, _("changed in this step"));
  if (marks & OURO_MARK_BADGE_CHANGED)
    append_part (out, _("count changed in this step"));
}

static char *
dup_arrow_words (const OuroScene *self,
                 const OuroArrow *arrow)
{
  const char      *title = NULL;
  g_autofree char *target = NULL;

  if (arrow->to_card >= 0 && (guint)arrow->to_card < self->n_cards)
    title = self->cards[arrow->to_card].title;
  target = ouro_readable_dup (title != NULL ? title : _("an object that is not shown"), TEXT_BYTES);

  if (arrow->marks & OURO_MARK_GHOST)
    return g_strdup_printf (_("arrow to %s, taken away in this step"), target);
  if (arrow->marks & OURO_MARK_WEAK)
    return g_strdup_printf (_("weak arrow to %s"), target);
  if (arrow->marks & OURO_MARK_TEMPORARY)
    return g_strdup_printf (_("temporary arrow to %s"), target);
  if (arrow->marks & OURO_MARK_CHANGED)
    return g_strdup_printf (_("new arrow to %s"), target);

  return g_strdup_printf (_("arrow to %s"), target);
}

/* Every arrow that leaves this slot; a slot can hold one that goes and one that comes. */
static char *
dup_slot_value (const OuroScene *self,
                guint            card,
                int              slot)
{
  const char *value = slot >= 0 ? self->cards[card].slots[slot].value : NULL;
  GString    *out = g_string_new (NULL);

  append_part (out, value);
  for (guint i = 0; i < self->n_arrows; i++)
    {
      const OuroArrow *arrow = &self->arrows[i];

      if (arrow->from_pill < 0 && arrow->from_card == (int)card && arrow->from_slot == slot)
        {
          g_autofree char *words = dup_arrow_words (self, arrow);

          append_comma (out);
          g_string_append (out, words);
        }
    }

  return g_string_free (out, FALSE);
}

static void
append_slot (GString         *out,
             const OuroScene *self,
             guint            card,
             guint            index)
{
  const OuroCardSlot *slot = &self->cards[card].slots[index];
  g_autofree char    *label = ouro_readable_dup (slot->label, TEXT_BYTES);
  g_autofree char    *value = dup_slot_value (self, card, index);
  const char         *words = *value != '\0' ? value : _("an object that is not shown");

  append_semicolon (out);
  if (*label != '\0')
    g_string_append_printf (out, _("slot %s: %s"), label, words);
  else
    g_string_append_printf (out, _("item: %s"), words);
  if (slot->changed)
    append_part (out, _("changed in this step"));
}

/* "⋯ 998 more", without the dots. */
static void
append_fold (GString    *out,
             const char *fold)
{
  g_autofree char *readable = NULL;

  if (fold == NULL)
    return;

  if (g_str_has_prefix (fold, "⋯ "))
    fold += strlen ("⋯ ");
  readable = ouro_readable_dup (fold, TEXT_BYTES);
  append_semicolon (out);
  g_string_append (out, readable);
}

static void
append_names (GString         *out,
              const OuroScene *self,
              guint            card)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->n_arrows; i++)
    {
      const OuroArrow *arrow = &self->arrows[i];

      if (arrow->to_card == (int)card && !(arrow->marks & OURO_MARK_GHOST) &&
          arrow->from_pill >= 0 && (guint)arrow->from_pill < self->n_pills)
        append_part (names, self->pills[arrow->from_pill].name);
    }

  if (names->len == 0)
    return;

  append_semicolon (out);
  g_string_append_printf (out, _("named %s"), names->str);
}

char *
ouro_scene_dup_card_description (const OuroScene *self,
                                 guint            card)
{
  const OuroCard  *shown;
  GString         *out;
  g_autofree char *whole = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (card < self->n_cards, NULL);

  shown = &self->cards[card];
  out = g_string_new (NULL);

  append_part (out, shown->title);
  append_badge (out, shown->badge);
  append_size (out, shown->subtitle);
  append_state (out, shown->marks);
  append_part (out, shown->note);

  for (guint i = 0; i < shown->n_slots; i++)
    append_slot (out, self, card, i);
  append_fold (out, shown->fold);

  whole = dup_slot_value (self, card, -1);
  if (*whole != '\0')
    {
      append_semicolon (out);
      g_string_append (out, whole);
    }
  append_names (out, self, card);

  return g_string_free (out, FALSE);
}
