/* ouro-emitter.c - where the instructions of one code come together */
#include "ouro-emitter-private.h"

#include <string.h>

OuroEmitter *
ouro_emitter_new (OuroCodeUnit *unit)
{
  OuroEmitter *self = g_new0 (OuroEmitter, 1);

  self->unit = unit;
  self->code = g_new0 (OuroCode, 1);
  self->instructions = g_array_new (FALSE, FALSE, sizeof (OuroInstruction));
  self->labels = g_array_new (FALSE, FALSE, sizeof (gint));
  self->label_depths = g_array_new (FALSE, FALSE, sizeof (gint));
  self->handlers = g_array_new (FALSE, FALSE, sizeof (OuroEmittedHandler));
  self->constants = g_ptr_array_new ();
  self->names = g_ptr_array_new ();
  self->name_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->constant_index = g_hash_table_new (NULL, NULL);
  self->locals = g_ptr_array_new ();
  self->local_flags = g_array_new (FALSE, FALSE, sizeof (guint8));
  for (guint i = 0; i < OURO_N_LOCAL_KINDS; i++)
    self->local_index[i] = g_hash_table_new (g_str_hash, g_str_equal);
  self->handler = -1;
  return self;
}

void
ouro_emitter_free (OuroEmitter *self)
{
  if (self == NULL)
    return;
  ouro_code_free (self->code);
  g_array_unref (self->instructions);
  g_array_unref (self->labels);
  g_array_unref (self->label_depths);
  g_array_unref (self->handlers);
  g_ptr_array_unref (self->constants);
  g_ptr_array_unref (self->names);
  g_hash_table_unref (self->name_index);
  g_hash_table_unref (self->constant_index);
  g_ptr_array_unref (self->locals);
  g_array_unref (self->local_flags);
  for (guint i = 0; i < OURO_N_LOCAL_KINDS; i++)
    g_hash_table_unref (self->local_index[i]);
  g_free (self);
}

void
ouro_emitter_set_place (OuroEmitter    *self,
                        const OuroNode *node)
{
  self->position.line = node->line;
  self->position.end_line = node->end_line;
  self->position.column = MIN (node->column, G_MAXUINT16);
  self->position.end_column = MIN (node->end_column, G_MAXUINT16);
}

/* Python/codegen.c, update_start_location_to_match_attr. */
void
ouro_emitter_set_place_of_name (OuroEmitter    *self,
                                const OuroNode *node,
                                const OuroNode *attribute)
{
  guint32 length = (guint32)g_utf8_strlen (attribute->attribute.attr, -1);

  ouro_emitter_set_place (self, node);
  if (attribute->end_line == node->line || length > attribute->end_column)
    return;
  self->position.line = attribute->end_line;
  self->position.column = MIN (attribute->end_column - length, G_MAXUINT16);
}

/* Emitting ---------------------------------------------------------------------------------- */

gboolean
ouro_op_never_goes_on (OuroOp op)
{
  switch ((guint)op)
    {
    case OURO_OP_JUMP_FORWARD:
    case OURO_OP_JUMP_BACKWARD:
    case OURO_OP_JUMP_BACKWARD_NO_INTERRUPT:
    case OURO_OP_RETURN_VALUE:
    case OURO_OP_RAISE_VARARGS:
    case OURO_OP_RERAISE:
      return TRUE;
    default:
      return FALSE;
    }
}

void
ouro_emitter_discount (OuroEmitter *self,
                       gint         n)
{
  self->uncounted += n;
}

static void
note_depth (OuroEmitter *self,
            guint        depth)
{
  self->max_depth = MAX (self->max_depth, depth);
  self->max_counted = (guint)MAX ((gint)self->max_counted, (gint)depth - self->uncounted);
}

void
ouro_emitter_emit (OuroEmitter *self,
                   OuroOp       op,
                   guint32      argument)
{
  OuroInstruction instruction = { op, argument, self->position, self->handler, self->depth };
  guint           pops, pushes;

  /* What nothing leads to is left out, as CPython leaves it out. */
  if (self->is_unreachable || self->is_given_up)
    return;
  g_array_append_val (self->instructions, instruction);
  ouro_instruction_get_effect ((guint32)op | argument << 8, &pops, &pushes);
  g_assert (self->depth >= pops);
  self->depth = self->depth - pops + pushes;
  note_depth (self, self->depth);
  self->is_unreachable = ouro_op_never_goes_on (op);
  self->unit->n_instructions++;
}

guint
ouro_emitter_add_constant (OuroEmitter  *self,
                           OuroConstant *constant)
{
  gpointer index;

  if (g_hash_table_lookup_extended (self->constant_index, constant, NULL, &index))
    return GPOINTER_TO_UINT (index);
  g_hash_table_insert (self->constant_index, constant, GUINT_TO_POINTER (self->constants->len));
  g_ptr_array_add (self->constants, constant);
  constant->n_uses++;
  return self->constants->len - 1;
}

void
ouro_emitter_emit_constant (OuroEmitter  *self,
                            OuroConstant *constant)
{
  if (!self->is_unreachable && !self->is_given_up)
    ouro_emitter_emit (self, OURO_OP_LOAD_CONST, ouro_emitter_add_constant (self, constant));
}

void
ouro_emitter_emit_name (OuroEmitter *self,
                        OuroOp       op,
                        const char  *name)
{
  gpointer index;

  if (!g_hash_table_lookup_extended (self->name_index, name, NULL, &index))
    {
      index = GUINT_TO_POINTER (self->names->len);
      name = ouro_code_unit_name (self->unit, name);
      g_hash_table_insert (self->name_index, (gpointer)name, index);
      g_ptr_array_add (self->names, (gpointer)name);
    }
  ouro_emitter_emit (self, op, GPOINTER_TO_UINT (index));
}

/* Labels and handlers ----------------------------------------------------------------------- */

OuroLabel
ouro_emitter_new_label (OuroEmitter *self)
{
  gint unknown = -1;

  g_array_append_val (self->labels, unknown);
  g_array_append_val (self->label_depths, unknown);
  return self->labels->len - 1;
}

void
ouro_emitter_emit_jump (OuroEmitter *self,
                        OuroOp       op,
                        OuroLabel    label)
{
  gint *depth = &g_array_index (self->label_depths, gint, label);
  guint pops, pushes, before = self->depth;

  if (self->is_unreachable || self->is_given_up)
    return;
  ouro_emitter_emit (self, op, label);
  ouro_instruction_get_jump_effect (op, &pops, &pushes);
  *depth = (gint)(before - pops + pushes);
}

void
ouro_emitter_place_label (OuroEmitter *self,
                          OuroLabel    label)
{
  gint *depth = &g_array_index (self->label_depths, gint, label);

  if (self->is_given_up)
    return;
  g_array_index (self->labels, gint, label) = (gint)self->instructions->len;
  if (*depth >= 0)
    {
      g_assert (self->is_unreachable || self->depth == (guint)*depth);
      self->depth = (guint)*depth;
      self->is_unreachable = FALSE;
    }
  *depth = (gint)self->depth;
}

gint
ouro_emitter_push_handler (OuroEmitter *self,
                           OuroLabel    target,
                           gboolean     keeps_place)
{
  return ouro_emitter_push_handler_below (self, target, keeps_place, 0);
}

gint
ouro_emitter_push_handler_below (OuroEmitter *self,
                                 OuroLabel    target,
                                 gboolean     keeps_place,
                                 guint        n)
{
  OuroEmittedHandler handler = { target, self->depth - n, keeps_place, self->is_unreachable };
  gint               before = self->handler;

  g_array_append_val (self->handlers, handler);
  self->handler = (gint)self->handlers->len - 1;
  /* The handler itself needs room. */
  note_depth (self, self->depth + 2);
  return before;
}

void
ouro_emitter_set_handler (OuroEmitter *self,
                          gint         handler)
{
  self->handler = handler;
}

void
ouro_emitter_place_handler (OuroEmitter *self,
                            OuroLabel    target)
{
  /* It is among the last ones: blocks are not nested deeply. */
  for (guint i = self->handlers->len; i-- > 0;)
    {
      const OuroEmittedHandler *handler = &g_array_index (self->handlers, OuroEmittedHandler, i);

      if (handler->target != target)
        continue;
      g_array_index (self->labels, gint, target) = (gint)self->instructions->len;
      self->is_unreachable = handler->is_unreachable;
      if (handler->is_unreachable)
        return;
      self->depth = handler->depth + handler->keeps_place + 1;
      note_depth (self, self->depth);
      return;
    }
  g_assert_not_reached ();
}

/* Locals ------------------------------------------------------------------------------------ */

gint
ouro_emitter_find_local (const OuroEmitter *self,
                         const char        *name,
                         guint8             flags)
{
  gint     first = -1;
  gpointer place;

  for (guint i = 0; i < OURO_N_LOCAL_KINDS; i++)
    if ((flags & 1 << i) && g_hash_table_lookup_extended (self->local_index[i], name, NULL, &place))
      if (first < 0 || GPOINTER_TO_INT (place) < first)
        first = GPOINTER_TO_INT (place);
  return first;
}

guint
ouro_emitter_add_local (OuroEmitter *self,
                        const char  *name,
                        guint8       flags)
{
  guint place = self->locals->len;

  name = ouro_code_unit_name (self->unit, name);
  g_ptr_array_add (self->locals, (gpointer)name);
  g_array_append_val (self->local_flags, flags);
  for (guint i = 0; i < OURO_N_LOCAL_KINDS; i++)
    if ((flags & 1 << i) && !g_hash_table_contains (self->local_index[i], name))
      g_hash_table_insert (self->local_index[i], (gpointer)name, GUINT_TO_POINTER (place));
  return place;
}

/* Finishing --------------------------------------------------------------------------------- */

/* Where a local stands in the final row: 0 with the fast ones, 1 with the cells, 2 with the free variables. */
static guint
get_part (guint8 flags)
{
  return flags & OURO_LOCAL_FAST ? 0 : flags & OURO_LOCAL_CELL ? 1
                                                               : 2;
}

/* Fast locals first, then cells that are no locals, then free variables: until now they stood in the order of their first use. */
static void
order_locals (OuroEmitter *self)
{
  guint               n = self->locals->len;
  g_autofree guint32 *places = g_new (guint32, n + 1);
  guint               next = 0;

  self->code->n_locals = n;
  self->code->locals = g_new (const char *, n + 1);
  self->code->local_flags = g_new (guint8, n + 1);
  for (guint part = 0; part < 3; part++)
    for (guint i = 0; i < n; i++)
      {
        guint8 flags = g_array_index (self->local_flags, guint8, i);

        if (get_part (flags) != part)
          continue;
        self->code->locals[next] = g_ptr_array_index (self->locals, i);
        self->code->local_flags[next] = flags;
        places[i] = next++;
      }
  for (guint i = 0; i < self->instructions->len; i++)
    {
      OuroInstruction *instruction = &g_array_index (self->instructions, OuroInstruction, i);

      if (ouro_op_is_local (instruction->op))
        instruction->argument = places[instruction->argument];
    }
}

static void
write_instructions (OuroEmitter *self)
{
  OuroCode *code = self->code;

  code->n_instructions = self->instructions->len;
  code->instructions = g_new (guint32, code->n_instructions);
  code->positions = g_new (OuroPosition, code->n_instructions);
  for (guint i = 0; i < code->n_instructions; i++)
    {
      const OuroInstruction *instruction = &g_array_index (self->instructions, OuroInstruction, i);
      guint32                argument = instruction->argument;

      if (ouro_op_is_jump (instruction->op))
        argument = (guint32)g_array_index (self->labels, gint, argument);
      code->instructions[i] = (guint32)instruction->op | argument << 8;
      code->positions[i] = instruction->position;
    }
}

static OuroHandler
make_handler (const OuroEmitter *self,
              gint               handler,
              guint32            start)
{
  const OuroEmittedHandler *emitted = &g_array_index (self->handlers, OuroEmittedHandler, handler);

  return (OuroHandler){
    .start = start,
    .end = start,
    .target = (guint32)g_array_index (self->labels, gint, emitted->target),
    .depth = emitted->depth,
    .keeps_place = emitted->keeps_place,
  };
}

/* Neighbours with one handler make one entry. */
static void
write_handlers (OuroEmitter *self)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (OuroHandler));
  gint present = -1;

  for (guint i = 0; i < self->instructions->len; i++)
    {
      gint handler = g_array_index (self->instructions, OuroInstruction, i).handler;

      if (handler >= 0 && handler != present)
        {
          OuroHandler entry = make_handler (self, handler, i);

          g_array_append_val (entries, entry);
        }
      present = handler;
      if (handler >= 0)
        g_array_index (entries, OuroHandler, entries->len - 1).end = i + 1;
    }
  self->code->n_handlers = entries->len;
  self->code->handlers = g_memdup2 (entries->data, entries->len * sizeof (OuroHandler));
}

OuroCode *
ouro_emitter_finish (OuroEmitter *self,
                     gboolean     borrow)
{
  OuroCode *code = self->code;

  order_locals (self);
  if (borrow)
    ouro_emitter_borrow_locals (self);
  write_instructions (self);
  write_handlers (self);
  code->n_constants = self->constants->len;
  code->constants = g_memdup2 (self->constants->pdata, self->constants->len * sizeof (gpointer));
  code->constant_tuple = ouro_constant_tuple (self->unit, code->constants, code->n_constants);
  code->constant_tuple->n_uses++;
  code->n_names = self->names->len;
  code->names = g_memdup2 (self->names->pdata, self->names->len * sizeof (gpointer));
  code->n_places = self->max_depth + 2;
  code->stack_size = self->max_counted;
  self->code = NULL;
  return code;
}
