/* ouro-borrow.c - which loads of a local need no reference of their own
 *
 * From 3.14 on, a local that certainly outlives its value on the stack is pushed without being counted. Which loads
 * these are follows from the code alone; sys.getrefcount () lets a program see it. First, loads of what may be unbound
 * become LOAD_FAST_CHECK, which always counts; then, block by block, every other load is followed until its value is used up.
 * Source  Python/flowgraph.c (3.14): add_checks_for_loads_of_uninitialized_variables, insert_superinstructions,
 *         optimize_load_fast
 */
#include "ouro-emitter-private.h"

#include <string.h>

/* Why a load must own its reference. */
#define SUPPORT_KILLED  1 /* the local is changed while the value is on the stack */
#define STORED_AS_LOCAL 2
#define UNCONSUMED      4 /* still on the stack where the block ends */
#define UNREACHED       8 /* only an exception leads here */

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
  guint       *n_refs;  /* of each local, on the stack */
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

static guint
get_handler_start (const OuroEmitter *emitter,
                   guint              handler)
{
  OuroLabel label = g_array_index (emitter->handlers, OuroEmittedHandler, handler).target;

  return (guint)g_array_index (emitter->labels, gint, label);
}

/* What may be unbound ----------------------------------------------------------------------- */

/* CPython follows so many locals from block to block, the others only inside a block. */
#define N_FOLLOWED 64

typedef struct
{
  const OuroEmitter *emitter;
  guint64           *states; /* for each instruction, which locals may be unbound on reaching it */
  guint8            *is_reached;
  guint8            *is_dirty; /* its state has changed since it was passed on */
  gboolean           any_dirty;
} Unbound;

/* Joins a state into that of an instruction; what changed is looked at again. */
static void
reach (Unbound *self,
       guint    index,
       guint64  state)
{
  if (index >= self->emitter->instructions->len)
    return;
  if (self->is_reached[index] && (self->states[index] | state) == self->states[index])
    return;
  self->states[index] |= state;
  self->is_reached[index] = TRUE;
  self->is_dirty[index] = TRUE;
  self->any_dirty = TRUE;
}

static guint64
get_bit (const OuroInstruction *instruction)
{
  return ouro_op_is_local (instruction->op) && instruction->argument < N_FOLLOWED ? (guint64)1 << instruction->argument : 0;
}

static void
pass_on (Unbound *self,
         guint    index)
{
  const OuroInstruction *instruction = get_instruction (self->emitter, index);
  guint64                state = self->states[index];

  if (instruction->handler >= 0)
    reach (self, get_handler_start (self->emitter, (guint)instruction->handler), state);
  switch ((guint)instruction->op)
    {
    case OURO_OP_STORE_FAST:
    case OURO_OP_LOAD_FAST:
    case OURO_OP_MAKE_CELL:
      state &= ~get_bit (instruction);
      break;
    case OURO_OP_DELETE_FAST:
    case OURO_OP_LOAD_FAST_AND_CLEAR:
    case OURO_OP_STORE_FAST_MAYBE_NULL:
      state |= get_bit (instruction);
      break;
    default:
      break;
    }
  if (ouro_op_is_jump (instruction->op))
    reach (self, get_target (self->emitter, instruction), state);
  if (!ouro_op_never_goes_on (instruction->op))
    reach (self, index + 1, state);
}

static guint
count_arguments (const OuroCode *code)
{
  return code->n_args + code->n_kwonly_args + !!(code->flags & OURO_CODE_VARARGS) + !!(code->flags & OURO_CODE_VARKEYWORDS);
}

/* Cells and locals that are no arguments begin unbound. */
static guint64
get_first_state (const OuroEmitter *emitter)
{
  const OuroCode *code = emitter->code;
  guint64         state = 0;

  for (guint i = count_arguments (code); i < MIN (code->n_locals, N_FOLLOWED); i++)
    if (!(code->local_flags[i] & OURO_LOCAL_FREE))
      state |= (guint64)1 << i;
  return state;
}

/* Goes over the code in its order until nothing changes: once more than loops are nested. */
static void
check_followed_locals (OuroEmitter *emitter)
{
  guint               n = emitter->instructions->len;
  g_autofree guint64 *states = g_new0 (guint64, n + 1);
  g_autofree guint8  *is_reached = g_new0 (guint8, n + 1);
  g_autofree guint8  *is_dirty = g_new0 (guint8, n + 1);
  Unbound             self = { emitter, states, is_reached, is_dirty, FALSE };

  reach (&self, 0, get_first_state (emitter));
  while (self.any_dirty)
    {
      self.any_dirty = FALSE;
      for (guint i = 0; i < n; i++)
        if (is_dirty[i])
          {
            is_dirty[i] = FALSE;
            pass_on (&self, i);
          }
    }
  for (guint i = 0; i < n; i++)
    {
      OuroInstruction *instruction = get_instruction (emitter, i);

      if (instruction->op == OURO_OP_LOAD_FAST && (states[i] & get_bit (instruction)))
        instruction->op = OURO_OP_LOAD_FAST_CHECK;
    }
}

/* Python/flowgraph.c, fast_scan_many_locals: bound is what was stored or loaded before in the same block. */
static void
check_other_locals (OuroEmitter    *emitter,
                    const gboolean *is_start)
{
  g_autofree guint *bound_in = g_new0 (guint, emitter->code->n_locals + 1);
  guint             block = 0;

  for (guint i = 0; i < emitter->instructions->len; i++)
    {
      OuroInstruction *instruction = get_instruction (emitter, i);

      if (is_start[i])
        block++;
      if (!ouro_op_is_local (instruction->op) || instruction->argument < N_FOLLOWED)
        continue;
      if (instruction->op == OURO_OP_LOAD_FAST && bound_in[instruction->argument] != block)
        instruction->op = OURO_OP_LOAD_FAST_CHECK;
      if (instruction->op == OURO_OP_STORE_FAST || instruction->op == OURO_OP_LOAD_FAST ||
          instruction->op == OURO_OP_LOAD_FAST_CHECK)
        bound_in[instruction->argument] = block;
      else
        bound_in[instruction->argument] = 0;
    }
}

/* Following values -------------------------------------------------------------------------- */

static void
push (Borrow *self,
      guint   instruction,
      gint    local)
{
  Ref ref = { instruction, local };

  g_array_append_val (self->refs, ref);
  if (local >= 0)
    self->n_refs[local]++;
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
  if (ref.local >= 0)
    self->n_refs[ref.local]--;
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
  for (guint i = self->refs->len; i-- > 0 && self->n_refs[local] > 0;)
    {
      Ref *ref = &g_array_index (self->refs, Ref, i);

      if (ref->local != local)
        continue;
      give_reason (self, *ref, SUPPORT_KILLED);
      ref->local = -1;
      self->n_refs[local]--;
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

/* What lay on the stack before the block began is put there when it is needed. */
static void
reach_down (Borrow *self,
            guint   depth)
{
  const Ref unknown = { G_MAXUINT, -1 };

  while (self->refs->len < depth)
    g_array_prepend_val (self->refs, unknown);
}

static void
swap (Borrow *self,
      guint   depth)
{
  guint n;
  Ref   top;

  reach_down (self, depth);
  n = self->refs->len;
  top = g_array_index (self->refs, Ref, n - 1);
  g_array_index (self->refs, Ref, n - 1) = g_array_index (self->refs, Ref, n - depth);
  g_array_index (self->refs, Ref, n - depth) = top;
}

static void
rotate (Borrow *self,
        guint   depth)
{
  Ref ref;

  reach_down (self, depth);
  ref = g_array_index (self->refs, Ref, self->refs->len - depth);
  g_array_remove_index (self->refs, self->refs->len - depth);
  g_array_append_val (self->refs, ref);
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
    case OURO_OP_ROTATE:
      rotate (self, instruction->argument);
      return;
    case OURO_OP_JUMP_IF_FALSE_OR_POP:
    case OURO_OP_JUMP_IF_TRUE_OR_POP:
      give_reason (self, pop (self), UNCONSUMED);
      return;
    case OURO_OP_LOAD_METHOD:
    case OURO_OP_LOAD_SUPER_METHOD:
      /* The object may be pushed back as self. */
      ref = pop (self);
      use_and_push (self, index, instruction->op == OURO_OP_LOAD_METHOD ? 0 : 2, 1);
      push (self, ref.instruction, ref.local);
      return;
    case OURO_OP_GET_ITER_VIRTUAL:
    case OURO_OP_GET_YIELD_FROM_ITER_VIRTUAL:
      /* A list or tuple stays where it is. */
    case OURO_OP_FOR_ITER:
    case OURO_OP_FOR_ITER_VIRTUAL:
      push (self, index, -1);
      return;
    default:
      ouro_instruction_get_effect ((guint32)instruction->op | instruction->argument << 8, &pops, &pushes);
      /* What stays below is not consumed. */
      if (instruction->op == OURO_OP_IMPORT_FROM || instruction->op == OURO_OP_CHECK_EXC_MATCH || instruction->op == OURO_OP_SEND || instruction->op == OURO_OP_SEND_VIRTUAL)
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
      if ((ouro_op_is_jump (instruction->op) || ouro_op_never_goes_on (instruction->op)) && i + 1 < n)
        self->is_start[i + 1] = TRUE;
    }
  for (guint i = 0; i < self->emitter->handlers->len; i++)
    {
      guint start = get_handler_start (self->emitter, i);

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

  while (self->refs->len > 0)
    pop (self);
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
      if (ouro_op_never_goes_on (instruction->op))
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

/* CPython packs two loads or stores of one line into one instruction when both locals are among the first 16. */
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

      if (self->is_start[i + 1] || !is_packable (first, second))
        continue;
      if (second->op != OURO_OP_LOAD_FAST && second->op != OURO_OP_STORE_FAST)
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

/* Block after block, from the first one along the jumps; what only an exception leads to is not reached. */
static void
walk_blocks (Borrow *self)
{
  guint n = self->emitter->instructions->len;
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *is_walked = g_new0 (gboolean, n + 1);
  guint                start = 0;

  memset (self->reasons, UNREACHED, n);
  g_array_append_val (work, start);
  while (work->len > 0)
    {
      start = g_array_index (work, guint, work->len - 1);
      g_array_set_size (work, work->len - 1);
      if (start >= n || is_walked[start])
        continue;
      is_walked[start] = TRUE;
      walk_block (self, start, work);
    }
}

void
ouro_emitter_borrow_locals (OuroEmitter *self)
{
  guint                n = self->instructions->len;
  g_autofree guint    *n_refs = g_new0 (guint, self->code->n_locals + 1);
  g_autofree guint8   *reasons = g_new0 (guint8, n + 1);
  g_autofree gboolean *is_start = g_new0 (gboolean, n + 1);
  g_autoptr (GArray) refs = g_array_new (FALSE, FALSE, sizeof (Ref));
  Borrow borrow = { .emitter = self, .refs = refs, .n_refs = n_refs, .reasons = reasons, .is_start = is_start };

  mark_starts (&borrow);
  check_followed_locals (self);
  check_other_locals (self, is_start);
  walk_blocks (&borrow);
  respect_packing (&borrow);
  for (guint i = 0; i < n; i++)
    if (get_instruction (self, i)->op == OURO_OP_LOAD_FAST && reasons[i] == 0)
      get_instruction (self, i)->op = OURO_OP_LOAD_FAST_BORROW;
}
