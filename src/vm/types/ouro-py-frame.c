/* ouro-py-frame.c - frame objects and tracebacks
 *
 * Frame      while its frame runs the object only knows where that lies on the stack; when the frame ends and the object lives
 *            on, it takes over what the frame held.
 * Traceback  cells: next, frame, place in the code, line.
 * Source     Objects/frameobject.c; Python/frame.c: take_ownership; Python/traceback.c (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

#include "ouro-threads.h"

/* Cells of a frame object; its locals follow. */
enum {
  FRAME_BASE, /* number: place on the stack, 0 once the frame has ended */
  FRAME_PC,   /* number */
  FRAME_BACK,
  FRAME_NAMESPACE, /* of a class body or module */
  FRAME_FUNCTION,
  FRAME_CODE,    /* not counted while the frame runs */
  FRAME_GLOBALS, /* not counted */
  FRAME_OWNER,   /* number: the suspended generator that keeps the frame, or the thread that does not run (ouro-threads.h) */
  FRAME_FIRST_LOCAL = OURO_FRAME_FIRST_CLEARED,
};

enum {
  TRACEBACK_NEXT,
  TRACEBACK_FRAME,
  TRACEBACK_PC,
  TRACEBACK_LINE,
  TRACEBACK_N_CELLS,
};

/* Frame --------------------------------------------------------------------------------------- */

static guint32
get_number (const OuroVm *vm,
            OuroId        object,
            guint         cell)
{
  return ouro_heap_get_cell (vm->heap, object, cell) & ~OURO_CELL_INT;
}

static OuroId
get_object (const OuroVm *vm,
            OuroId        object,
            guint         cell)
{
  return ouro_heap_get_cell (vm->heap, object, cell) & OURO_CELL_ID_MASK;
}

static OuroId
allocate_frame (OuroVm *vm,
                OuroId  code,
                OuroId  globals)
{
  OuroHeap       *heap = vm->heap;
  const OuroCode *description = ouro_vm_get_code (vm, code)->code;
  guint           n = FRAME_FIRST_LOCAL + description->n_locals;
  gsize           size = vm->profile->size_frame + 8 * (description->n_locals + description->stack_size);
  OuroId          frame = ouro_heap_allocate (heap, OURO_KIND_FRAME, OURO_FLAG_GC, OURO_TYPE_FRAME, OURO_FREELIST_NONE, size, 0, n, n);

  ouro_heap_set_aux (heap, frame, size);
  ouro_heap_set_cell (heap, frame, FRAME_BASE, 0 | OURO_CELL_INT);
  ouro_heap_set_cell (heap, frame, FRAME_PC, 0 | OURO_CELL_INT);
  ouro_heap_set_cell (heap, frame, FRAME_OWNER, 0 | OURO_CELL_INT);
  ouro_heap_set_cell (heap, frame, FRAME_CODE, code | OURO_CELL_BORROWED);
  ouro_heap_set_cell (heap, frame, FRAME_GLOBALS, globals | OURO_CELL_BORROWED);
  return frame;
}

OuroId
ouro_py_frame_new (OuroVm *vm,
                   guint32 base)
{
  OuroHeap *heap = vm->heap;
  OuroId    frame = allocate_frame (vm, heap->stack[base + OURO_FRAME_CODE] & OURO_CELL_ID_MASK, heap->stack[base + OURO_FRAME_GLOBALS] & OURO_CELL_ID_MASK);

  ouro_py_frame_set_place (vm, frame, base, OURO_NO_ID);
  return frame;
}

OuroId
ouro_py_frame_new_for_generator (OuroVm *vm,
                                 OuroId  generator,
                                 OuroId  code,
                                 OuroId  globals)
{
  OuroId frame = allocate_frame (vm, code, globals);

  ouro_py_frame_set_place (vm, frame, 0, generator);
  return frame;
}

const char *
ouro_py_frame_get_code_name (const OuroVm *vm,
                             OuroId        frame)
{
  return ouro_vm_get_code (vm, ouro_heap_get_cell (vm->heap, frame, FRAME_CODE) & OURO_CELL_ID_MASK)->code->name;
}

void
ouro_py_frame_set_place (OuroVm *vm,
                         OuroId  frame,
                         guint32 base,
                         OuroId  owner)
{
  ouro_heap_set_cell (vm->heap, frame, FRAME_BASE, base | OURO_CELL_INT);
  ouro_heap_set_cell (vm->heap, frame, FRAME_OWNER, owner | OURO_CELL_INT);
}

/* A place of a frame that has not ended: on the stack, or put away with its thread. */
static guint32
get_place (const OuroVm *vm,
           OuroId        frame,
           guint32       place)
{
  OuroId thread = get_number (vm, frame, FRAME_OWNER);

  return thread != OURO_NO_ID ? ouro_threads_get_saved (vm, thread, place) : vm->heap->stack[place];
}

/* A place of the stack moves into a cell, its reference with it. */
static void
take_place (OuroVm *vm,
            OuroId  frame,
            guint   cell,
            guint32 place)
{
  guint32 content = vm->heap->stack[place];

  if (content & OURO_CELL_INT)
    return;
  if (content & OURO_CELL_BORROWED)
    ouro_heap_incref (vm->heap, content & OURO_CELL_ID_MASK);
  ouro_heap_set_cell (vm->heap, frame, cell, content & OURO_CELL_ID_MASK);
  ouro_stack_set (vm->heap, place, 0);
}

void
ouro_py_frame_take_over (OuroVm *vm,
                         OuroId  frame,
                         guint32 base,
                         guint   n_locals)
{
  OuroHeap *heap = vm->heap;
  guint32   back = ouro_vm_get_back (vm, base);
  OuroId    owner = ouro_frame_get (heap, base, OURO_FRAME_OWNER);
  OuroId    code = get_object (vm, frame, FRAME_CODE);

  ouro_heap_set_cell (heap, frame, FRAME_PC, ouro_frame_get (heap, base, OURO_FRAME_PC) | OURO_CELL_INT);
  take_place (vm, frame, FRAME_NAMESPACE, base + OURO_FRAME_LOCALS);
  take_place (vm, frame, FRAME_FUNCTION, base + OURO_FRAME_FUNCTION);
  ouro_heap_set_cell (heap, frame, FRAME_CODE, ouro_vm_new_reference (vm, code));
  for (guint i = 0; i < n_locals; i++)
    take_place (vm, frame, FRAME_FIRST_LOCAL + i, base + OURO_FRAME_SIZE + i);
  ouro_heap_set_cell (heap, frame, FRAME_BASE, 0 | OURO_CELL_INT);
  if (back != 0 && (owner == OURO_NO_ID || vm->profile->generator_frames_know_caller))
    ouro_heap_set_cell (heap, frame, FRAME_BACK, ouro_vm_new_reference (vm, ouro_vm_get_frame_object (vm, back)));
  ouro_heap_track (heap, frame);
}

/* What the frame holds at a local: on the stack while it runs. */
static OuroId
get_local (const OuroVm *vm,
           OuroId        frame,
           guint         index)
{
  guint32 base = get_number (vm, frame, FRAME_BASE);
  OuroId  generator = get_number (vm, frame, FRAME_OWNER);

  if (base != 0)
    return get_place (vm, frame, base + OURO_FRAME_SIZE + index) & OURO_CELL_ID_MASK;
  if (generator != OURO_NO_ID)
    return ouro_py_generator_get_local (vm, generator, index);
  return get_object (vm, frame, FRAME_FIRST_LOCAL + index);
}

static OuroId
get_namespace (const OuroVm *vm,
               OuroId        frame)
{
  guint32 base = get_number (vm, frame, FRAME_BASE);

  return base != 0 ? get_place (vm, frame, base + OURO_FRAME_LOCALS) & OURO_CELL_ID_MASK : get_object (vm, frame, FRAME_NAMESPACE);
}

/* A local that is a cell shows its content. */
static OuroId
get_visible_local (const OuroVm   *vm,
                   OuroId          frame,
                   const OuroCode *code,
                   guint           index)
{
  OuroId value = get_local (vm, frame, index);

  if (value != OURO_NO_ID && (code->local_flags[index] & (OURO_LOCAL_CELL | OURO_LOCAL_FREE)) && vm->heap->rows[value].cls == OURO_TYPE_CELL)
    return ouro_heap_get_cell (vm->heap, value, 0);
  return value;
}

static OuroId
get_locals (OuroVm *vm,
            OuroId  frame)
{
  OuroHeap       *heap = vm->heap;
  const OuroCode *code = ouro_vm_get_code (vm, get_object (vm, frame, FRAME_CODE))->code;
  OuroId namespace = get_namespace (vm, frame);
  OuroId dict;

  if (namespace != OURO_NO_ID)
    return ouro_vm_new_reference (vm, namespace);
  dict = ouro_dict_new (heap);
  for (guint i = 0; i < code->n_locals; i++)
    {
      OuroId value = get_visible_local (vm, frame, code, i);
      OuroId name;

      if (value == OURO_NO_ID || code->locals[i][0] == '.' || (code->local_flags[i] & OURO_LOCAL_HIDDEN))
        continue;
      name = ouro_vm_intern (vm, code->locals[i], strlen (code->locals[i]));
      ouro_dict_set_str (heap, dict, name, value);
      ouro_heap_decref (heap, name);
    }
  return dict;
}

static guint32
get_pc (const OuroVm *vm,
        OuroId        frame)
{
  guint32 base = get_number (vm, frame, FRAME_BASE);
  OuroId  generator = get_number (vm, frame, FRAME_OWNER);

  if (base != 0)
    return get_place (vm, frame, base + OURO_FRAME_PC) & ~OURO_CELL_INT;
  return generator != OURO_NO_ID ? ouro_py_generator_get_pc (vm, generator) : get_number (vm, frame, FRAME_PC);
}

static guint32
get_line (const OuroVm *vm,
          OuroId        frame)
{
  guint32 pc = get_pc (vm, frame);

  return ouro_vm_get_code (vm, get_object (vm, frame, FRAME_CODE))->code->positions[pc > 0 ? pc - 1 : 0].line;
}

/* The object of the frame around one that is put away; it is made if there is none. */
static OuroId
get_saved_back (OuroVm *vm,
                OuroId  thread,
                guint32 base)
{
  guint32 back = ouro_threads_get_saved (vm, thread, base + OURO_FRAME_BACK) & ~OURO_CELL_INT;
  OuroId  code, object;

  if (back == 0)
    return OURO_NO_ID;
  code = ouro_threads_get_saved (vm, thread, back + OURO_FRAME_CODE) & OURO_CELL_ID_MASK;
  if (code == vm->thread_code)
    return OURO_NO_ID;
  object = ouro_threads_get_saved (vm, thread, back + OURO_FRAME_OBJECT);
  if (object == OURO_NO_ID)
    {
      object = allocate_frame (vm, code, ouro_threads_get_saved (vm, thread, back + OURO_FRAME_GLOBALS) & OURO_CELL_ID_MASK);
      ouro_py_frame_set_place (vm, object, back, thread);
      ouro_threads_set_saved (vm, thread, back + OURO_FRAME_OBJECT, object);
    }
  return object;
}

/* The frame around: an object is made for it if there is none. */
static OuroId
get_back (OuroVm *vm,
          OuroId  frame)
{
  guint32 base = get_number (vm, frame, FRAME_BASE);
  OuroId  owner = get_number (vm, frame, FRAME_OWNER);
  OuroId  object;

  if (base == 0)
    object = get_object (vm, frame, FRAME_BACK);
  else if (owner != OURO_NO_ID)
    object = get_saved_back (vm, owner, base);
  else
    {
      guint32 back = ouro_vm_get_back (vm, base);

      object = back != 0 ? ouro_vm_get_frame_object (vm, back) : OURO_NO_ID;
    }
  return ouro_vm_new_reference (vm, object != OURO_NO_ID ? object : OURO_ID_NONE);
}

static OuroId
frame_repr (OuroVm *vm,
            OuroId  self)
{
  const OuroCodeEntry *entry = ouro_vm_get_code (vm, get_object (vm, self, FRAME_CODE));

  return ouro_vm_new_str (vm, "<frame at 0x%" G_GINT64_MODIFIER "x, file '%s', line %u, code %s>", ouro_identity (vm->heap, self), entry->file, get_line (vm, self), entry->code->name);
}

static OuroId
frame_get_attribute (OuroVm *vm,
                     OuroId  self,
                     OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);

  if (g_str_equal (text, "f_lineno"))
    return ouro_int_new (vm->heap, get_line (vm, self));
  if (g_str_equal (text, "f_code"))
    return ouro_vm_new_reference (vm, get_object (vm, self, FRAME_CODE));
  if (g_str_equal (text, "f_globals"))
    return ouro_vm_new_reference (vm, get_object (vm, self, FRAME_GLOBALS));
  if (g_str_equal (text, "f_builtins"))
    return ouro_vm_new_reference (vm, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_BUILTINS));
  if (g_str_equal (text, "f_locals"))
    return get_locals (vm, self);
  if (g_str_equal (text, "f_back"))
    return get_back (vm, self);
  return OURO_NO_ID;
}

/* frame.clear () */
static OuroId
frame_clear (OuroVm        *vm,
             OuroId         self,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  if (get_number (vm, self, FRAME_BASE) != 0 || get_number (vm, self, FRAME_OWNER) != OURO_NO_ID)
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "cannot clear an executing frame");
      return OURO_NO_ID;
    }
  for (guint i = FRAME_FIRST_LOCAL; i < ouro_heap_get_n_cells (vm->heap, self); i++)
    {
      OuroId value = get_object (vm, self, i);

      ouro_heap_set_cell (vm->heap, self, i, 0);
      if (value != OURO_NO_ID)
        ouro_heap_decref (vm->heap, value);
    }
  return OURO_ID_NONE;
}

static const OuroBuiltinDef frame_methods[] = {
  { "clear", frame_clear, 0, 0, 0 },
  { NULL },
};

/* Traceback ----------------------------------------------------------------------------------- */

OuroId
ouro_py_traceback_new (OuroVm *vm,
                       OuroId  next,
                       OuroId  frame,
                       guint32 pc,
                       guint32 line)
{
  OuroId traceback = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_GC, OURO_TYPE_TRACEBACK, OURO_FREELIST_NONE, 56, 0, TRACEBACK_N_CELLS, TRACEBACK_N_CELLS);

  ouro_heap_set_cell (vm->heap, traceback, TRACEBACK_NEXT, next != OURO_ID_NONE ? next : OURO_NO_ID);
  ouro_heap_set_cell (vm->heap, traceback, TRACEBACK_FRAME, ouro_vm_new_reference (vm, frame));
  ouro_heap_set_cell (vm->heap, traceback, TRACEBACK_PC, pc | OURO_CELL_INT);
  ouro_heap_set_cell (vm->heap, traceback, TRACEBACK_LINE, line | OURO_CELL_INT);
  ouro_heap_track (vm->heap, traceback);
  return traceback;
}

OuroId
ouro_py_traceback_get_next (const OuroVm *vm,
                            OuroId        traceback)
{
  OuroId next = get_object (vm, traceback, TRACEBACK_NEXT);

  return next != OURO_NO_ID ? next : OURO_ID_NONE;
}

const OuroCodeEntry *
ouro_py_traceback_get_code (const OuroVm *vm,
                            OuroId        traceback)
{
  return ouro_vm_get_code (vm, get_object (vm, get_object (vm, traceback, TRACEBACK_FRAME), FRAME_CODE));
}

guint32
ouro_py_traceback_get_pc (const OuroVm *vm,
                          OuroId        traceback)
{
  return get_number (vm, traceback, TRACEBACK_PC);
}

guint32
ouro_py_traceback_get_line (const OuroVm *vm,
                            OuroId        traceback)
{
  return get_number (vm, traceback, TRACEBACK_LINE);
}

static OuroId
traceback_get_attribute (OuroVm *vm,
                         OuroId  self,
                         OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);
  OuroId           frame = get_object (vm, self, TRACEBACK_FRAME);

  if (g_str_equal (text, "tb_next"))
    return ouro_vm_new_reference (vm, ouro_py_traceback_get_next (vm, self));
  if (g_str_equal (text, "tb_frame"))
    return ouro_vm_new_reference (vm, frame != OURO_NO_ID ? frame : OURO_ID_NONE);
  if (g_str_equal (text, "tb_lineno"))
    return ouro_int_new (vm->heap, ouro_py_traceback_get_line (vm, self));
  if (g_str_equal (text, "tb_lasti"))
    return ouro_int_new (vm->heap, 2 * (gint64)ouro_py_traceback_get_pc (vm, self));
  return OURO_NO_ID;
}

void
ouro_py_frame_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_FRAME] = (OuroTypeSlots){ .repr = frame_repr, .get_attribute = frame_get_attribute, .methods = frame_methods };
  vm->slots[OURO_TYPE_TRACEBACK] = (OuroTypeSlots){ .get_attribute = traceback_get_attribute };
  ouro_vm_add_methods (vm, OURO_TYPE_FRAME);
}
