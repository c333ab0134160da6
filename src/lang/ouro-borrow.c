/* ouro-borrow.c - which loads of a local need no reference of their own
 *
 * From 3.14 on, a local that certainly outlives its value on the stack is pushed without being counted. Which loads
 * these are follows from the code alone; sys.getrefcount () lets a program see it. First, loads of what may be unbound
 * become LOAD_FAST_CHECK, which always counts; then, block by block, every other load is followed until its value is used up.
 * Source  Python/flowgraph.c (3.14): add_checks_for_loads_of_uninitialized_variables, insert_superinstructions,
 *         optimize_load_fast
 */
#include "ouro-emitter-private.h"

/* Why a load must own its reference. */
#define SUPPORT_KILLED  1 /* the local is changed while the value is on the stack */
#define STORED_AS_LOCAL 2
#define UNCONSUMED      4 /* still on the stack where the block ends */
#define UNREACHED       8 /* only an exception leads here */

/* CPython packs two loads or stores into one instruction when both locals are among the first 16. */
#define MOST_PACKED 16

typedef struct
{
  guint instruction; /* that pushed it; G_MAXUINT for what came from elsewhere */
  gint  local;       /* -1 for none */
} Ref;

typedef struct
{
  OuroEmitter *emitter;
  GArray      *refs;    /* the stack */
  guint8      *reasons; /* of each instruction */
  gboolean    *is_start;
} Borrow;

static OuroInstruction *
get_instruction (const OuroEmitter *emitter,
                 guint              index)
{
  return &g_array_index (emitter->instructions, OuroInstruction, index);
}

static guint
get_target (const OuroEmitter     *emitter,
            const OuroInstruction *instruction)
{
  return (guint)g_array_index (emitter->labels, gint, instruction->argument);
}

static gboolean
goes_on (OuroOp op)
{
  return op != OURO_OP_JUMP_FORWARD && op != OURO_OP_JUMP_BACKWARD && op != OURO_OP_JUMP_BACKWARD_NO_INTERRUPT && op != OURO_OP_RETURN_VALUE && op != OURO_OP_RAISE_VARARGS && op != OURO_OP_RERAISE;
}

/* What may be unbound ----------------------------------------------------------------------- */

typedef struct
{
  OuroEmitter *emitter;
  guint        n_locals;
  guint8      *states; /* for each instruction and local: 1 when it may be unbound on reaching it */
  guint8      *is_reached;
  GArray      *work;
} Unbound;

/* Joins a state into that of an instruction; what changed is looked at again. */
static void
reach (Unbound      *self,
       guint         index,
       const guint8 *state)
{
  guint8  *present;
  gboolean changed;

  if (index >= self->emitter->instructions->len)
    return;
  present = self->states + (gsize)index * self->n_locals;
  changed = !self->is_reached[index];
  for (guint i = 0; i < self->n_locals; i++)
    if (state[i] && !present[i])
      {
        present[i] = 1;
        changed = TRUE;
      }
  self->is_reached[index] = 1;
  if (changed)
    g_array_append_val (self->work, index);
}

static void
pass_on (Unbound *self,
         guint    index)
{
  const OuroInstruction *instruction = get_instruction (self->emitter, index);
  g_autofree guint8     *state = g_memdup2 (self->states + (gsize)index * self->n_locals, self->n_locals);

  if (instruction->handler >= 0)
    {
      const OuroEmittedHandler *handler = &g_array_index (self->emitter->handlers, OuroEmittedHandler, instruction->handler);

      reach (self, (guint)g_array_index (self->emitter->labels, gint, handler->target), state);
    }
  switch ((guint)instruction->op)
    {
    case OURO_OP_STORE_FAST:
    case OURO_OP_LOAD_FAST:
    case OURO_OP_MAKE_CELL:
      state[instruction->argument] = 0;
      break;
    case OURO_OP_DELETE_FAST:
    case OURO_OP_LOAD_FAST_AND_CLEAR:
    case OURO_OP_STORE_FAST_MAYBE_NULL:
      state[instruction->argument] = 1;
      break;
    default:
      break;
    }
  if (ouro_op_is_jump (instruction->op))
    reach (self, get_target (self->emitter, instruction), state);
  if (goes_on (instruction->op))
    reach (self, index + 1, state);
}

static void
check_loads (OuroEmitter *emitter)
{
  guint              n = emitter->instructions->len;
  Unbound            self = { .emitter = emitter, .n_locals = emitter->locals->len };
  const OuroCode    *code = emitter->code;
  guint              n_arguments = code->n_args + code->n_kwonly_args + !!(code->flags & OURO_CODE_VARARGS) + !!(code->flags & OURO_CODE_VARKEYWORDS);
  g_autofree guint8 *start = NULL;

  /* Large codes keep their checks: the table would be larger still. */
  if (self.n_locals == 0 || (guint64)n * self.n_locals > 64u * 1024 * 1024)
    return;
  self.states = g_malloc0 ((gsize)n * self.n_locals);
  self.is_reached = g_malloc0 (n);
  self.work = g_array_new (FALSE, FALSE, sizeof (guint));
  start = g_malloc0 (self.n_locals);
  for (guint i = n_arguments; i < self.n_locals; i++)
    start[i] = !(g_array_index (emitter->local_flags, guint8, i) & OURO_LOCAL_FREE);
  reach (&self, 0, start);
  while (self.work->len > 0)
    {
      guint index = g_array_index (self.work, guint, self.work->len - 1);

      g_array_set_size (self.work, self.work->len - 1);
      pass_on (&self, index);
    }
  for (guint i = 0; i < n; i++)
    {
      OuroInstruction *instruction = get_instruction (emitter, i);

      if (instruction->op == OURO_OP_LOAD_FAST && self.states[(gsize)i * self.n_locals + instruction->argument])
        instruction->op = OURO_OP_LOAD_FAST_CHECK;
    }
  g_free (self.states);
  g_free (self.is_reached);
  g_array_unref (self.work);
}

/* Following values -------------------------------------------------------------------------- */

static void
push (Borrow *self,
      guint   instruction,
      gint    local)
{
  Ref ref = { instruction, local };

  g_array_append_val (self->refs, ref);
}

static Ref
pop (Borrow *self)
{
  Ref ref = { G_MAXUINT, -1 };

  if (self->refs->len > 0)
    {
      ref = g_array_index (self->refs, Ref, self->refs->len - 1);
      g_array_set_size (self->refs, self->refs->len - 1);
    }
  return ref;
}

static void
give_reason (Borrow *self,
             Ref     ref,
             guint8  reason)
{
  if (ref.instruction != G_MAXUINT)
    self->reasons[ref.instruction] |= reason;
}

static void
kill_local (Borrow *self,
            gint    local)
{
  for (guint i = 0; i < self->refs->len; i++)
    {
      Ref ref = g_array_index (self->refs, Ref, i);

      if (ref.local == local)
        give_reason (self, ref, SUPPORT_KILLED);
    }
}

static void
use_and_push (Borrow *self,
              guint   index,
              guint   pops,
              guint   pushes)
{
  for (guint i = 0; i < pops; i++)
    pop (self);
  for (guint i = 0; i < pushes; i++)
    push (self, index, -1);
}

static void
swap (Borrow *self,
      guint   depth)
{
  guint n = self->refs->len;
  Ref   top;

  if (depth > n || depth < 2)
    return;
  top = g_array_index (self->refs, Ref, n - 1);
  g_array_index (self->refs, Ref, n - 1) = g_array_index (self->refs, Ref, n - depth);
  g_array_index (self->refs, Ref, n - depth) = top;
}

/* One instruction's effect on what is known of the stack. */
static void
follow (Borrow *self,
        guint   index)
{
  const OuroInstruction *instruction = get_instruction (self->emitter, index);
  gint                   local = (gint)instruction->argument;
  guint                  pops, pushes;
  Ref                    ref;

  switch ((guint)instruction->op)
    {
    case OURO_OP_DELETE_FAST:
      kill_local (self, local);
      return;
    case OURO_OP_LOAD_FAST:
      push (self, index, local);
      return;
    case OURO_OP_LOAD_FAST_AND_CLEAR:
      kill_local (self, local);
      push (self, index, local);
      return;
    case OURO_OP_STORE_FAST:
    case OURO_OP_STORE_FAST_MAYBE_NULL:
      ref = pop (self);
      kill_local (self, local);
      give_reason (self, ref, STORED_AS_LOCAL);
      return;
    case OURO_OP_COPY:
      if (instruction->argument <= self->refs->len)
        ref = g_array_index (self->refs, Ref, self->refs->len - instruction->argument);
      else
        ref = (Ref){ G_MAXUINT, -1 };
      push (self, ref.instruction, ref.local);
      return;
    case OURO_OP_SWAP:
      swap (self, instruction->argument);
      return;
    case OURO_OP_LOAD_METHOD:
    case OURO_OP_LOAD_SUPER_METHOD:
      /* The object may be pushed back as self. */
      ref = pop (self);
      use_and_push (self, index, instruction->op == OURO_OP_LOAD_METHOD ? 0 : 2, 1);
      push (self, ref.instruction, ref.local);
      return;
    case OURO_OP_FOR_ITER:
    case OURO_OP_FOR_ITER_VIRTUAL:
      push (self, index, -1);
      return;
    default:
      ouro_instruction_get_effect ((guint32)instruction->op | instruction->argument << 8, &pops, &pushes);
      /* What stays below is not consumed. */
      if (instruction->op == OURO_OP_IMPORT_FROM || instruction->op == OURO_OP_CHECK_EXC_MATCH || instruction->op == OURO_OP_SEND)
        use_and_push (self, index, pops - 1, pushes - 1);
      else
        use_and_push (self, index, pops, pushes);
      return;
    }
}

/* Blocks ------------------------------------------------------------------------------------ */

static void
mark_starts (Borrow *self)
{
  guint n = self->emitter->instructions->len;

  self->is_start[0] = TRUE;
  for (guint i = 0; i < n; i++)
    {
      const OuroInstruction *instruction = get_instruction (self->emitter, i);

      if (ouro_op_is_jump (instruction->op) && get_target (self->emitter, instruction) < n)
        self->is_start[get_target (self->emitter, instruction)] = TRUE;
      if ((ouro_op_is_jump (instruction->op) || !goes_on (instruction->op)) && i + 1 < n)
        self->is_start[i + 1] = TRUE;
    }
  for (guint i = 0; i < self->emitter->handlers->len; i++)
    {
      guint start = (guint)g_array_index (self->emitter->labels, gint, g_array_index (self->emitter->handlers, OuroEmittedHandler, i).target);

      if (start < n)
        self->is_start[start] = TRUE;
    }
}

/* Walks a block from its start; what stays on the stack at its end owns its reference. Adds the blocks that follow. */
static void
walk_block (Borrow *self,
            guint   start,
            GArray *work)
{
  guint n = self->emitter->instructions->len;
  guint i = start;

  g_array_set_size (self->refs, 0);
  for (guint depth = 0; depth < get_instruction (self->emitter, start)->depth; depth++)
    push (self, G_MAXUINT, -1);
  do
    {
      const OuroInstruction *instruction = get_instruction (self->emitter, i);

      self->reasons[i] &= (guint8)~UNREACHED;
      follow (self, i);
      if (ouro_op_is_jump (instruction->op))
        {
          guint target = get_target (self->emitter, instruction);

          g_array_append_val (work, target);
        }
      if (!goes_on (instruction->op))
        {
          i = n;
          break;
        }
      i++;
    }
  while (i < n && !self->is_start[i]);
  if (i < n)
    g_array_append_val (work, i);
  for (guint j = 0; j < self->refs->len; j++)
    give_reason (self, g_array_index (self->refs, Ref, j), UNCONSUMED);
}

static gboolean
is_packable (const OuroInstruction *first,
             const OuroInstruction *second)
{
  return first->position.line == second->position.line && first->argument < MOST_PACKED && second->argument < MOST_PACKED;
}

/* Two loads in one instruction borrow both or none; a load packed with the store before it is never borrowed. */
static void
respect_packing (Borrow *self)
{
  guint n = self->emitter->instructions->len;

  for (guint i = 0; i + 1 < n; i++)
    {
      const OuroInstruction *first = get_instruction (self->emitter, i);
      const OuroInstruction *second = get_instruction (self->emitter, i + 1);

      if (self->is_start[i + 1] || (second->op != OURO_OP_LOAD_FAST && second->op != OURO_OP_STORE_FAST) || !is_packable (first, second))
        continue;
      if (first->op == OURO_OP_LOAD_FAST && second->op == OURO_OP_LOAD_FAST)
        self->reasons[i] = self->reasons[i + 1] = self->reasons[i] | self->reasons[i + 1];
      else if (first->op == OURO_OP_STORE_FAST && second->op == OURO_OP_LOAD_FAST)
        self->reasons[i + 1] |= STORED_AS_LOCAL;
      else if (first->op != OURO_OP_STORE_FAST)
        continue;
      i++;
    }
}

void
ouro_emitter_borrow_locals (OuroEmitter *self)
{
  guint  n = self->instructions->len;
  Borrow borrow = { .emitter = self };
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *is_walked = g_new0 (gboolean, n + 1);
  guint                first = 0;

  check_loads (self);
  borrow.refs = g_array_new (FALSE, FALSE, sizeof (Ref));
  borrow.reasons = g_malloc (n + 1);
  borrow.is_start = g_new0 (gboolean, n + 1);
  for (guint i = 0; i < n; i++)
    borrow.reasons[i] = UNREACHED;
  mark_starts (&borrow);
  g_array_append_val (work, first);
  while (work->len > 0)
    {
      guint start = g_array_index (work, guint, work->len - 1);

      g_array_set_size (work, work->len - 1);
      if (start >= n || is_walked[start])
        continue;
      is_walked[start] = TRUE;
      walk_block (&borrow, start, work);
    }
  respect_packing (&borrow);
  for (guint i = 0; i < n; i++)
    if (get_instruction (self, i)->op == OURO_OP_LOAD_FAST && borrow.reasons[i] == 0)
      get_instruction (self, i)->op = OURO_OP_LOAD_FAST_BORROW;
  g_array_unref (borrow.refs);
  g_free (borrow.reasons);
  g_free (borrow.is_start);
}
