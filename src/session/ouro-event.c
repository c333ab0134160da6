/* ouro-event.c - the record of a line, cut into events and put into words */
#include "ouro-event.h"

#include <glib/gi18n-lib.h>

#include "ouro-atom.h"
#include "ouro-collector.h"
#include "ouro-dict.h"
#include "ouro-repr.h"
#include "ouro-text.h"

/* Longer words of Python are cut in captions. */
#define MAX_WORDS 40

/* Cutting ----------------------------------------------------------------------------------- */

static OuroEventKind
get_mark_kind (OuroMark mark)
{
  switch ((guint)mark)
    {
    case OURO_MARK_BORN:
      return OURO_EVENT_BORN;
    case OURO_MARK_FREED:
      return OURO_EVENT_FREED;
    case OURO_MARK_LINE:
      return OURO_EVENT_LINE;
    case OURO_MARK_CALL:
      return OURO_EVENT_CALL;
    case OURO_MARK_RETURN:
      return OURO_EVENT_RETURN;
    case OURO_MARK_RAISE:
      return OURO_EVENT_RAISE;
    case OURO_MARK_BIND:
      return OURO_EVENT_BOUND;
    case OURO_MARK_UNBIND:
      return OURO_EVENT_UNBOUND;
    case OURO_MARK_OUTPUT:
      return OURO_EVENT_OUTPUT;
    case OURO_MARK_POLL:
      return OURO_EVENT_POLL;
    default:
      return mark >= OURO_MARK_THREAD_STARTED ? OURO_EVENT_THREAD : OURO_EVENT_COLLECTOR;
    }
}

/* A change of a count. What a fresh row says is part of its birth, and immortal objects do not count. */
static gboolean
begin_count (const OuroChange *change,
             OuroEvent        *event)
{
  if (change->index % 8 != OURO_ROW_REFCOUNT || change->fresh || change->before == change->after || ((change->before | change->after) & OURO_IMMORTAL))
    return FALSE;
  event->kind = change->after > change->before ? OURO_EVENT_TAKEN : OURO_EVENT_DROPPED;
  event->before = change->before;
  event->after = change->after;
  return TRUE;
}

/* Whether the change begins an event; what it says is filled in. */
static gboolean
begin_event (const OuroChange *change,
             const OuroEvent  *last,
             OuroEvent        *event)
{
  *event = (OuroEvent){ .object = change->owner };
  switch ((guint)change->segment)
    {
    case OURO_SEGMENT_MARK:
      event->mark = (OuroMark)change->index;
      event->kind = get_mark_kind (event->mark);
      event->before = change->before;
      event->after = change->after;
      return TRUE;
    case OURO_SEGMENT_ROWS:
      return begin_count (change, event);
    case OURO_SEGMENT_CELLS:
      event->kind = OURO_EVENT_STORED;
      /* Several cells of one object in a row are one event. */
      return change->owner != OURO_NO_ID && !change->fresh && !(last != NULL && last->kind == OURO_EVENT_STORED && last->object == change->owner);
    default:
      return FALSE;
    }
}

/* The birth number that an object has at a change: rows are used again within a line. */
static guint32
get_birth (const OuroHeap *heap,
           GHashTable     *births,
           OuroId          object)
{
  gpointer known;

  if (object == OURO_NO_ID)
    return 0;
  if (g_hash_table_lookup_extended (births, GUINT_TO_POINTER (object), NULL, &known))
    return GPOINTER_TO_UINT (known);
  return heap->rows[object].birth;
}

/* Births as they were when the record began: the heap stands somewhere in it, so what it says of reused rows may be later. */
static GHashTable *
find_first_births (const OuroHeap *heap,
                   guint32         n_changes)
{
  GHashTable *births = g_hash_table_new (NULL, NULL);

  for (guint32 i = 0; i < n_changes; i++)
    {
      const OuroChange *change = ouro_heap_get_change (heap, i);
      gpointer          object = GUINT_TO_POINTER (change->owner);

      if (change->segment == OURO_SEGMENT_MARK && change->index == OURO_MARK_FREED && !g_hash_table_contains (births, object))
        g_hash_table_insert (births, object, GUINT_TO_POINTER (change->before));
    }
  return births;
}

GArray *
ouro_event_list (const OuroHeap *heap,
                 guint32         n_changes)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (OuroEvent));
  g_autoptr (GHashTable) births = find_first_births (heap, n_changes);

  for (guint32 i = 0; i < n_changes; i++)
    {
      const OuroChange *change = ouro_heap_get_change (heap, i);
      OuroEvent        *last = events->len > 0 ? &g_array_index (events, OuroEvent, events->len - 1) : NULL;
      OuroEvent         event;

      if (!begin_event (change, last, &event))
        continue;
      if (event.kind == OURO_EVENT_BORN)
        g_hash_table_insert (births, GUINT_TO_POINTER (event.object), GUINT_TO_POINTER (event.before));
      event.birth = get_birth (heap, births, event.object);
      if (last != NULL)
        last->n_changes = i;
      g_array_append_val (events, event);
    }
  if (events->len > 0)
    g_array_index (events, OuroEvent, events->len - 1).n_changes = n_changes;
  return events;
}

guint32
ouro_event_get_stack_end (const OuroHeap *heap)
{
  guint32 end = heap->words[OURO_WORD_STACK_END];
  guint32 position = heap->recording ? ouro_heap_get_change_position (heap) : 0;

  for (guint32 i = 0; i < position; i++)
    {
      const OuroChange *change = ouro_heap_get_change (heap, i);

      if (change->segment != OURO_SEGMENT_STACK)
        continue;
      if (change->fresh || change->index >= end)
        end = change->index + 1;
      else if (change->index == end - 1 && change->after == 0)
        end = change->index;
    }
  return end;
}

/* Words ------------------------------------------------------------------------------------- */

/* A name of the module for the object, or OURO_NO_ID. */
static OuroId
find_name (const OuroHeap *heap,
           OuroId          object)
{
  OuroId dict = ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE);

  for (guint32 i = 0; dict != OURO_NO_ID && i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId key = ouro_dict_get_key (heap, dict, i);

      if (key != OURO_NO_ID && ouro_heap_get_kind (heap, key) == OURO_KIND_STR && ouro_dict_get_value (heap, dict, i) == object)
        {
          g_autofree char *text = ouro_str_dup_utf8 (heap, key, NULL);

          if (!g_str_has_prefix (text, "__"))
            return key;
        }
    }
  return OURO_NO_ID;
}

char *
ouro_event_dup_object (const OuroHeap *heap,
                       OuroId          object)
{
  g_autofree char *type = NULL;
  g_autofree char *name = NULL;
  OuroId           key;

  if (ouro_kind_is_atom (ouro_heap_get_kind (heap, object)) || object < OURO_N_TYPES)
    return object < OURO_N_TYPES ? g_strdup (ouro_type_get_name (object)) : ouro_atom_dup_repr (heap, object, MAX_WORDS);
  type = ouro_heap_dup_type_name (heap, object);
  key = find_name (heap, object);
  if (key == OURO_NO_ID)
    return g_strdup_printf ("%s #%u", type, ouro_birth_get_number (ouro_heap_get_birth (heap, object)));
  name = ouro_str_dup_utf8 (heap, key, NULL);
  return g_strdup_printf ("%s %s", type, name);
}

static char *
dup_count_caption (const OuroHeap  *heap,
                   const OuroEvent *event)
{
  g_autofree char *object = ouro_event_dup_object (heap, event->object);

  if (event->kind == OURO_EVENT_TAKEN)
    return g_strdup_printf (_ ("A reference to %s is taken: its count goes from %u to %u."), object, event->before, event->after);
  return g_strdup_printf (_ ("A reference to %s is dropped: its count goes from %u to %u."), object, event->before, event->after);
}

static char *
dup_name_caption (const OuroHeap  *heap,
                  const OuroEvent *event)
{
  g_autofree char *object = ouro_event_dup_object (heap, event->object);
  g_autofree char *name = event->after == OURO_BOUND_GLOBAL ? ouro_str_dup_utf8 (heap, event->before, NULL) : NULL;

  if (event->kind == OURO_EVENT_BOUND)
    return name != NULL ? g_strdup_printf (_ ("The name %s refers to %s from now on."), name, object)
                        : g_strdup_printf (_ ("A local name refers to %s from now on."), object);
  return name != NULL ? g_strdup_printf (_ ("The name %s no longer refers to %s."), name, object)
                      : g_strdup_printf (_ ("A local name no longer refers to %s."), object);
}

static char *
dup_phase_caption (const OuroEvent *event)
{
  switch ((guint)event->mark)
    {
    case OURO_MARK_GC_START:
      return event->after ? g_strdup_printf (_ ("A collection of generation %u begins by itself: a counter has passed its threshold."), event->before)
                          : g_strdup_printf (_ ("A collection of generation %u begins."), event->before);
    case OURO_MARK_GC_MERGED:
      return g_strdup_printf (ngettext ("The younger generations are joined to generation %u: %u object is looked at.",
                                        "The younger generations are joined to generation %u: %u objects are looked at.", event->after),
                              event->before, event->after);
    case OURO_MARK_GC_STOPPED:
      return g_strdup (_ ("The world is stopped: all other threads wait."));
    case OURO_MARK_GC_STARTED:
      return g_strdup (_ ("The world runs again: other threads go on."));
    case OURO_MARK_GC_VISITED:
      return g_strdup_printf (ngettext ("The heap is visited in the order of addresses: %u object is looked at.",
                                        "The heap is visited in the order of addresses: %u objects are looked at.", event->before),
                              event->before);
    case OURO_MARK_GC_COPIED:
      return g_strdup (_ ("Each object’s count has been copied to gc_refs."));
    case OURO_MARK_GC_SUBTRACTED:
      return g_strdup (_ ("All references from inside are subtracted. Where gc_refs is above 0, somebody outside holds the object."));
    case OURO_MARK_GC_DIVIDED:
      return g_strdup_printf (ngettext ("%u object cannot be reached from outside.", "%u objects cannot be reached from outside.", event->before), event->before);
    case OURO_MARK_GC_PROMOTED:
      return g_strdup_printf (ngettext ("%2$u object has survived and moves to generation %1$u.", "%2$u objects have survived and move to generation %1$u.", event->after),
                              event->before, event->after);
    case OURO_MARK_GC_RESURRECTED:
      return g_strdup_printf (ngettext ("%u object lives on after the finalizers.", "%u objects live on after the finalizers.", event->before), event->before);
    case OURO_MARK_GC_END:
      return g_strdup_printf (ngettext ("The collection is over: %u object was found unreachable.", "The collection is over: %u objects were found unreachable.", event->before),
                              event->before);
    default:
      return NULL;
    }
}

static const char *
get_object_phase (OuroMark mark)
{
  switch ((guint)mark)
    {
    case OURO_MARK_GC_SUBTRACT:
      return _ ("The collector follows what %s refers to, and subtracts 1 from each gc_refs.");
    case OURO_MARK_GC_REACHABLE:
      return _ ("%s has gc_refs above 0: it is held from outside, so it stays.");
    case OURO_MARK_GC_SUSPECT:
      return _ ("%s has gc_refs 0: it is set aside as perhaps unreachable.");
    case OURO_MARK_GC_LEFT:
      return _ ("%s has been reached from nothing that stays: it is unreachable.");
    case OURO_MARK_GC_RESCUED:
      return _ ("%s is reached from an object that stays, so it comes back.");
    case OURO_MARK_GC_UNTRACKED:
      return _ ("%s holds nothing that could be part of a cycle: the collector need not look at it any more.");
    case OURO_MARK_GC_WEAKREF:
      return _ ("%s is cleared: its target is about to go.");
    case OURO_MARK_GC_CALLBACK:
      return _ ("The callback of %s is called.");
    case OURO_MARK_GC_FINALIZE:
      return _ ("The finalizer of %s is called.");
    case OURO_MARK_GC_CLEAR:
      return _ ("%s is cleared: it lets go of all that it holds.");
    default:
      return NULL;
    }
}

static char *
dup_collector_caption (const OuroHeap  *heap,
                       const OuroEvent *event)
{
  const char      *format = get_object_phase (event->mark);
  g_autofree char *object = NULL;

  if (format == NULL)
    return dup_phase_caption (event);
  object = ouro_event_dup_object (heap, event->object);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, object);
#pragma GCC diagnostic pop
}

/* What is said about one thread. */
static char *
dup_thread_caption (const OuroEvent *event)
{
  guint number = event->before;

  switch ((guint)event->mark)
    {
    case OURO_MARK_THREAD_STARTED:
      return g_strdup_printf (_ ("Thread %u is started."), number);
    case OURO_MARK_THREAD_ENDED:
      return g_strdup_printf (_ ("Thread %u has ended."), number);
    case OURO_MARK_THREAD_WAITS:
      return g_strdup_printf (_ ("Thread %u waits for a lock that is taken."), number);
    case OURO_MARK_THREAD_SLEEPS:
      return g_strdup_printf (_ ("Thread %u goes to sleep."), number);
    case OURO_MARK_THREAD_JOINS:
      return g_strdup_printf (_ ("Thread %u waits for the end of another."), number);
    case OURO_MARK_THREAD_WAKES:
      return g_strdup_printf (_ ("Thread %u wakes up."), number);
    case OURO_MARK_GIL_REQUESTED:
      return g_strdup_printf (_ ("Thread %u asks for the GIL."), number);
    case OURO_MARK_GIL_DROP_REQUEST:
      return g_strdup_printf (_ ("Thread %u has waited for a switch interval: it asks the holder to drop the GIL."), number);
    case OURO_MARK_GIL_DROPPED:
      return g_strdup_printf (_ ("Thread %u drops the GIL, as it was asked to."), number);
    case OURO_MARK_GIL_RELEASED:
      return g_strdup_printf (_ ("Thread %u lets go of the GIL."), number);
    case OURO_MARK_GIL_TAKEN:
    default:
      return g_strdup_printf (_ ("Thread %u takes the GIL."), number);
    }
}

/* What is said about one object. */
static const char *
get_object_caption (OuroEventKind kind)
{
  switch ((guint)kind)
    {
    case OURO_EVENT_BORN:
      return _ ("%s is made, with a count of 1.");
    case OURO_EVENT_STORED:
      return _ ("The contents of %s change.");
    case OURO_EVENT_CALL:
      return _ ("%s is called.");
    case OURO_EVENT_RETURN:
      return _ ("The call gives %s.");
    case OURO_EVENT_RAISE:
      return _ ("%s is raised.");
    default:
      return NULL;
    }
}

static char *
dup_object_caption (const OuroHeap  *heap,
                    const OuroEvent *event)
{
  g_autofree char *object = ouro_event_dup_object (heap, event->object);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (get_object_caption (event->kind), object);
#pragma GCC diagnostic pop
}

char *
ouro_event_dup_caption (const OuroHeap  *heap,
                        const OuroEvent *event)
{
  switch ((guint)event->kind)
    {
    case OURO_EVENT_LINE:
      return g_strdup_printf (_ ("Line %u begins."), event->before);
    case OURO_EVENT_FREED:
      return g_strdup_printf (_ ("Object #%u is freed: nothing refers to it any more."), ouro_birth_get_number (event->birth));
    case OURO_EVENT_TAKEN:
    case OURO_EVENT_DROPPED:
      return dup_count_caption (heap, event);
    case OURO_EVENT_BOUND:
    case OURO_EVENT_UNBOUND:
      return dup_name_caption (heap, event);
    case OURO_EVENT_OUTPUT:
      return g_strdup (_ ("The program prints."));
    case OURO_EVENT_POLL:
      return g_strdup (_ ("The interpreter looks whether something waits to be done: a collection does."));
    case OURO_EVENT_COLLECTOR:
      return dup_collector_caption (heap, event);
    case OURO_EVENT_THREAD:
      return dup_thread_caption (event);
    default:
      return dup_object_caption (heap, event);
    }
}
