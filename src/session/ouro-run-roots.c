/* ouro-run-roots.c - the machine's frames, told to graph/ */
#include "ouro-run-roots.h"

struct _OuroRunRoots
{
  OuroRoots roots;
  GArray   *frames; /* of OuroFrameNames */
  GArray   *locals; /* of OuroLocal, of all frames; the frames point into it */
};

static void
add_locals (OuroRunRoots        *self,
            const OuroFrameView *view)
{
  const guint32 *stack = self->roots.heap->stack;

  for (guint32 i = 0; i < view->code->n_locals; i++)
    {
      OuroLocal local = { view->code->locals[i], stack[view->first_local + i] & OURO_CELL_ID_MASK, view->first_local + i };

      if (local.object != OURO_NO_ID && !(stack[local.place] & OURO_CELL_INT))
        g_array_append_val (self->locals, local);
    }
}

OuroRunRoots *
ouro_run_roots_new (const OuroRun *run)
{
  const OuroHeap     *heap = ouro_run_get_heap (run);
  const OuroVm       *vm = ouro_run_get_vm (run);
  guint               n = ouro_vm_get_n_frames (vm);
  OuroRunRoots       *self = g_new0 (OuroRunRoots, 1);
  g_autofree guint32 *first_locals = g_new (guint32, n + 1);

  self->roots = ouro_roots_of_heap (heap);
  self->roots.stack_end = ouro_event_get_stack_end (heap);
  self->frames = g_array_new (FALSE, FALSE, sizeof (OuroFrameNames));
  self->locals = g_array_new (FALSE, FALSE, sizeof (OuroLocal));
  for (guint i = 0; i < n; i++)
    {
      OuroFrameView  view;
      OuroFrameNames frame = { 0 };

      ouro_vm_get_frame (vm, i, &view);
      first_locals[i] = self->locals->len;
      add_locals (self, &view);
      frame.name = view.code->name;
      frame.n_locals = self->locals->len - first_locals[i];
      frame.first_value = view.first_value;
      frame.end = i + 1 == n ? MAX (view.first_value, self->roots.stack_end) : view.end;
      g_array_append_val (self->frames, frame);
    }
  for (guint i = 0; i < n; i++)
    g_array_index (self->frames, OuroFrameNames, i).locals = (const OuroLocal *)self->locals->data + first_locals[i];
  self->roots.frames = (const OuroFrameNames *)self->frames->data;
  self->roots.n_frames = n;
  return self;
}

void
ouro_run_roots_free (OuroRunRoots *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->frames);
  g_array_unref (self->locals);
  g_free (self);
}

const OuroRoots *
ouro_run_roots_get (const OuroRunRoots *self)
{
  return &self->roots;
}
