/* ouro-dissolve.c - many objects that only hold each other die together
 *
 * Each object has a number: its place among the unreachable ones. What it holds is copied to an array of numbers, its count to another;
 * both are small, and what dies after what is played through on them. Only then is the heap touched, row after row.
 *
 * Counts of objects outside stand behind those of the garbage. An atom among them may die as well: it holds nothing.
 */
#include "ouro-dissolve.h"

#include <string.h>

#include "ouro-heap-private.h"
#include "ouro-instance.h"
#include "ouro-journal-private.h"
#include "ouro-memory.h"

/* What most objects hold is copied here. Of the others items[0] says where it stands, items[1] how much it is, and items[2] whether they
 * keep it until they die. */
#define SHORT 4
#define LONG  0x80000000u

/* Counts stand in one byte each, as they are looked at all the time; a count that has no room there stands elsewhere. */
#define MANY 255

/* So many objects are copied before what they name is looked for. */
#define BLOCK 64

/* How many objects ahead memory is asked for. */
#define AHEAD 24

/* Of what has been asked for while all is played through, so much is remembered, and followed when so much more has been asked for. */
#define N_SCOUTED    256
#define SCOUTING_LAG 4

/* What fewer objects hold is near at hand: nothing is asked for. */
#define LEAST_SCOUTED 4096

#define BURY 0x80000000u

typedef struct
{
  guint32 items[SHORT];
} Corpse;

typedef struct
{
  OuroHeap     *heap;
  const OuroId *objects; /* the garbage */
  guint32       n;
  guint32       nothing; /* the number of what is not there or never dies */
  gboolean      is_plain;

  /* For each number. */
  Corpse  *corpses;
  guint8  *counts;
  guint32 *many; /* the count where counts says MANY */
  guint8  *homes;
  guint32 *links;
  guint32 *dead;    /* in their order */
  guint32 *falling; /* what is to be dropped next, the last first, or with BURY, whose turn it is to be buried */
  guint32  n_dead;
  guint32  capacity;

  GArray *more;    /* of guint32: the items of those that hold many */
  GArray *outside; /* of OuroId: those with the numbers after nothing */
} Dissolution;

/* Numbers ----------------------------------------------------------------------------------- */

static gpointer
expand (gpointer memory,
        gsize    n,
        gsize    size)
{
  gpointer expanded = g_realloc_n (memory, n, size);

  ouro_memory_expect (expanded, n * size);
  return expanded;
}

static void
reserve (Dissolution *self,
         guint32      n)
{
  if (n <= self->capacity)
    return;
  self->capacity = MAX (n, self->capacity + self->capacity / 2);
  self->corpses = expand (self->corpses, self->capacity, sizeof *self->corpses);
  self->counts = expand (self->counts, self->capacity, sizeof *self->counts);
  self->homes = expand (self->homes, self->capacity, sizeof *self->homes);
  self->many = g_renew (guint32, self->many, self->capacity);
}

static inline void
set_count (Dissolution *self,
           guint32      number,
           guint32      count)
{
  self->counts[number] = (guint8)MIN (count, MANY);
  self->many[number] = count;
}

static guint32
get_count (const Dissolution *self,
           guint32            number)
{
  return self->counts[number] < MANY ? self->counts[number] : self->many[number];
}

static OuroId
get_object (const Dissolution *self,
            guint32            number)
{
  return number < self->n ? self->objects[number] : g_array_index (self->outside, OuroId, number - self->n - 1);
}

static void
add_number (Dissolution *self,
            guint32      number,
            guint32      count,
            guint32      head)
{
  set_count (self, number, count);
  self->homes[number] = head >> OURO_FREELIST_SHIFT & 0xff;
  for (guint i = 0; i < SHORT; i++)
    self->corpses[number].items[i] = self->nothing;
}

/* gc_refs is free meanwhile, and remembers the number. */
static G_GNUC_NO_INLINE guint32
number_outside (Dissolution *self,
                OuroId       object)
{
  OuroHeap      *heap = self->heap;
  const OuroRow *row = &heap->rows[object];
  guint32        number;

  if (object == OURO_NO_ID || (row->refcount & OURO_IMMORTAL))
    return self->nothing;
  number = self->nothing + 1 + self->outside->len;
  reserve (self, number + 1);
  add_number (self, number, row->refcount, row->head);
  g_array_append_val (self->outside, object);
  heap->gc_refs[object] = number;
  return number;
}

static inline guint32
find_number (Dissolution *self,
             OuroId       object)
{
  guint32 place = self->heap->places[object];
  guint32 number;

  if (G_LIKELY (place >> 27 == (OURO_LIST_UNREACHABLE << 1 | 1)))
    return (place & OURO_PLACE_MASK) - self->heap->words[OURO_WORD_LIST_BASE + OURO_LIST_UNREACHABLE];
  number = self->heap->gc_refs[object];
  return number != 0 ? number : number_outside (self, object);
}

/* Copying ----------------------------------------------------------------------------------- */

/* No code runs when it is cleared or dies, and nothing happens but that it drops its cells. */
static gboolean
is_plain (const OuroRow *row)
{
  guint32 kind = row->head & 0xff;

  if ((row->refcount & OURO_IMMORTAL) || (row->head & (OURO_FLAG_WEAKREFS | OURO_FLAG_DEFERRED)) || !(row->head & OURO_FLAG_GC))
    return FALSE;
  if ((row->head & OURO_FLAG_HAS_FINALIZER) && !(row->head & OURO_FLAG_FINALIZED))
    return FALSE;
  return kind == OURO_KIND_LIST || kind == OURO_KIND_TUPLE || kind == OURO_KIND_DICT || (kind == OURO_KIND_INSTANCE && !(row->head & OURO_INSTANCE_HAS_PAYLOAD));
}

/* An object that holds its class drops it after its end. That must not be the end of the class, so the moment does not matter. */
static void
drop_class (Dissolution *self,
            OuroId       cls)
{
  guint32 number = find_number (self, cls);

  if (number == self->nothing)
    return;
  if (number < self->nothing || get_count (self, number) == 1)
    self->is_plain = FALSE;
  else
    set_count (self, number, get_count (self, number) - 1);
}

/* Any object but a short list. As numbering may move the corpses, the items are put there last. */
static void
copy_cells (Dissolution *self,
            guint32      number)
{
  OuroHeap      *heap = self->heap;
  const OuroRow *row = &heap->rows[self->objects[number]];
  OuroKind       kind = (OuroKind)(row->head & 0xff);
  gboolean       is_backward = ouro_kind_is_backward (kind);
  gboolean       is_long = row->n > SHORT || kind == OURO_KIND_TUPLE;
  guint32        from = self->more->len;
  Corpse         corpse = { { self->nothing, self->nothing, self->nothing, self->nothing } };
  guint          n = 0;

  for (guint32 i = 0; i < row->n; i++)
    {
      guint32 cell = heap->cells[row->cells + ouro_heap_get_dropped_cell (kind, is_backward, i, row->n)];
      guint32 item = cell == 0 || (cell & (OURO_CELL_INT | OURO_CELL_BORROWED)) ? self->nothing : find_number (self, cell & OURO_CELL_ID_MASK);

      if (item == self->nothing)
        continue;
      if (is_long)
        g_array_append_val (self->more, item);
      else
        corpse.items[n++] = item;
    }
  if (is_long)
    corpse = (Corpse){ { LONG | from, self->more->len - from, kind == OURO_KIND_TUPLE, 0 } };
  self->corpses[number] = corpse;
  if (row->head & OURO_FLAG_OWNS_CLASS)
    drop_class (self, row->cls);
}

static gboolean
is_short_list (const OuroRow *row)
{
  return (row->head & (0xff | OURO_FLAG_OWNS_CLASS)) == OURO_KIND_LIST && row->n <= SHORT && row->cells >= SHORT;
}

/* A short list's items are objects as yet. TRUE if it is one. */
static inline gboolean
copy_row (Dissolution *self,
          guint32      number)
{
  OuroHeap      *heap = self->heap;
  const OuroRow *row = &heap->rows[self->objects[number]];
  OuroId        *items = self->corpses[number].items;
  const guint32 *end = heap->cells + row->cells + row->n;

  self->is_plain &= is_plain (row);
  self->homes[number] = row->head >> OURO_FREELIST_SHIFT & 0xff;
  self->counts[number] = (guint8)MIN (row->refcount, MANY);
  if (G_UNLIKELY (row->refcount >= MANY))
    self->many[number] = row->refcount;
  if (!is_short_list (row))
    return FALSE;
#pragma GCC unroll 4
  for (guint32 i = 0; i < SHORT; i++)
    {
      items[i] = end[-1 - (gssize)i] & -(guint32)(i < row->n);
      __builtin_prefetch (&heap->places[items[i]]);
    }
  return TRUE;
}

/* What stands outside, or nowhere, leaves no gap. */
static void
number_any_items (Dissolution *self,
                  guint32      number)
{
  guint n = 0;

  for (guint i = 0; i < SHORT; i++)
    {
      guint32 item = find_number (self, self->corpses[number].items[i]);

      if (item != self->nothing)
        self->corpses[number].items[n++] = item;
    }
  while (n < SHORT)
    self->corpses[number].items[n++] = self->nothing;
}

/* Without a branch that depends on how many there are, if all of them are garbage. */
static inline void
number_items (Dissolution   *self,
              const guint32 *places,
              guint32        base,
              guint32        number)
{
  OuroId *items = self->corpses[number].items;
  guint32 numbers[SHORT];
  guint32 n_others = 0;

#pragma GCC unroll 4
  for (guint i = 0; i < SHORT; i++)
    {
      guint32 place = places[items[i]];
      guint32 is_garbage = place >> 27 == (OURO_LIST_UNREACHABLE << 1 | 1);

      n_others += (guint32)(items[i] != OURO_NO_ID) & ~is_garbage;
      numbers[i] = is_garbage ? (place & OURO_PLACE_MASK) - base : self->nothing;
    }
  if (G_LIKELY (n_others == 0))
    memcpy (items, numbers, sizeof numbers);
  else
    number_any_items (self, number);
}

static void
copy_block (Dissolution *self,
            guint32      from,
            guint32      to)
{
  const OuroHeap *heap = self->heap;
  gboolean        is_short[BLOCK] = { FALSE };

  for (guint32 number = from; number < to; number++)
    {
      if (number + 2 * AHEAD < self->n)
        {
          __builtin_prefetch (&heap->rows[self->objects[number + 2 * AHEAD]]);
          __builtin_prefetch (&heap->cells[heap->rows[self->objects[number + AHEAD]].cells]);
        }
      is_short[number - from] = copy_row (self, number);
    }
  for (guint32 number = from; number < to; number++)
    if (is_short[number - from])
      number_items (self, heap->places, heap->words[OURO_WORD_LIST_BASE + OURO_LIST_UNREACHABLE], number);
    else
      copy_cells (self, number);
}

/* Playing through --------------------------------------------------------------------------- */

/* All in one place that nothing else points to, so that the compiler keeps it in registers. */
typedef struct
{
  Corpse        *corpses;
  guint8        *counts;
  guint32       *many;
  const guint32 *more;
  guint32        nothing;
  guint32       *falling; /* what is to be dropped next, the last first, or with BURY, whose turn it is to be buried */
  guint32       *dead;
  guint32        n_dead;
  guint32       *scouted; /* a ring */
  guint32        n_scouted;
  guint32        n_followed;
} Play;

/* TRUE when that was the last reference. */
static inline __attribute__ ((always_inline)) gboolean
drop (Play   *play,
      guint32 number)
{
  guint8 count = --play->counts[number];

  if (G_LIKELY ((guint8)(count - 1) < MANY - 2))
    return FALSE;
  if (G_LIKELY (count == 0))
    return TRUE;
  play->many[number]--;
  play->counts[number] = (guint8)MIN (play->many[number], MANY);
  return FALSE;
}

static inline __attribute__ ((always_inline)) void
hold (Play   *play,
      guint32 number)
{
  if (G_LIKELY (play->counts[number] < MANY - 1))
    {
      play->counts[number]++;
      return;
    }
  play->many[number] = play->counts[number] == MANY ? play->many[number] + 1 : MANY;
  play->counts[number] = MANY;
}

/* What has one reference left and is named by something that will be dropped will most likely die then: it is asked for, and a while
 * later, what it holds. */
static inline __attribute__ ((always_inline)) void
scout (Play   *play,
       guint32 number)
{
  if (play->counts[number] != 1)
    return;
  __builtin_prefetch (&play->corpses[number]);
  play->scouted[play->n_scouted++ % N_SCOUTED] = number;
}

static inline __attribute__ ((always_inline)) void
scout_items (Play   *play,
             guint32 number)
{
  const guint32 *items = play->corpses[number].items;

  if (items[0] & LONG)
    return;
#pragma GCC unroll 4
  for (guint i = 0; i < SHORT; i++)
    scout (play, items[i]);
}

static inline __attribute__ ((always_inline)) void
scout_further (Play *play)
{
  for (guint i = 0; i < 4 && play->n_followed + SCOUTING_LAG < play->n_scouted; i++)
    scout_items (play, play->scouted[play->n_followed++ % N_SCOUTED]);
}

/* An object dies: its items will be dropped, then it will be buried. */
static inline __attribute__ ((always_inline)) guint32 *
push (Play    *play,
      guint32 *top,
      guint32  number)
{
  const guint32 *items = play->corpses[number].items;
  guint32        n = SHORT;

  if (G_UNLIKELY (items[0] & LONG))
    {
      n = items[1];
      items = play->more + (items[0] & ~LONG);
    }
  *top++ = BURY | number;
  while (n-- > 0)
    {
      *top = items[n];
      top += items[n] != play->nothing;
    }
  return top;
}

/* As ouro_heap_release () does it: what dies of a drop goes first. */
static inline __attribute__ ((always_inline)) void
fall (Play   *play,
      guint32 number)
{
  guint32 *top = push (play, play->falling, number);

  while (top > play->falling)
    {
      guint32 next = *--top;

      if (next & BURY)
        play->dead[play->n_dead++] = next & ~BURY;
      else if (drop (play, next))
        {
          top = push (play, top, next);
          scout_further (play);
        }
    }
}

/* Held meanwhile, an object drops what it holds. A tuple keeps it until it dies. */
static inline __attribute__ ((always_inline)) void
take_apart (Play   *play,
            guint32 number)
{
  Corpse        *corpse = &play->corpses[number];
  const guint32 *items = corpse->items;
  guint32        n = SHORT;

  if (G_UNLIKELY (items[0] & LONG))
    {
      if (items[2])
        return;
      n = items[1];
      items = play->more + (items[0] & ~LONG);
    }
  hold (play, number);
  for (guint32 i = 0; i < n && items[i] != play->nothing; i++)
    if (drop (play, items[i]))
      fall (play, items[i]);
  *corpse = (Corpse){ { play->nothing, play->nothing, play->nothing, play->nothing } };
  if (drop (play, number))
    play->dead[play->n_dead++] = number;
}

/* The garbage from its first object on. */
static void
take_all_apart (Dissolution *self)
{
  guint32 scouted[N_SCOUTED] = { 0 };
  guint32 n_scouting = self->n >= LEAST_SCOUTED ? self->n - AHEAD : 0;
  Play    play = { .corpses = self->corpses, .counts = self->counts, .many = self->many, .nothing = self->nothing, .falling = self->falling, .dead = self->dead, .scouted = scouted };

  play.more = (const guint32 *)(gpointer)self->more->data;
  for (guint32 number = 0; number < self->n; number++)
    {
      if (number < n_scouting && play.counts[number + AHEAD] != 0)
        scout_items (&play, number + AHEAD);
      scout_further (&play);
      if (play.counts[number] != 0)
        take_apart (&play, number);
    }
  self->n_dead = play.n_dead;
}

/* Of what stands outside, only atoms may die. */
static gboolean
may_die (const OuroRow *row)
{
  return ouro_kind_get_storage ((OuroKind)(row->head & 0xff)) == OURO_STORAGE_ATOM && !(row->head & (OURO_FLAG_GC | OURO_FLAG_OWNS_CLASS | OURO_FLAG_HAS_FINALIZER | OURO_FLAG_WEAKREFS));
}

/* TRUE when all of the garbage dies, and nothing else that is not allowed to. */
static gboolean
play_through (Dissolution *self)
{
  guint32 n_outside = 0;

  self->dead = expand (NULL, self->n + self->outside->len + 1, sizeof *self->dead);
  /* Each object is pushed once, with all that it holds. */
  self->falling = g_new (guint32, (SHORT + 1) * (gsize)self->n + self->outside->len + self->more->len + SHORT);
  take_all_apart (self);
  for (guint i = 0; i < self->outside->len; i++)
    if (self->counts[self->nothing + 1 + i] == 0)
      {
        n_outside++;
        if (!may_die (&self->heap->rows[g_array_index (self->outside, OuroId, i)]))
          return FALSE;
      }
  return self->n_dead == self->n + n_outside;
}

/* Burying ----------------------------------------------------------------------------------- */

/* Which chain a dead row goes to, as ouro_heap_bury () has it. */
static inline guint
choose_chain (const OuroHeap *heap,
              guint32        *words,
              guint           home)
{
  guint freelist = home - OURO_HOME_FREELIST;

  if (home < OURO_HOME_FREELIST)
    return OURO_WORD_POOL_HEAD + home;
  if (words[OURO_WORD_FREELIST_COUNT + freelist] >= heap->profile->freelist[freelist])
    return OURO_WORD_POOL_HEAD + heap->freelist_pool[freelist];
  words[OURO_WORD_FREELIST_COUNT + freelist]++;
  return OURO_WORD_FREELIST_HEAD + freelist;
}

/* What comes after what in the chains of free rows, and what that makes of the heap's words. */
static void
link_dead (Dissolution *self,
           guint32     *words)
{
  OuroHeap *heap = self->heap;

  self->links = expand (NULL, self->nothing + 1 + self->outside->len, sizeof *self->links);
  for (guint32 i = 0; i < self->n_dead; i++)
    {
      guint32 number = self->dead[i];
      guint   chain = choose_chain (heap, words, self->homes[number]);

      self->links[number] = ouro_heap_make_link (words[chain]);
      words[chain] = get_object (self, number);
      /* Atoms do not count as allocations. */
      if (number < self->n && chain >= OURO_WORD_POOL_HEAD && words[OURO_WORD_COUNT] > 0)
        words[OURO_WORD_COUNT]--;
    }
  words[OURO_WORD_N_ALIVE] -= self->n_dead;
}

static inline void
bury (Dissolution *self,
      OuroId       object,
      guint32      number)
{
  OuroHeap *heap = self->heap;
  OuroRow  *row = &heap->rows[object];

  if (!heap->keeps_history)
    ouro_heap_free_blocks_of (heap, object);
  ouro_heap_save_row (heap, object);
  row->refcount = 0;
  row->head = self->links[number];
  heap->places[object] = 0;
}

static void
bury_dead (Dissolution *self)
{
  OuroHeap *heap = self->heap;
  guint32   words[OURO_N_WORDS];

  memcpy (words, heap->words, sizeof words);
  link_dead (self, words);
  for (guint i = 0; i < OURO_N_WORDS; i++)
    if (words[i] != heap->words[i])
      ouro_heap_set_word (heap, i, words[i]);
  for (guint32 number = 0; number < self->n; number++)
    {
      if (number + AHEAD < self->n)
        {
          __builtin_prefetch (&heap->rows[self->objects[number + AHEAD]], 1);
          __builtin_prefetch (&heap->places[self->objects[number + AHEAD]], 1);
        }
      bury (self, self->objects[number], number);
    }
  for (guint i = 0; i < self->outside->len; i++)
    {
      OuroId  object = g_array_index (self->outside, OuroId, i);
      guint32 number = self->nothing + 1 + i;

      if (self->counts[number] == 0)
        bury (self, object, number);
      else if (get_count (self, number) != heap->rows[object].refcount)
        ouro_heap_set_row_word (heap, object, OURO_ROW_REFCOUNT, get_count (self, number));
    }
  ouro_heap_empty_list (heap, OURO_LIST_UNREACHABLE);
}

/* The whole --------------------------------------------------------------------------------- */

static void
dissolution_clear (Dissolution *self)
{
  for (guint i = 0; i < self->outside->len; i++)
    self->heap->gc_refs[g_array_index (self->outside, OuroId, i)] = 0;
  g_array_unref (self->more);
  g_array_unref (self->outside);
  g_free (self->corpses);
  g_free (self->counts);
  g_free (self->many);
  g_free (self->homes);
  g_free (self->links);
  g_free (self->dead);
  g_free (self->falling);
}

gboolean
ouro_heap_dissolve_unreachable (OuroHeap *heap)
{
  Dissolution self = { .heap = heap, .is_plain = TRUE };
  gboolean    is_possible;

  if (heap->recording || heap->profile->is_free_threaded || heap->words[OURO_WORD_LIST_HOLES + OURO_LIST_UNREACHABLE] != 0)
    return FALSE;
  self.objects = ouro_heap_get_list_places (heap, OURO_LIST_UNREACHABLE, &self.n);
  self.nothing = self.n;
  self.more = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.outside = g_array_new (FALSE, FALSE, sizeof (OuroId));
  reserve (&self, self.n + 1);
  add_number (&self, self.nothing, MANY, 0);
  for (guint32 from = 0; from < self.n && self.is_plain; from += BLOCK)
    copy_block (&self, from, MIN (from + BLOCK, self.n));
  is_possible = self.is_plain && play_through (&self);
  if (is_possible)
    bury_dead (&self);
  dissolution_clear (&self);
  return is_possible;
}
