/* ouro-scene-names.c - names: pills of the module, frames with their locals, what the stack and
 * the machine hold */
#include "ouro-scene-draft-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-dict.h"
#include "ouro-scene-keys-private.h"

/* The frame of the module has the module's names: they are pills. */
#define FIRST_FRAME_CARD 1

/* What names refer to ---------------------------------------------------------------------------
 * */

static OuroId
get_namespace (const OuroDraft *self)
{
  return ouro_heap_get_root (self->heap, OURO_ROOT_NAMESPACE);
}

static guint32
get_n_entries (const OuroDraft *self)
{
  OuroId namespace = get_namespace (self);

  return namespace != OURO_NO_ID ? ouro_dict_get_n_entries (self->heap, namespace) : 0;
}

/* Whether an entry of the namespace is a name that people gave. */
static gboolean
is_name (const OuroDraft *self,
         guint32          entry)
{
  OuroId key = ouro_dict_get_key (self->heap, get_namespace (self), entry);

  return key != OURO_NO_ID && !ouro_ways_is_dunder (self->heap, key);
}

/* Values under evaluation, arguments on their way, what the machine's own code has in its hands:
 * calls func for each that is an object with contents. */
static void
foreach_value (OuroDraft *self,
               void (*func) (OuroDraft *self,
                             OuroId     object))
{
  guint         n_passing;
  const OuroId *passing = ouro_reach_get_passing (self->reach, &n_passing);

  for (guint i = 0; i < self->roots->n_frames; i++)
    for (guint32 place = self->roots->frames[i].first_value; place < MIN (self->roots->frames[i].end,
                                                                          self->roots->stack_end);
         place++)
      {
        guint32 cell = self->heap->stack[place];

        if (cell != 0 && !(cell & (OURO_CELL_INT | OURO_CELL_BORROWED)) &&
            !ouro_ways_is_value (self->heap, cell & OURO_CELL_ID_MASK))
          func (self, cell & OURO_CELL_ID_MASK);
      }
  for (guint i = 0; i < n_passing; i++)
    if (!ouro_ways_is_value (self->heap, passing[i]))
      func (self, passing[i]);
}

static void
show_value (OuroDraft *self,
            OuroId     object)
{
  ouro_draft_show (self, object, 0, FALSE);
}

/* What the machine holds is shown when upper floors have a name for it and it is the program's,
 * or a list with something in it. */
static gboolean
is_shown_root (const OuroDraft *self,
               guint            root)
{
  OuroId object = ouro_heap_get_root (self->heap, root);

  if (root < OURO_ROOT_VM || object == OURO_NO_ID || self->roots->root_names == NULL ||
      self->roots->root_names[root] == NULL)
    return FALSE;
  if (ouro_heap_get_flags (self->heap, object) & OURO_FLAG_OUTSIDE)
    return ouro_heap_get_kind (self->heap, object) == OURO_KIND_LIST &&
           ouro_heap_get_n_cells (self->heap, object) > 0;
  return !ouro_ways_is_value (self->heap, object);
}

void
ouro_draft_show_named (OuroDraft *self)
{
  for (guint32 i = 0; i < get_n_entries (self); i++)
    if (is_name (self, i))
      ouro_draft_show (self, ouro_dict_get_value (self->heap, get_namespace (self), i), OURO_SHOWN_NAMED, TRUE);
  for (guint i = FIRST_FRAME_CARD; i < self->roots->n_frames; i++)
    for (guint j = 0; j < self->roots->frames[i].n_locals; j++)
      ouro_draft_show (self, self->roots->frames[i].locals[j].object, OURO_SHOWN_NAMED, FALSE);
  foreach_value (self, show_value);
  for (guint i = 0; i < OURO_N_ROOTS; i++)
    if (is_shown_root (self, i))
      ouro_draft_show (self, ouro_heap_get_root (self->heap, i), 0, TRUE);
}

/* Pills ---------------------------------------------------------------------------------------- */

static void
add_arrow_from_pill (OuroDraft *self,
                     guint      pill,
                     OuroId     object,
                     OuroMarks  marks)
{
  int       to = ouro_draft_get_card (self, object);
  OuroArrow arrow;

  if (to < 0)
    return;
  arrow = ouro_draft_new_arrow (ouro_family_of_object (self->heap, object), marks, to);
  arrow.from_pill = pill;
  ouro_draft_add_arrow_once (self, &arrow);
}

static void
add_name (OuroDraft *self,
          guint32    entry)
{
  OuroId namespace = get_namespace (self);
  OuroPill pill = { .name = ouro_title_dup_text (self->heap, ouro_dict_get_key (self->heap, namespace, entry)) };

  pill.key = ouro_key_of_name (pill.name);
  if (pill.key == self->options.selected)
    pill.marks |= OURO_MARK_SELECTED;
  if (ouro_draft_is_changed_cell (self, namespace, 2 * entry))
    pill.marks |= OURO_MARK_CHANGED;
  ouro_draft_next_stamp (self);
  add_arrow_from_pill (self, ouro_draft_add_pill (self, &pill), ouro_dict_get_value (self->heap, namespace, entry),
                       pill.marks & OURO_MARK_CHANGED);
}

/* Whether a name is among those that are shown when there are too many: it leads to what is
 * changed or selected. */
static gboolean
matters (const OuroDraft *self,
         guint32          entry)
{
  OuroId value = ouro_dict_get_value (self->heap, get_namespace (self), entry);

  return (self->shown[value] & (OURO_SHOWN_CHANGED | OURO_SHOWN_SELECTED)) ||
         ouro_draft_is_changed_cell (self, get_namespace (self), 2 * entry);
}

static void
add_more_names (OuroDraft *self,
                guint      n)
{
  g_autofree char *number = ouro_title_dup_number (n);
  OuroPill         pill = { .key = ouro_key_of_more_names () };

  pill.name = n > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "⋯ %s more", "⋯ %s more", n),
                                       number)
                    : g_strdup (_("⋯ fewer"));
  ouro_draft_add_pill (self, &pill);
}

static void
add_module_names (OuroDraft *self)
{
  guint    n_names = 0, n_shown = 0, n_left;
  gboolean is_expanded = ouro_draft_is_expanded (self, ouro_key_of_more_names ());
  guint    max = is_expanded ? OURO_SLOTS_EXPANDED : self->options.max_cards;

  for (guint32 i = 0; i < get_n_entries (self); i++)
    n_names += is_name (self, i);
  for (guint32 i = 0; i < get_n_entries (self); i++)
    if (is_name (self, i) && (n_shown < max || (matters (self, i) && n_shown < 2 * max)))
      {
        add_name (self, i);
        n_shown++;
      }
  n_left = n_names - n_shown;
  if (n_left > 0 || (is_expanded && n_names > self->options.max_cards))
    add_more_names (self, n_left);
  self->n_objects[OURO_PANE_NAMES] = n_names;
}

static void
add_ghost_names (OuroDraft *self)
{
  for (guint i = 0; i < MIN (self->moment->n_ghost_names, self->options.max_cards); i++)
    {
      const char *name = self->moment->ghost_names[i];
      OuroPill    pill = { .key = ouro_key_of_name (name), .name = g_strdup (name), .marks = OURO_MARK_GHOST };

      ouro_draft_add_pill (self, &pill);
    }
}

/* Frames --------------------------------------------------------------------------------------- */

static gboolean
is_changed_place (const OuroDraft *self,
                  guint32          place)
{
  for (guint i = 0; i < self->moment->n_changed_places; i++)
    if (self->moment->changed_places[i] == place)
      return TRUE;
  return FALSE;
}

static void
add_locals (OuroDraft            *self,
            const OuroFrameNames *frame,
            OuroCard             *card)
{
  guint n = MIN (frame->n_locals, OURO_SLOTS_EXPANDED);

  card->slots = g_new0 (OuroCardSlot, n);
  card->n_slots = n;
  for (guint i = 0; i < n; i++)
    {
      card->slots[i].label = g_strdup (frame->locals[i].name);
      card->slots[i].value = ouro_draft_dup_slot_value (self, frame->locals[i].object);
      card->slots[i].changed = frame->locals[i].place != OURO_NO_PLACE &&
                               is_changed_place (self, frame->locals[i].place);
    }
}

static void
add_frame (OuroDraft *self,
           guint      depth)
{
  const OuroFrameNames *frame = &self->roots->frames[depth];
  OuroCard              card = {
                 .key = ouro_key_of_frame (depth),
                 .family = OURO_FAMILY_MODULE,
                 .marks = OURO_MARK_FRAME,
                 .pane = OURO_PANE_NAMES,
  };
  guint index;

  card.title = g_strdup_printf ("frame %s()", frame->name);
  if (card.key == self->options.selected)
    card.marks |= OURO_MARK_SELECTED;
  add_locals (self, frame, &card);
  index = ouro_draft_add_card (self, &card, (OuroCardSource){ 0 });
  for (guint i = 0; i < card.n_slots; i++)
    if (card.slots[i].value == NULL && ouro_draft_get_card (self, frame->locals[i].object) >= 0)
      {
        OuroArrow arrow = ouro_draft_new_arrow (OURO_FAMILY_MODULE, card.slots[i].changed ? OURO_MARK_CHANGED : 0,
                                                ouro_draft_get_card (self, frame->locals[i].object));

        arrow.from_card = index;
        arrow.from_slot = i;
        g_array_append_val (self->arrow_array, arrow);
      }
}

/* Of a deep recursion the first frame and the innermost ones are shown. */
static void
add_frames (OuroDraft *self)
{
  guint n = self->roots->n_frames;
  guint n_max = MAX (self->options.max_cards / 4, 2);

  for (guint i = FIRST_FRAME_CARD; i < n; i++)
    if (i == FIRST_FRAME_CARD || i + n_max > n)
      add_frame (self, i);
}

/* The machine ---------------------------------------------------------------------------------- */

static void
add_value_arrow (OuroDraft *self,
                 OuroId     object)
{
  if (ouro_heap_get_refcount (self->heap, object) > 0)
    add_arrow_from_pill (self, self->pill_array->len - 1, object, OURO_MARK_TEMPORARY);
}

static void
note_value (OuroDraft *self,
            OuroId     object)
{
  if (ouro_draft_get_card (self, object) >= 0 && ouro_heap_get_refcount (self->heap, object) > 0)
    self->has_values = TRUE;
}

static void
add_stack (OuroDraft *self)
{
  OuroPill pill = { .key = ouro_key_of_stack () };

  foreach_value (self, note_value);
  if (!self->has_values)
    return;
  /* TRANSLATORS: stands among the names; the evaluation stack holds something for the moment. */
  pill.name = g_strdup (_("(stack)"));
  ouro_draft_next_stamp (self);
  ouro_draft_add_pill (self, &pill);
  foreach_value (self, add_value_arrow);
}

static void
add_roots (OuroDraft *self)
{
  for (guint i = 0; i < OURO_N_ROOTS; i++)
    if (is_shown_root (self, i))
      {
        OuroPill pill = { .key = ouro_key_of_root (i), .name = g_strdup (self->roots->root_names[i]) };

        ouro_draft_next_stamp (self);
        add_arrow_from_pill (self, ouro_draft_add_pill (self, &pill), ouro_heap_get_root (self->heap, i),
                             OURO_MARK_NONE);
      }
}

void
ouro_draft_add_names (OuroDraft *self)
{
  add_module_names (self);
  add_ghost_names (self);
  add_frames (self);
  add_stack (self);
  add_roots (self);
}
