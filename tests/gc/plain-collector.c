/* plain-collector.c - CPython's memory once more, as plainly as can be */
#include "plain-collector.h"

PlainMemory *
plain_memory_new (guint minor)
{
  PlainMemory *self = g_new0 (PlainMemory, 1);

  for (guint i = 0; i < 3; i++)
    g_queue_init (&self->generations[i]);
  self->minor = minor;
  self->all = g_ptr_array_new ();
  self->log = g_string_new (NULL);
  return self;
}

void
plain_memory_free (PlainMemory *self)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      PlainObject *object = g_ptr_array_index (self->all, i);

      g_ptr_array_unref (object->referents);
      g_free (object);
    }
  for (guint i = 0; i < 3; i++)
    g_queue_clear (&self->generations[i]);
  g_ptr_array_unref (self->all);
  g_string_free (self->log, TRUE);
  g_free (self);
}

/* Linking ------------------------------------------------------------------------------------- */

static void
unlink_object (PlainObject *object)
{
  if (object->list != NULL)
    g_queue_delete_link (object->list, object->link);
  object->list = NULL;
}

static void
link_object (PlainObject *object,
             GQueue      *list)
{
  unlink_object (object);
  g_queue_push_tail (list, object);
  object->list = list;
  object->link = list->tail;
}

static void
link_all (GQueue *from,
          GQueue *to)
{
  while (from->head != NULL)
    link_object (from->head->data, to);
}

/* Tracking (cpython.md 1.5, 1.6) ---------------------------------------------------------------- */

static gboolean
may_be_tracked (const PlainObject *object)
{
  return object != NULL && (object->kind != PLAIN_TUPLE || object->list != NULL);
}

static gboolean
holds_something_that_may_be_tracked (const PlainObject *object)
{
  for (guint i = 0; i < object->referents->len; i++)
    if (may_be_tracked (g_ptr_array_index (object->referents, i)))
      return TRUE;
  return FALSE;
}

PlainObject *
plain_object_new (PlainMemory *self,
                  PlainKind    kind)
{
  PlainObject *object = g_new0 (PlainObject, 1);

  object->number = self->all->len;
  object->kind = kind;
  object->referents = g_ptr_array_new ();
  object->refcount = 1;
  if (kind == PLAIN_INSTANCE)
    g_ptr_array_set_size (object->referents, PLAIN_N_ATTRIBUTES);
  g_ptr_array_add (self->all, object);
  return object;
}

void
plain_object_track (PlainMemory *self,
                    PlainObject *object)
{
  if (object->kind == PLAIN_DICT && self->minor <= 13)
    return;
  if (object->kind == PLAIN_TUPLE && self->minor >= 14 && !holds_something_that_may_be_tracked (object))
    return;
  link_object (object, &self->generations[0]);
}

/* References ------------------------------------------------------------------------------------ */

void
plain_object_ref (PlainObject *object)
{
  if (object != NULL)
    object->refcount++;
}

static void
run_finalizer (PlainMemory *self,
               PlainObject *object)
{
  object->is_finalized = TRUE;
  g_string_append_printf (self->log, "%u ", object->number);
}

/* Lists and tuples are emptied from the last item, others from the first. */
static void
drop_referents (PlainMemory *self,
                PlainObject *object)
{
  GPtrArray *referents = object->referents;
  gboolean   backward = object->kind == PLAIN_LIST || object->kind == PLAIN_TUPLE;

  object->referents = g_ptr_array_new ();
  if (object->kind == PLAIN_INSTANCE)
    g_ptr_array_set_size (object->referents, PLAIN_N_ATTRIBUTES);
  for (guint i = 0; i < referents->len; i++)
    plain_object_unref (self, g_ptr_array_index (referents, backward ? referents->len - 1 - i : i));
  g_ptr_array_unref (referents);
}

void
plain_object_unref (PlainMemory *self,
                    PlainObject *object)
{
  if (object == NULL || --object->refcount > 0)
    return;
  if (object->has_finalizer && !object->is_finalized)
    run_finalizer (self, object);
  unlink_object (object);
  drop_referents (self, object);
}

void
plain_object_put (PlainMemory *self,
                  PlainObject *object,
                  guint        place,
                  PlainObject *value)
{
  PlainObject *old;

  if (object->kind == PLAIN_DICT && object->list == NULL && may_be_tracked (value))
    link_object (object, &self->generations[0]);
  plain_object_ref (value);
  if (place == object->referents->len)
    g_ptr_array_add (object->referents, NULL);
  old = g_ptr_array_index (object->referents, place);
  g_ptr_array_index (object->referents, place) = value;
  plain_object_unref (self, old);
}

void
plain_object_remove (PlainMemory *self,
                     PlainObject *object,
                     guint        place)
{
  plain_object_unref (self, g_ptr_array_remove_index (object->referents, place));
}

/* Collecting (cpython.md 3.5) --------------------------------------------------------------------- */

static PlainObject *
pop_head (GQueue *list)
{
  PlainObject *object = list->head->data;

  unlink_object (object);
  return object;
}

/* Calls func for each referent in the order of tp_traverse. */
static void
traverse (PlainObject *object,
          void (*func) (PlainObject *referent, GQueue *base),
          GQueue *base)
{
  gboolean backward = object->kind == PLAIN_LIST || object->kind == PLAIN_TUPLE;
  guint    n = object->referents->len;

  for (guint i = 0; i < n; i++)
    {
      PlainObject *referent = g_ptr_array_index (object->referents, backward ? n - 1 - i : i);

      if (referent != NULL)
        func (referent, base);
    }
}

static void
visit_decref (PlainObject *referent,
              GQueue      *base)
{
  if (referent->is_collecting)
    referent->gc_refs--;
}

static void
visit_reachable (PlainObject *referent,
                 GQueue      *base)
{
  if (!referent->is_collecting)
    return;
  if (referent->is_unreachable)
    {
      referent->is_unreachable = FALSE;
      link_object (referent, base);
      referent->gc_refs = 1;
    }
  else if (referent->gc_refs == 0)
    referent->gc_refs = 1;
}

/* 3.6, word by word. */
static void
move_unreachable (GQueue *base,
                  GQueue *unreachable)
{
  GQueue done = G_QUEUE_INIT;

  while (base->head != NULL)
    {
      PlainObject *object = pop_head (base);

      if (object->gc_refs > 0)
        {
          traverse (object, visit_reachable, base);
          object->is_collecting = FALSE;
          link_object (object, &done);
        }
      else
        {
          link_object (object, unreachable);
          object->is_unreachable = TRUE;
        }
    }
  link_all (&done, base);
}

static void
deduce_unreachable (GQueue *base,
                    GQueue *unreachable)
{
  for (GList *l = base->head; l != NULL; l = l->next)
    {
      PlainObject *object = l->data;

      object->is_collecting = TRUE;
      object->is_unreachable = FALSE;
      object->gc_refs = object->refcount;
    }
  for (GList *l = base->head; l != NULL; l = l->next)
    traverse (l->data, visit_decref, base);
  move_unreachable (base, unreachable);
  for (GList *l = unreachable->head; l != NULL; l = l->next)
    ((PlainObject *)l->data)->is_collecting = FALSE;
}

static void
untrack_where_possible (GQueue   *survivors,
                        PlainKind kind)
{
  for (GList *l = survivors->head, *next; l != NULL; l = next)
    {
      PlainObject *object = l->data;

      next = l->next;
      if (object->kind == kind && !holds_something_that_may_be_tracked (object))
        unlink_object (object);
    }
}

/* Tuples have no tp_clear. */
static void
clear (PlainMemory *self,
       PlainObject *object)
{
  if (object->kind != PLAIN_TUPLE)
    drop_referents (self, object);
}

/* 3.7. */
static guint
delete_garbage (PlainMemory *self,
                GQueue      *garbage,
                GQueue      *older)
{
  guint n = g_queue_get_length (garbage);

  while (garbage->head != NULL)
    {
      PlainObject *object = garbage->head->data;

      plain_object_ref (object);
      clear (self, object);
      plain_object_unref (self, object);
      if (garbage->head != NULL && garbage->head->data == object)
        link_object (object, older);
    }
  return n;
}

guint
plain_memory_collect (PlainMemory *self,
                      guint        generation)
{
  GQueue *base = &self->generations[generation];
  GQueue *older = &self->generations[MIN (generation + 1, 2)];
  GQueue  unreachable = G_QUEUE_INIT;

  for (guint i = 0; i < generation; i++)
    link_all (&self->generations[i], base);
  deduce_unreachable (base, &unreachable);
  untrack_where_possible (base, PLAIN_TUPLE);
  if (generation == 2 && self->minor <= 13)
    untrack_where_possible (base, PLAIN_DICT);
  if (generation < 2)
    link_all (base, older);
  for (GList *l = unreachable.head; l != NULL; l = l->next)
    {
      PlainObject *object = l->data;

      if (object->has_finalizer && !object->is_finalized)
        run_finalizer (self, object);
    }
  return delete_garbage (self, &unreachable, older);
}
