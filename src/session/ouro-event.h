/* ouro-event.h - what happens inside one line, step by step
 *
 * The heap's record of one line holds every single write (ouro-journal.h). Most of them mean nothing to people; an event is a
 * run of them that does: a reference taken or dropped, an object made or freed, a name bound, a phase of a collection.
 */
#pragma once

#include "ouro-heap.h"
#include "ouro-journal.h"
#include "ouro-mark.h"

typedef enum {
  OURO_EVENT_LINE,    /* a line begins */
  OURO_EVENT_BORN,    /* an object is made */
  OURO_EVENT_FREED,   /* an object is freed */
  OURO_EVENT_TAKEN,   /* a count went up */
  OURO_EVENT_DROPPED, /* a count went down */
  OURO_EVENT_BOUND,   /* a name refers to an object */
  OURO_EVENT_UNBOUND,
  OURO_EVENT_STORED, /* a cell of a container changed */
  OURO_EVENT_CALL,
  OURO_EVENT_RETURN,
  OURO_EVENT_RAISE,
  OURO_EVENT_OUTPUT,
  OURO_EVENT_POLL,
  OURO_EVENT_COLLECTOR, /* a phase of a collection: mark tells which */
  OURO_EVENT_THREAD,    /* a thread begins, ends, waits, wakes; the GIL is asked for, let go of, taken: mark tells which */
} OuroEventKind;

typedef struct
{
  OuroEventKind kind;
  OuroMark      mark;   /* for OURO_EVENT_COLLECTOR and OURO_EVENT_THREAD */
  OuroId        object; /* whom it is about; OURO_NO_ID for none */
  guint32       birth;  /* the object's birth number */
  guint32       before; /* counts: before and after; otherwise details of the mark */
  guint32       after;
  guint32       n_changes; /* so many changes of the record hold after it */
} OuroEvent;

/* The events of the first so many changes of the record that the heap holds: array of OuroEvent, in order. Every change belongs to
 * one, from the change that begins it to the one before the next. */
GArray *ouro_event_list (const OuroHeap *heap,
                         guint32         n_changes) G_GNUC_WARN_UNUSED_RESULT;

/* The end of the stack at the record's present position, which began with the end that the heap's word tells. */
guint32 ouro_event_get_stack_end (const OuroHeap *heap);

/* An object in words: "list a" when the module has a name for it, else "list #12"; atoms by their repr (). Python's words are not
 * translated. */
char *ouro_event_dup_object (const OuroHeap *heap,
                             OuroId          object) G_GNUC_WARN_UNUSED_RESULT;

/* The event in a sentence, at the moment right after it (the record stands there): "list #12: count 2 -> 1, no longer held by the
 * name a". Translated. */
char *ouro_event_dup_caption (const OuroHeap  *heap,
                              const OuroEvent *event) G_GNUC_WARN_UNUSED_RESULT;
