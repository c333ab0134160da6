/* ouro-threads-report.c - a deadlock in words, and threads for views */
#include "ouro-threads-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many threads of a deadlock are told; thousands would say no more. */
#define MAX_TOLD 20

/* Views --------------------------------------------------------------------------------------- */

static OuroId
get_state (const OuroVm *vm,
           guint         index)
{
  return ouro_heap_get_cell (vm->heap, ouro_threads_get_table (vm), index);
}

/* Whether its frames lie on the stack. */
static gboolean
is_on_stack (const OuroVm *vm,
             OuroId        state)
{
  return state == ouro_threads_get_running (vm);
}

static guint32
get_frame_field (const guint32 *places,
                 guint32        base,
                 guint          field)
{
  return places[base + field] & ~OURO_CELL_INT;
}

/* The array in which the places of a thread lie, and the base of its innermost frame. */
static const guint32 *
get_places (const OuroVm *vm,
            OuroId        state,
            guint32      *base,
            guint32      *end)
{
  if (is_on_stack (vm, state))
    {
      *base = ouro_vm_get_base (vm);
      *end = vm->heap->words[OURO_WORD_STACK_END];
      return vm->heap->stack;
    }
  *base = ouro_thread_get (vm, state, THREAD_BASE);
  *end = ouro_heap_get_n_cells (vm->heap, state) - THREAD_N_FIXED + OURO_FRAME_FIRST;
  return vm->heap->cells + vm->heap->rows[state].cells + THREAD_N_FIXED - OURO_FRAME_FIRST;
}

/* Frames of a thread, but the one that only called its function. */
static guint
count_frames (const guint32 *places,
              guint32        base)
{
  guint n = 0;

  for (; base != 0 && !(get_frame_field (places, base, OURO_FRAME_FLAGS) & OURO_FRAME_IS_THREAD); base = get_frame_field (places, base, OURO_FRAME_BACK))
    n++;
  return n;
}

guint
ouro_vm_get_n_threads (const OuroVm *self)
{
  return ouro_threads_get_n_alive (self);
}

void
ouro_vm_get_thread (const OuroVm   *self,
                    guint           index,
                    OuroThreadView *view)
{
  OuroId         state = get_state (self, index);
  guint32        base, end;
  const guint32 *places = get_places (self, state, &base, &end);

  *view = (OuroThreadView){
    .number = ouro_thread_get (self, state, THREAD_NUMBER),
    .name = ouro_heap_get_cell (self->heap, state, THREAD_NAME),
    .status = (OuroThreadStatus)ouro_thread_get (self, state, THREAD_STATUS),
    .reason = (OuroWaitReason)ouro_thread_get (self, state, THREAD_REASON),
    .target = ouro_thread_get (self, state, THREAD_TARGET),
    .is_daemon = ouro_thread_get (self, state, THREAD_IS_DAEMON),
    .since = ouro_thread_get_time (self, state, THREAD_SINCE),
    .n_frames = count_frames (places, base) + (index == 0 && base != 0),
  };
}

void
ouro_vm_get_thread_frame (const OuroVm  *self,
                          guint          thread,
                          guint          index,
                          OuroFrameView *view)
{
  OuroThreadView thread_view;

  ouro_vm_get_thread (self, thread, &thread_view);
  g_return_if_fail (index < thread_view.n_frames);
  view->places = get_places (self, get_state (self, thread), &view->base, &view->end);
  for (guint i = thread_view.n_frames - 1; i > index; i--)
    {
      view->end = view->base;
      view->base = get_frame_field (view->places, view->base, OURO_FRAME_BACK);
    }
  ouro_vm_fill_frame_view (self, view);
}

/* Words --------------------------------------------------------------------------------------- */

static char *
dup_name (const OuroVm *vm,
          OuroId        state)
{
  OuroId name = ouro_heap_get_cell (vm->heap, state, THREAD_NAME);

  if (name != OURO_NO_ID)
    return ouro_vm_dup_text (vm, name);
  if (state == get_state (vm, 0))
    return g_strdup ("MainThread");
  return g_strdup_printf (_ ("thread %u"), ouro_thread_get (vm, state, THREAD_NUMBER));
}

static OuroId
find_by_number (const OuroVm *vm,
                guint32       number)
{
  for (guint i = 0; i < ouro_threads_get_n_alive (vm); i++)
    if (ouro_thread_get (vm, get_state (vm, i), THREAD_NUMBER) == number)
      return get_state (vm, i);
  return OURO_NO_ID;
}

static OuroId
find_by_handle (const OuroVm *vm,
                OuroId        handle)
{
  for (guint i = 0; i < ouro_threads_get_n_alive (vm); i++)
    if (ouro_heap_get_cell (vm->heap, get_state (vm, i), THREAD_HANDLE) == handle)
      return get_state (vm, i);
  return OURO_NO_ID;
}

/* The name by which the program knows an object, or what repr () says. */
static char *
dup_object (const OuroVm *vm,
            OuroId        object)
{
  OuroId dict = ouro_heap_get_root (vm->heap, OURO_ROOT_NAMESPACE);

  for (guint32 i = 0; i < ouro_dict_get_n_entries (vm->heap, dict); i++)
    if (ouro_dict_get_key (vm->heap, dict, i) != OURO_NO_ID && ouro_dict_get_value (vm->heap, dict, i) == object)
      return ouro_vm_dup_text (vm, ouro_dict_get_key (vm->heap, dict, i));
  return g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", ouro_identity (vm->heap, object));
}

/* The line of the program that a thread has reached; 0 when it has none. */
static guint32
get_line (const OuroVm *vm,
          guint         index)
{
  OuroThreadView view;

  ouro_vm_get_thread (vm, index, &view);
  while (view.n_frames-- > 0)
    {
      OuroFrameView frame;

      ouro_vm_get_thread_frame (vm, index, view.n_frames, &frame);
      if (!(frame.code->flags & OURO_CODE_LIBRARY))
        return frame.line;
    }
  return 0;
}

static void
describe_wait (const OuroVm *vm,
               OuroId        state,
               GString      *text)
{
  OuroId           target = ouro_thread_get (vm, state, THREAD_TARGET);
  OuroWaitReason   reason = (OuroWaitReason)ouro_thread_get (vm, state, THREAD_REASON);
  OuroId           other = OURO_NO_ID;
  g_autofree char *name = NULL, *object = NULL;

  if (reason == OURO_WAIT_LOCK)
    other = find_by_number (vm, ouro_thread_get (vm, target, LOCK_OWNER));
  else if (reason == OURO_WAIT_JOIN)
    other = find_by_handle (vm, target);
  name = other != OURO_NO_ID ? dup_name (vm, other) : NULL;
  object = reason == OURO_WAIT_LOCK ? dup_object (vm, target) : NULL;
  if (reason == OURO_WAIT_OTHERS)
    g_string_append (text, _ ("has ended and waits for the other threads"));
  else if (reason == OURO_WAIT_JOIN)
    g_string_append_printf (text, _ ("waits for the end of %s"), name != NULL ? name : "?");
  else if (reason == OURO_WAIT_SLEEP)
    g_string_append (text, _ ("sleeps for ever"));
  else if (other == state)
    g_string_append_printf (text, _ ("waits for the lock %s, which it has taken itself"), object);
  else if (name != NULL)
    g_string_append_printf (text, _ ("waits for the lock %s, which %s has taken"), object, name);
  else
    g_string_append_printf (text, _ ("waits for the lock %s, which nobody will release"), object);
}

void
ouro_threads_report_deadlock (OuroVm *vm)
{
  g_autoptr (GString) text = g_string_new (_ ("Deadlock: every thread waits, python3 would hang here for ever.\n"));
  guint n = ouro_threads_get_n_alive (vm);
  guint n_told = MIN (n, MAX_TOLD);

  for (guint i = 0; i < n_told; i++)
    {
      OuroId           state = get_state (vm, i);
      g_autofree char *name = dup_name (vm, state);
      guint32          line = get_line (vm, i);

      if (line > 0)
        g_string_append_printf (text, _ ("  %s (line %u) "), name, line);
      else
        g_string_append_printf (text, "  %s ", name);
      describe_wait (vm, state, text);
      g_string_append_c (text, '\n');
    }
  if (n > n_told)
    g_string_append_printf (text, ngettext ("  and %u more\n", "  and %u more\n", n - n_told), n - n_told);
  ouro_vm_print (vm, TRUE, text->str, text->len);
  ouro_vm_end_by_deadlock (vm, get_line (vm, 0));
}
