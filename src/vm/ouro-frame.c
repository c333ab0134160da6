/* ouro-frame.c - frames on the stack, and code objects
 *
 * A frame is a head of OURO_FRAME_SIZE places, then its locals, then its evaluation stack. The next frame begins
 * where the callee's function lay, so the arguments only have to move up a little.
 */
#include "ouro-vm-private.h"

#include <string.h>

/* Code objects ------------------------------------------------------------------------------ */

/* Cells: its number in vm->codes; the tuple of its constants, where something else has that tuple, too; qualified name;
 * names; what is warm; and its constants when no such tuple has them. */
enum {
  CODE_INDEX = OURO_CODE_INDEX,
  CODE_TUPLE,
  CODE_QUALNAME,
  CODE_NAMES = OURO_CODE_NAMES,
};

/* Cells for what is warm. */
static guint
get_n_warm (const OuroCode *description)
{
  return description->n_instructions / OURO_CODE_WARM_BITS + 1;
}

OuroId
ouro_vm_get_code_constant (const OuroVm *vm,
                           OuroId        code,
                           guint         index)
{
  return ouro_vm_get_code_constants (vm, code, ouro_vm_get_code (vm, code)->code)[index];
}

const guint32 *
ouro_vm_get_code_constants (const OuroVm   *vm,
                            OuroId          code,
                            const OuroCode *description)
{
  const OuroHeap *heap = vm->heap;
  const guint32  *cells = heap->cells + heap->rows[code].cells;

  if (cells[CODE_TUPLE] != OURO_NO_ID)
    return heap->cells + heap->rows[cells[CODE_TUPLE]].cells;
  return cells + CODE_NAMES + description->n_names + get_n_warm (description);
}

OuroId
ouro_vm_get_code_name (const OuroVm *vm,
                       OuroId        code,
                       guint         index)
{
  return ouro_heap_get_cell (vm->heap, code, CODE_NAMES + index);
}

/* Loading ----------------------------------------------------------------------------------- */

typedef struct
{
  OuroVm     *vm;
  const char *file;
  const char *text;
  GHashTable *made; /* OuroConstant -> object, held */
} Loader;

static OuroId make_code (Loader         *loader,
                         const OuroCode *code);
static OuroId make_constant (Loader             *loader,
                             const OuroConstant *constant);

/* Objects/codeobject.c, all_name_chars: a str of letters, digits and underscores is interned. */
static gboolean
is_name_like (const char *text,
              gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '_')
      return FALSE;
  return TRUE;
}

static OuroId
make_int (OuroVm     *vm,
          const char *text)
{
  OuroId object;
  mpz_t  value;

  mpz_init_set_str (value, text, 0);
  object = ouro_int_new_from_mpz (vm->heap, value);
  mpz_clear (value);
  return object;
}

static OuroId
make_atom (OuroVm             *vm,
           const OuroConstant *constant)
{
  static const OuroId singletons[] = { OURO_ID_NONE, OURO_ID_TRUE, OURO_ID_FALSE, OURO_ID_ELLIPSIS };

  switch (constant->kind)
    {
    case OURO_CONSTANT_NONE:
    case OURO_CONSTANT_TRUE:
    case OURO_CONSTANT_FALSE:
    case OURO_CONSTANT_ELLIPSIS:
      return singletons[constant->kind];
    case OURO_CONSTANT_INT:
      return make_int (vm, constant->text);
    case OURO_CONSTANT_FLOAT:
      return ouro_float_new (vm->heap, constant->real);
    case OURO_CONSTANT_COMPLEX:
      return ouro_complex_new (vm->heap, 0, constant->real);
    case OURO_CONSTANT_BYTES:
      return ouro_bytes_new (vm->heap, (const guint8 *)constant->text, constant->length);
    case OURO_CONSTANT_STR:
    default:
      if (is_name_like (constant->text, constant->length))
        return ouro_vm_intern (vm, constant->text, constant->length);
      return ouro_str_new (vm->heap, constant->text, constant->length);
    }
}

/* A tuple of atoms is untracked before the program starts; one that holds others is, too, as they are such tuples. */
static OuroId
make_tuple (Loader             *loader,
            const OuroConstant *constant)
{
  OuroHeap *heap = loader->vm->heap;
  OuroId    tuple;

  if (constant->n_items == 0)
    return OURO_ID_EMPTY_TUPLE;
  tuple = ouro_py_tuple_new (loader->vm, constant->n_items);
  for (guint i = 0; i < constant->n_items; i++)
    {
      OuroId item = make_constant (loader, constant->items[i]);

      ouro_heap_incref (heap, item);
      ouro_heap_set_cell (heap, tuple, i, item);
    }
  ouro_heap_untrack (heap, tuple);
  return tuple;
}

static OuroId
make_frozenset (Loader             *loader,
                const OuroConstant *constant)
{
  OuroHeap *heap = loader->vm->heap;
  OuroId    set = ouro_py_set_new (loader->vm, OURO_TYPE_FROZENSET);

  for (guint i = 0; i < constant->n_items; i++)
    {
      OuroId item = make_constant (loader, constant->items[i]);
      gint64 hash;

      if (ouro_vm_hash (loader->vm, item, &hash))
        ouro_set_add (heap, set, item, hash, ouro_vm_keys_equal, loader->vm);
    }
  if (heap->profile->atomic_frozenset_untracked)
    ouro_heap_untrack (heap, set);
  return set;
}

static OuroId
make_slice (Loader             *loader,
            const OuroConstant *constant)
{
  OuroId slice = ouro_py_slice_new (loader->vm, make_constant (loader, constant->items[0]), make_constant (loader, constant->items[1]), make_constant (loader, constant->items[2]));

  ouro_heap_set_flags (loader->vm->heap, slice, OURO_FLAG_OUTSIDE, TRUE);
  ouro_heap_untrack (loader->vm->heap, slice);
  return slice;
}

/* A number or bytes, or a tuple or frozenset of nothing but immortal objects.
 * Source: Objects/codeobject.c, should_immortalize_constant (3.13) */
static gboolean
may_be_immortal (const OuroHeap *heap,
                 OuroId          constant)
{
  OuroKind kind = ouro_heap_get_kind (heap, constant);

  switch ((guint)kind)
    {
    case OURO_KIND_INT:
    case OURO_KIND_FLOAT:
    case OURO_KIND_COMPLEX:
    case OURO_KIND_BYTES:
      return TRUE;
    case OURO_KIND_TUPLE:
    case OURO_KIND_SET:
      for (guint32 i = 0; i < heap->rows[constant].n; i++)
        if (heap->cells[heap->rows[constant].cells + i] != OURO_NO_ID && !ouro_heap_is_immortal (heap, heap->cells[heap->rows[constant].cells + i]))
          return FALSE;
      return TRUE;
    default:
      return FALSE;
    }
}

/* The object of a constant; the loader holds it, the result is borrowed. */
static OuroId
make_constant (Loader             *loader,
               const OuroConstant *constant)
{
  gpointer known;
  OuroId   object;

  if (g_hash_table_lookup_extended (loader->made, constant, NULL, &known))
    return GPOINTER_TO_UINT (known);
  switch (constant->shape)
    {
    case OURO_VALUE_TUPLE:
      object = make_tuple (loader, constant);
      break;
    case OURO_VALUE_FROZENSET:
      object = make_frozenset (loader, constant);
      break;
    case OURO_VALUE_SLICE:
      object = make_slice (loader, constant);
      break;
    case OURO_VALUE_CODE:
      object = make_code (loader, constant->code);
      break;
    case OURO_VALUE_ATOM:
    default:
      object = make_atom (loader->vm, constant);
      break;
    }
  if (loader->vm->profile->constants_are_immortal && may_be_immortal (loader->vm->heap, object))
    {
      ouro_heap_untrack (loader->vm->heap, object);
      ouro_heap_make_immortal (loader->vm->heap, object);
    }
  g_hash_table_insert (loader->made, (gpointer)constant, GUINT_TO_POINTER (object));
  return object;
}

/* The same as a new reference. */
static OuroId
hold_constant (Loader             *loader,
               const OuroConstant *constant)
{
  return ouro_vm_new_reference (loader->vm, make_constant (loader, constant));
}

/* That of a method or nested function has points in it, which kept it from being interned up to 3.12. */
static OuroId
make_qualname (OuroVm         *vm,
               const OuroCode *code)
{
  gsize length = strlen (code->qualname);

  if (vm->profile->qualnames_are_interned || is_name_like (code->qualname, length) || g_str_equal (code->qualname, code->name))
    return ouro_vm_intern (vm, code->qualname, length);
  return ouro_vm_new_str (vm, "%s", code->qualname);
}

/* Whether other code of the unit has the same constants, or the program their tuple (Python/compile.c, merge_const_one). */
static gboolean
has_shared_tuple (const OuroCode *code)
{
  return code->n_constants > 0 && code->constant_tuple->n_uses > 1;
}

static OuroId
make_code (Loader         *loader,
           const OuroCode *code)
{
  OuroVm       *vm = loader->vm;
  gboolean      is_shared = has_shared_tuple (code);
  guint         first_warm = CODE_NAMES + code->n_names;
  guint         first_constant = first_warm + get_n_warm (code);
  guint         n = first_constant + (is_shared ? 0 : code->n_constants);
  OuroId        object = ouro_heap_allocate (vm->heap, OURO_KIND_CODE, OURO_FLAG_OUTSIDE, OURO_TYPE_CODE, OURO_FREELIST_NONE, vm->profile->size_code, 1, n, n);
  OuroCodeEntry entry = { code, loader->file, loader->text, object, g_new0 (guint32, 2 * (code->n_instructions + 1)) };

  ouro_heap_set_aux (vm->heap, object, vm->profile->size_code + 8 * code->n_instructions);
  ouro_heap_set_cell (vm->heap, object, OURO_CODE_INDEX, vm->codes->len | OURO_CELL_INT);
  g_array_append_val (vm->codes, entry);
  ouro_heap_set_cell (vm->heap, object, CODE_TUPLE, is_shared ? hold_constant (loader, code->constant_tuple) : OURO_NO_ID);
  for (guint i = 0; i < code->n_names; i++)
    ouro_heap_set_cell (vm->heap, object, CODE_NAMES + i, ouro_vm_intern (vm, code->names[i], strlen (code->names[i])));
  for (guint i = first_warm; i < first_constant; i++)
    ouro_heap_set_cell (vm->heap, object, i, 0 | OURO_CELL_INT);
  for (guint i = first_constant; i < n; i++)
    ouro_heap_set_cell (vm->heap, object, i, hold_constant (loader, code->constants[i - first_constant]));
  ouro_heap_set_cell (vm->heap, object, CODE_QUALNAME, make_qualname (vm, code));
  ouro_heap_defer_count (vm->heap, object);
  return object;
}

OuroId
ouro_vm_get_code_qualname (const OuroVm *vm,
                           OuroId        code)
{
  return ouro_heap_get_cell (vm->heap, code, CODE_QUALNAME);
}

OuroId
ouro_vm_load_code (OuroVm         *vm,
                   const OuroCode *code)
{
  Loader loader = { vm, NULL, NULL, NULL };
  OuroId object;

  g_assert (code->n_constants == 0);
  object = make_code (&loader, code);
  ouro_heap_make_immortal (vm->heap, object);
  return object;
}

OuroId
ouro_vm_load_unit (OuroVm       *vm,
                   OuroCodeUnit *unit,
                   const char   *file,
                   const char   *text)
{
  Loader         loader = { vm, file, text, g_hash_table_new (NULL, NULL) };
  GHashTableIter iter;
  gpointer       object;
  OuroId         code;

  g_ptr_array_add (vm->units, unit);
  code = make_code (&loader, ouro_code_unit_get_main (unit));
  g_hash_table_iter_init (&iter, loader.made);
  while (g_hash_table_iter_next (&iter, NULL, &object))
    ouro_heap_decref (vm->heap, GPOINTER_TO_UINT (object));
  g_hash_table_unref (loader.made);
  return code;
}

/* Frames ------------------------------------------------------------------------------------ */

static void
set_field (OuroHeap *heap,
           guint32   base,
           guint     field,
           guint32   cell)
{
  ouro_stack_set (heap, base + field, cell);
}

static gboolean
check_depth (OuroVm *vm)
{
  guint32 depth = vm->heap->words[OURO_VM_WORD_DEPTH];

  if (depth >= vm->heap->words[OURO_VM_WORD_RECURSION_LIMIT])
    {
      ouro_vm_raise (vm, OURO_TYPE_RECURSION_ERROR, "maximum recursion depth exceeded");
      return FALSE;
    }
  return TRUE;
}

gboolean
ouro_vm_push_frame (OuroVm *vm,
                    OuroId  function,
                    OuroId  code,
                    OuroId  globals,
                    OuroId  locals,
                    guint32 place,
                    guint32 flags)
{
  OuroHeap       *heap = vm->heap;
  const OuroCode *description = ouro_vm_get_code (vm, code)->code;

  if (!check_depth (vm))
    return FALSE;
  if (G_UNLIKELY (place + OURO_FRAME_SIZE + description->n_locals + description->n_places + 64 > heap->stack_capacity))
    {
      ouro_vm_raise (vm, OURO_TYPE_MEMORY_ERROR, "the simulated stack is full");
      return FALSE;
    }
  set_field (heap, place, OURO_FRAME_FUNCTION, function);
  set_field (heap, place, OURO_FRAME_CODE, code | OURO_CELL_BORROWED);
  set_field (heap, place, OURO_FRAME_GLOBALS, globals | OURO_CELL_BORROWED);
  set_field (heap, place, OURO_FRAME_LOCALS, locals);
  set_field (heap, place, OURO_FRAME_OBJECT, OURO_NO_ID);
  set_field (heap, place, OURO_FRAME_BACK, ouro_vm_get_base (vm) | OURO_CELL_INT);
  set_field (heap, place, OURO_FRAME_PC, 0 | OURO_CELL_INT);
  set_field (heap, place, OURO_FRAME_FLAGS, flags | OURO_CELL_INT);
  set_field (heap, place, OURO_FRAME_OWNER, OURO_NO_ID | OURO_CELL_INT);
  ouro_heap_set_word (heap, OURO_VM_WORD_FRAME, place);
  ouro_heap_set_word (heap, OURO_VM_WORD_DEPTH, heap->words[OURO_VM_WORD_DEPTH] + 1);
  vm->end = place + OURO_FRAME_SIZE + description->n_locals;
  return TRUE;
}

/* The reference of a place of the stack, which is empty before its object may die. */
static inline void
drop_place (OuroHeap *heap,
            guint32   place)
{
  guint32 cell = heap->stack[place];

  if (cell == 0)
    return;
  ouro_stack_set (heap, place, 0);
  if (!(cell & (OURO_CELL_INT | OURO_CELL_BORROWED)))
    ouro_heap_decref (heap, cell);
}

static void
drop_places (OuroVm  *vm,
             guint32  from,
             guint32  to,
             gboolean backward)
{
  OuroHeap *heap = vm->heap;

  if (backward)
    for (guint32 i = to; i > from; i--)
      drop_place (heap, i - 1);
  else
    for (guint32 i = from; i < to; i++)
      drop_place (heap, i);
}

/* A frame object that outlives its frame takes over the locals (Python/frame.c, take_ownership). */
static gboolean
give_to_frame_object (OuroVm *vm,
                      guint32 base,
                      guint   n_locals)
{
  OuroHeap *heap = vm->heap;
  OuroId    object = heap->stack[base + OURO_FRAME_OBJECT];

  if (object == OURO_NO_ID || heap->rows[object].refcount == 1)
    return FALSE;
  ouro_py_frame_take_over (vm, object, base, n_locals);
  ouro_stack_set (heap, base + OURO_FRAME_OBJECT, OURO_NO_ID);
  ouro_heap_decref (heap, object);
  return TRUE;
}

/* Gives up everything of the innermost frame up to a place of its stack. */
static void
leave_frame (OuroVm *vm,
             guint32 end)
{
  OuroHeap *heap = vm->heap;
  guint32   base = ouro_vm_get_base (vm);
  guint     n_locals = ouro_vm_get_code (vm, heap->stack[base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK)->code->n_locals;
  guint32   first = base + OURO_FRAME_SIZE;

  drop_places (vm, first + n_locals, end, TRUE);
  if (!give_to_frame_object (vm, base, n_locals))
    {
      drop_place (heap, base + OURO_FRAME_OBJECT);
      drop_places (vm, first, first + n_locals, vm->profile->frame_releases_backward);
      /* A generator among the locals that was closed may have asked for the frame object anew. */
      drop_place (heap, base + OURO_FRAME_OBJECT);
    }
  drop_place (heap, base + OURO_FRAME_LOCALS);
  ouro_heap_set_word (heap, OURO_VM_WORD_FRAME, ouro_frame_get (heap, base, OURO_FRAME_BACK));
  ouro_heap_set_word (heap, OURO_VM_WORD_DEPTH, heap->words[OURO_VM_WORD_DEPTH] - 1);
  drop_place (heap, base + OURO_FRAME_FUNCTION);
}

void
ouro_vm_pop_frame (OuroVm *vm)
{
  guint32 base = ouro_vm_get_base (vm);

  leave_frame (vm, vm->end);
  ouro_stack_drop (vm->heap, &vm->end, base);
}

void
ouro_vm_pop_frame_keeping_top (OuroVm *vm)
{
  guint32 base = ouro_vm_get_base (vm);
  guint32 value;

  leave_frame (vm, vm->end - 1);
  value = ouro_stack_pop (vm->heap, &vm->end);
  ouro_stack_drop (vm->heap, &vm->end, base);
  ouro_stack_push (vm->heap, &vm->end, value);
}

void
ouro_vm_cut_stack (OuroVm *vm,
                   guint32 place)
{
  drop_places (vm, place, vm->end, TRUE);
  ouro_stack_drop (vm->heap, &vm->end, place);
}

void
ouro_vm_drop_arguments (OuroVm *vm,
                        guint32 place,
                        guint32 end)
{
  drop_places (vm, place + 1, end, vm->profile->call_arguments_backward);
  drop_place (vm->heap, place);
}

guint32
ouro_vm_get_frame_line (const OuroVm *vm,
                        guint32       base)
{
  const OuroCode *code = ouro_vm_get_code (vm, vm->heap->stack[base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK)->code;
  guint32         pc = ouro_frame_get (vm->heap, base, OURO_FRAME_PC);

  return code->positions[pc > 0 ? pc - 1 : 0].line;
}

static const OuroCodeEntry *
get_frame_code (const OuroVm *vm,
                guint32       base)
{
  return ouro_vm_get_code (vm, vm->heap->stack[base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK);
}

/* The innermost frame that is not the library's; 0 for none. */
static guint32
get_program_frame (const OuroVm *vm)
{
  guint32 base = ouro_vm_get_base (vm);

  while (base != 0 && (get_frame_code (vm, base)->code->flags & OURO_CODE_LIBRARY))
    base = ouro_frame_get (vm->heap, base, OURO_FRAME_BACK);
  return base;
}

guint32
ouro_vm_get_program_line (const OuroVm *vm)
{
  guint32 base = get_program_frame (vm);

  return base != 0 ? ouro_vm_get_frame_line (vm, base) : 0;
}

guint32
ouro_vm_get_calling_line (const OuroVm *self)
{
  guint32 base = get_program_frame (self);

  if (base == 0 || get_frame_code (self, base)->file == self->file)
    return 0;
  while (base != 0 && get_frame_code (self, base)->file != self->file)
    base = ouro_frame_get (self->heap, base, OURO_FRAME_BACK);
  return base != 0 ? ouro_vm_get_frame_line (self, base) : 0;
}

OuroId
ouro_vm_run_module (OuroVm *vm,
                    OuroId  code,
                    OuroId namespace)
{
  OuroId result = OURO_NO_ID;

  ouro_vm_hold (vm, code);
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, namespace));
  if (ouro_vm_push_frame (vm, OURO_NO_ID, code, namespace, OURO_NO_ID, vm->end, OURO_FRAME_IS_ENTRY))
    {
      ouro_stack_set (vm->heap, ouro_vm_get_base (vm) + OURO_FRAME_LOCALS, ouro_vm_new_reference (vm, namespace));
      result = ouro_vm_interpret (vm);
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

OuroId
ouro_vm_get_frame_object (OuroVm *vm,
                          guint32 base)
{
  OuroId object = vm->heap->stack[base + OURO_FRAME_OBJECT];

  if (object == OURO_NO_ID)
    {
      object = ouro_py_frame_new (vm, base);
      ouro_stack_set (vm->heap, base + OURO_FRAME_OBJECT, object);
    }
  return object;
}

guint32
ouro_vm_get_back (const OuroVm *vm,
                  guint32       base)
{
  guint32 back = ouro_frame_get (vm->heap, base, OURO_FRAME_BACK);

  if (back != 0 && (ouro_frame_get (vm->heap, back, OURO_FRAME_CODE) & OURO_CELL_ID_MASK) == vm->thread_code)
    return 0;
  return back;
}

/* Views ------------------------------------------------------------------------------------- */

void
ouro_vm_fill_frame_view (const OuroVm  *vm,
                         OuroFrameView *view)
{
  const OuroCodeEntry *entry = ouro_vm_get_code (vm, view->places[view->base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK);
  guint32              pc = view->places[view->base + OURO_FRAME_PC] & ~OURO_CELL_INT;

  view->code = entry->code;
  view->line = entry->code->positions[pc > 0 ? pc - 1 : 0].line;
  view->first_local = view->base + OURO_FRAME_SIZE;
  view->first_value = view->first_local + entry->code->n_locals;
}

guint
ouro_vm_get_n_frames (const OuroVm *self)
{
  guint n = 0;

  for (guint32 base = ouro_vm_get_base (self); base != 0; base = ouro_vm_get_back (self, base))
    n++;
  return n;
}

void
ouro_vm_get_frame (const OuroVm  *self,
                   guint          index,
                   OuroFrameView *view)
{
  guint n = ouro_vm_get_n_frames (self);

  g_return_if_fail (index < n);

  *view = (OuroFrameView){ .places = self->heap->stack, .base = ouro_vm_get_base (self), .end = self->heap->words[OURO_WORD_STACK_END] };
  for (guint i = n - 1; i > index; i--)
    {
      view->end = view->base;
      view->base = ouro_vm_get_back (self, view->base);
    }
  ouro_vm_fill_frame_view (self, view);
}
