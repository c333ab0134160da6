/* measure-history.c - how many bytes a line of Python leaves behind so that it can be undone
 *
 * No Python runs on this floor, so four small programs are imitated by the calls that a virtual machine makes of the heap:
 * names of the module in a dict, locals and temporaries on the stack, a reference taken for every value that is pushed,
 * two registers written by every line, one transaction a line. The programs are the usual four: a list that grows, a
 * tree of instances, a function called again and again, cycles made and dropped.
 *
 *   measure-history [LINES]      about so many lines of each program (100,000); prints the table of ouro-journal.h
 *
 * journal  what ouro_heap_get_history_bytes () says: saved words, rows of the dead, 4 bytes for each line
 * arena    cells that nobody uses now, but may have to come back: of the dead, or left when something grew
 * lists    empty places of the collector's lists, for the same reason
 */
#include <stdlib.h>

#include "build.h"
#include "ouro-atom.h"
#include "ouro-collector.h"
#include "ouro-dict.h"
#include "ouro-instance.h"
#include "ouro-journal.h"

typedef struct
{
  OuroHeap      *heap;
  OuroCollector *collector;
  OuroId         globals;
  guint32        end; /* of the stack */
  guint          n_lines;
  GHashTable    *names;
} Machine;

/* The machine --------------------------------------------------------------------------------- */

static void
machine_init (Machine *self)
{
  self->heap = ouro_heap_new (ouro_profile_get_default (), OURO_HISTORY_KEEP);
  self->collector = ouro_collector_new (self->heap, NULL);
  self->globals = ouro_dict_new (self->heap);
  self->end = 0;
  self->n_lines = 0;
  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  ouro_heap_set_root (self->heap, OURO_ROOT_NAMESPACE, self->globals);
}

static void
machine_clear (Machine *self)
{
  g_hash_table_unref (self->names);
  ouro_collector_free (self->collector);
  ouro_heap_free (self->heap);
}

/* The next line: its transaction, and the registers that say where the machine stands. */
static void
begin_line (Machine *self,
            guint    line)
{
  if (ouro_heap_get_word (self->heap, OURO_WORD_GC_SCHEDULED))
    ouro_collector_run (self->collector);
  ouro_heap_set_word (self->heap, OURO_WORD_STACK_END, self->end);
  if (!ouro_heap_go_on (self->heap, line, OURO_TRANSACTION_CLEAN))
    ouro_heap_begin (self->heap, line, OURO_TRANSACTION_CLEAN);
  ouro_heap_set_word (self->heap, OURO_WORD_VM, line);
  ouro_heap_set_word (self->heap, OURO_WORD_VM + 1, self->n_lines++);
}

static OuroId
intern (Machine    *self,
        const char *text)
{
  OuroId name = GPOINTER_TO_UINT (g_hash_table_lookup (self->names, text));

  if (name == OURO_NO_ID)
    {
      name = build_name (self->heap, text);
      g_hash_table_insert (self->names, (gpointer)text, GUINT_TO_POINTER (name));
    }
  return name;
}

static void
push (Machine *self,
      OuroId   object)
{
  ouro_stack_push (self->heap, &self->end, object);
}

static OuroId
pop (Machine *self)
{
  return ouro_stack_pop (self->heap, &self->end);
}

static void
pop_and_drop (Machine *self)
{
  ouro_heap_decref (self->heap, pop (self));
}

static OuroId
load (Machine *self,
      OuroId   object)
{
  ouro_heap_incref (self->heap, object);
  push (self, object);
  return object;
}

static OuroId
load_global (Machine    *self,
             const char *name)
{
  gint64 entry = ouro_dict_find_str (self->heap, self->globals, intern (self, name));

  return load (self, ouro_dict_get_value (self->heap, self->globals, (guint32)entry));
}

static void
store_global (Machine    *self,
              const char *name)
{
  ouro_dict_set_str (self->heap, self->globals, intern (self, name), self->heap->stack[self->end - 1]);
  pop_and_drop (self);
}

static OuroId
load_local (Machine *self,
            guint32  place)
{
  return load (self, self->heap->stack[place]);
}

static void
store_local (Machine *self,
             guint32  place)
{
  OuroId old = self->heap->stack[place];

  ouro_stack_set (self->heap, place, pop (self));
  if (old != OURO_NO_ID)
    ouro_heap_decref (self->heap, old);
}

static gint64
get_int (Machine *self,
         OuroId   object)
{
  gint64 value;

  ouro_int_get (self->heap, object, &value);
  return value;
}

/* What an operation on two ints leaves on the stack in their place. */
static void
replace_two (Machine *self,
             gint64   result)
{
  OuroId right = pop (self);
  OuroId left = pop (self);

  push (self, ouro_int_new (self->heap, result));
  ouro_heap_decref (self->heap, left);
  ouro_heap_decref (self->heap, right);
}

/* A call of a Python function whose arguments are on the stack: where its locals begin. */
static guint32
enter (Machine *self,
       guint    n_arguments,
       guint    n_locals)
{
  guint32 base = self->end - n_arguments;

  for (guint i = n_arguments; i < n_locals; i++)
    push (self, OURO_NO_ID);
  for (guint i = 0; i < 3; i++) /* where to return to, the frame before, the function */
    push (self, OURO_CELL_INT | (base + i));
  ouro_heap_set_word (self->heap, OURO_WORD_VM + 2, base);
  return base;
}

/* The value on top of the stack is returned. */
static void
leave (Machine *self,
       guint32  base,
       guint    n_locals)
{
  OuroId value = pop (self);

  for (guint i = 0; i < 3; i++)
    pop (self);
  for (guint i = n_locals; i-- > 0;)
    {
      OuroId local = pop (self);

      if (local != OURO_NO_ID)
        ouro_heap_decref (self->heap, local);
    }
  ouro_heap_set_word (self->heap, OURO_WORD_VM + 2, 0);
  push (self, value);
}

/* for i in range (...), with the iterator below on the stack. */
static OuroId
begin_loop (Machine *self)
{
  OuroId iterator = ouro_heap_allocate (self->heap, OURO_KIND_RECORD, 0, OURO_TYPE_RANGE_ITERATOR, OURO_FREELIST_RANGE_ITERATOR, 40, 0, 1, 1);

  ouro_heap_set_cell (self->heap, iterator, 0, OURO_CELL_INT);
  push (self, iterator);
  return iterator;
}

static void
next_of_loop (Machine *self,
              OuroId   iterator,
              guint    line,
              guint    i)
{
  begin_line (self, line);
  ouro_heap_set_cell (self->heap, iterator, 0, OURO_CELL_INT | i);
  push (self, ouro_int_new (self->heap, i));
  store_global (self, "i");
}

/* The programs ---------------------------------------------------------------------------------- */

static void
run_append (Machine *self,
            guint    n_lines)
{
  OuroId iterator;

  begin_line (self, 1);
  push (self, build_list (self->heap));
  store_global (self, "xs");
  iterator = begin_loop (self);
  for (guint i = 0; self->n_lines < n_lines; i++)
    {
      OuroId list, item;

      next_of_loop (self, iterator, 2, i);
      begin_line (self, 3);
      list = load_global (self, "xs");
      item = load_global (self, "i");
      build_append (self->heap, list, item);
      pop_and_drop (self);
      pop_and_drop (self);
    }
}

static void
run_calls (Machine *self,
           guint    n_lines)
{
  OuroId iterator;

  begin_line (self, 4);
  push (self, OURO_ID_ZERO);
  store_global (self, "t");
  iterator = begin_loop (self);
  for (guint i = 0; self->n_lines < n_lines; i++)
    {
      guint32 base;
      gint64  sum;

      next_of_loop (self, iterator, 5, i);
      begin_line (self, 6); /* t = add (t, i) */
      load_global (self, "t");
      load_global (self, "i");
      base = enter (self, 2, 3);
      begin_line (self, 2); /* c = a + b */
      sum = get_int (self, load_local (self, base));
      sum += get_int (self, load_local (self, base + 1));
      replace_two (self, sum);
      store_local (self, base + 2);
      begin_line (self, 3); /* return c */
      load_local (self, base + 2);
      leave (self, base, 3);
      store_global (self, "t");
    }
}

static void
new_instance_as (Machine    *self,
                 OuroId      cls,
                 const char *name)
{
  push (self, ouro_instance_new (self->heap, cls, OURO_NO_ID));
  store_global (self, name);
}

static void
set_attribute (Machine    *self,
               const char *name)
{
  OuroId owner = pop (self);
  OuroId value = pop (self);

  ouro_instance_set (self->heap, owner, intern (self, name), value);
  ouro_heap_decref (self->heap, value);
  ouro_heap_decref (self->heap, owner);
}

static void
run_cycles (Machine *self,
            guint    n_lines)
{
  OuroId cls, iterator;

  begin_line (self, 2);
  cls = build_class (self->heap, "A", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS);
  push (self, cls);
  store_global (self, "A");
  iterator = begin_loop (self);
  for (guint i = 0; self->n_lines < n_lines; i++)
    {
      next_of_loop (self, iterator, 4, i);
      begin_line (self, 5);
      new_instance_as (self, cls, "a");
      begin_line (self, 6);
      new_instance_as (self, cls, "b");
      begin_line (self, 7);
      load_global (self, "b");
      load_global (self, "a");
      set_attribute (self, "other");
      begin_line (self, 8);
      load_global (self, "a");
      load_global (self, "b");
      set_attribute (self, "other");
    }
}

/* Node (key), with key among the locals at a place: the new node is on the stack. */
static void
make_node (Machine *self,
           OuroId   cls,
           guint32  key)
{
  static const char *const names[] = { "key", "left", "right" };
  OuroId                   node = ouro_instance_new (self->heap, cls, OURO_NO_ID);
  guint32                  base;

  push (self, node);
  load (self, node);
  load_local (self, key);
  base = enter (self, 2, 2);
  for (guint i = 0; i < 3; i++) /* self.key = key and so on */
    {
      begin_line (self, 3 + i);
      if (i == 0)
        load_local (self, base + 1);
      else
        load (self, OURO_ID_NONE);
      load_local (self, base);
      set_attribute (self, names[i]);
    }
  load (self, OURO_ID_NONE);
  leave (self, base, 2);
  pop_and_drop (self);
}

static OuroId
get_attribute (Machine    *self,
               OuroId      object,
               const char *name)
{
  return ouro_instance_get (self->heap, object, intern (self, name));
}

/* One turn of the loop of insert (root, key): TRUE when it returns. */
static gboolean
insert_once (Machine *self,
             OuroId   cls,
             guint32  base)
{
  OuroId      root = self->heap->stack[base];
  gboolean    is_less;
  const char *side;
  OuroId      child;

  begin_line (self, 7); /* while True */
  begin_line (self, 8); /* if key < root.key */
  is_less = get_int (self, load_local (self, base + 1)) < get_int (self, load (self, get_attribute (self, root, "key")));
  pop_and_drop (self);
  pop_and_drop (self);
  side = is_less ? "left" : "right";
  begin_line (self, 9); /* if root.left is None */
  child = load (self, get_attribute (self, root, side));
  pop_and_drop (self);
  begin_line (self, 10);
  if (child != OURO_ID_NONE)
    {
      load (self, child); /* root = root.left */
      store_local (self, base);
      return FALSE;
    }
  make_node (self, cls, base + 1); /* root.left = Node (key) */
  load_local (self, base);
  set_attribute (self, side);
  begin_line (self, 11); /* return */
  return TRUE;
}

static void
run_tree (Machine *self,
          guint    n_lines)
{
  OuroId cls, iterator;
  gint64 k = 1;

  begin_line (self, 1);
  cls = build_class (self->heap, "Node", 0, OURO_CLASS_HAS_DICT | OURO_CLASS_HAS_WEAKREFS);
  push (self, cls);
  store_global (self, "Node");
  push (self, ouro_int_new (self->heap, 500000));
  make_node (self, cls, self->end - 1);
  store_global (self, "root");
  iterator = begin_loop (self);
  for (guint i = 0; self->n_lines < n_lines; i++)
    {
      guint32 base;

      next_of_loop (self, iterator, 20, i);
      begin_line (self, 21); /* k = (k * 7919 + 13) % 1000003 */
      push (self, ouro_int_new (self->heap, k * 7919 + 13));
      load (self, OURO_ID_ZERO + 13);
      k = (k * 7919 + 13) % 1000003;
      replace_two (self, k);
      store_global (self, "k");
      begin_line (self, 22); /* insert (root, k) */
      load_global (self, "root");
      load_global (self, "k");
      base = enter (self, 2, 2);
      while (!insert_once (self, cls, base))
        ;
      load (self, OURO_ID_NONE);
      leave (self, base, 2);
      pop_and_drop (self);
    }
}

/* The account ----------------------------------------------------------------------------------- */

static gsize
get_block_words (const OuroHeap *heap,
                 guint32         place)
{
  return place != 0 ? (heap->cells[place - 1] & 0x0fffffffu) + 1 + (heap->cells[place - 1] >> 28) : 0;
}

/* Words of the arena that live objects use. */
static gsize
count_live_words (const OuroHeap *heap)
{
  gsize words = 1;

  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    {
      const OuroRow *row = &heap->rows[object];
      OuroKind       kind = ouro_heap_get_kind (heap, object);

      if (ouro_kind_get_storage (kind) != OURO_STORAGE_ATOM || kind == OURO_KIND_STR || kind == OURO_KIND_BYTES)
        words += get_block_words (heap, row->cells);
      if (kind == OURO_KIND_DICT || kind == OURO_KIND_SET || (kind == OURO_KIND_CLASS && object >= OURO_N_TYPES))
        words += get_block_words (heap, row->aux);
    }
  return words;
}

static gsize
count_empty_places (const OuroHeap *heap)
{
  gsize n = 0;

  for (guint i = 0; i < OURO_N_LISTS; i++)
    n += heap->words[OURO_WORD_LIST_END + i] - ouro_heap_get_list_length (heap, (OuroListNumber)i);
  return n;
}

/* What is measured must be able to do what it is for. */
static void
assert_undoable (OuroHeap *heap)
{
  guint64 hash = ouro_heap_hash (heap);

  ouro_heap_seek (heap, 0);
  ouro_heap_seek (heap, ouro_heap_get_n_transactions (heap));
  g_assert_cmpuint (ouro_heap_hash (heap), ==, hash);
}

static void
measure (const char *name,
         void (*run) (Machine *, guint),
         guint n_lines)
{
  Machine machine;
  guint32 births;
  double  n, n_objects, journal, arena, lists;

  machine_init (&machine);
  births = ouro_heap_get_word (machine.heap, OURO_WORD_BIRTHS);
  run (&machine, n_lines);
  ouro_heap_commit (machine.heap);
  n = machine.n_lines;
  n_objects = ouro_heap_get_word (machine.heap, OURO_WORD_BIRTHS) - births;
  journal = ouro_heap_get_history_bytes (machine.heap);
  arena = sizeof (guint32) * (ouro_heap_get_word (machine.heap, OURO_WORD_CELLS_TOP) - count_live_words (machine.heap));
  lists = sizeof (guint32) * count_empty_places (machine.heap);
  g_print ("%-8s %12.2f %9.1f %7.1f %7.1f %7.1f %15.1f\n", name, n_objects / n, journal / n, arena / n, lists / n,
           (journal + arena + lists) / n, (journal + arena + lists) / n_objects);
  assert_undoable (machine.heap);
  machine_clear (&machine);
}

int
main (int    argc,
      char **argv)
{
  guint n_lines = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : 100000;

  g_print ("%-8s %12s %9s %7s %7s %7s %15s\n", "a line:", "objects", "journal", "arena", "lists", "all", "an object: all");
  measure ("append", run_append, n_lines);
  measure ("tree", run_tree, n_lines);
  measure ("calls", run_calls, n_lines);
  measure ("cycles", run_cycles, n_lines);
  return 0;
}
