/* ouro-compiler-displays.c - lists, tuples, sets, dicts, and strings with fields */
#include "ouro-compiler-private.h"

/* Sequences ---------------------------------------------------------------------------------- */

gboolean
ouro_compiler_has_star (const OuroNodeList *items)
{
  for (guint i = 0; i < items->n; i++)
    if (items->items[i]->kind == OURO_NODE_STARRED)
      return TRUE;
  return FALSE;
}

/* Three and more constants are one constant that is unpacked. TRUE when it was so. */
static gboolean
constant_display (OuroCompiler       *self,
                  const OuroNodeList *items,
                  OuroOp              build)
{
  gboolean      is_set = build == OURO_OP_BUILD_SET;
  OuroConstant *constant;

  if (items->n < 3 || build == OURO_OP_BUILD_TUPLE)
    return FALSE;
  constant = ouro_fold_items (self->unit, items, is_set);
  if (constant == NULL)
    return FALSE;
  ouro_compiler_emit (self, build, 0);
  ouro_emitter_emit_constant (ouro_compiler_emitter (self), constant);
  ouro_compiler_emit (self, is_set ? OURO_OP_SET_UPDATE : OURO_OP_LIST_EXTEND, 1);
  return TRUE;
}

gboolean
ouro_compiler_constant_tuple (OuroCompiler       *self,
                              const OuroNodeList *items)
{
  OuroEmitter  *emitter = ouro_compiler_emitter (self);
  OuroConstant *constant = ouro_fold_items (self->unit, items, FALSE);

  if (constant == NULL)
    return FALSE;
  for (guint i = 0; self->lowering->folded_items_stay && i < constant->n_items; i++)
    ouro_emitter_add_constant (emitter, constant->items[i]);
  ouro_emitter_emit_constant (emitter, constant);
  return TRUE;
}

/* Items one by one: pushed at first, unless there are many, and from the first star on appended to what they make. */
static void
extend_display (OuroCompiler       *self,
                const OuroNodeList *items,
                gboolean            is_set)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroPosition place = emitter->position;
  OuroOp       build = is_set ? OURO_OP_BUILD_SET : OURO_OP_BUILD_LIST;
  gboolean     is_built = items->n > OURO_STACK_USE;

  if (is_built)
    ouro_compiler_emit (self, build, 0);
  for (guint i = 0; i < items->n; i++)
    {
      const OuroNode *item = items->items[i];
      gboolean        is_star = item->kind == OURO_NODE_STARRED;

      if (is_star && !is_built)
        {
          ouro_compiler_emit (self, build, i);
          is_built = TRUE;
        }
      ouro_compiler_expression (self, is_star ? item->starred.value : item);
      emitter->position = place;
      if (is_star)
        ouro_compiler_emit (self, is_set ? OURO_OP_SET_UPDATE : OURO_OP_LIST_EXTEND, 1);
      else if (is_built)
        ouro_compiler_emit (self, is_set ? OURO_OP_SET_ADD : OURO_OP_LIST_APPEND, 1);
    }
}

/* Python/compile.c, starunpack_helper. */
void
ouro_compiler_sequence (OuroCompiler       *self,
                        const OuroNodeList *items,
                        OuroOp              build)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);
  OuroPosition place = emitter->position;

  if (constant_display (self, items, build))
    return;
  if (!ouro_compiler_has_star (items) && items->n <= OURO_STACK_USE)
    {
      ouro_compiler_expressions (self, items);
      emitter->position = place;
      ouro_compiler_emit (self, build, items->n);
      return;
    }
  extend_display (self, items, build == OURO_OP_BUILD_SET);
  if (build == OURO_OP_BUILD_TUPLE)
    ouro_compiler_emit (self, OURO_OP_LIST_TO_TUPLE, 0);
}

/* Dicts -------------------------------------------------------------------------------------- */

/* The keys from..to as one tuple, when they are constant, the version makes that of them and there is more than one; else NULL. */
static OuroConstant *
constant_keys (OuroCompiler   *self,
               const OuroNode *node,
               guint           from,
               guint           to)
{
  const OuroNodeList keys = { .items = node->dict.keys.items + from, .n = to - from };

  if (!self->lowering->keys_are_one_constant || keys.n < 2 || 2 * keys.n > OURO_STACK_USE)
    return NULL;
  return ouro_fold_items (self->unit, &keys, FALSE);
}

/* Python/compile.c, compiler_subdict. */
static void
some_pairs (OuroCompiler   *self,
            const OuroNode *node,
            guint           from,
            guint           to)
{
  guint         n = to - from;
  gboolean      is_long = 2 * n > OURO_STACK_USE;
  OuroConstant *keys = constant_keys (self, node, from, to);

  if (is_long)
    ouro_compiler_emit (self, OURO_OP_BUILD_MAP, 0);
  for (guint i = from; i < to; i++)
    {
      if (keys == NULL)
        ouro_compiler_expression (self, node->dict.keys.items[i]);
      ouro_compiler_expression (self, node->dict.values.items[i]);
      ouro_emitter_set_place (ouro_compiler_emitter (self), node);
      if (is_long)
        ouro_compiler_emit (self, OURO_OP_MAP_ADD, 1);
    }
  if (keys != NULL)
    ouro_emitter_emit_constant (ouro_compiler_emitter (self), keys);
  if (!is_long)
    ouro_compiler_emit (self, keys != NULL ? OURO_OP_BUILD_CONST_KEY_MAP : OURO_OP_BUILD_MAP, n);
}

/* Adds the pairs from..to to the dict on the stack, or makes it. */
static void
flush_pairs (OuroCompiler   *self,
             const OuroNode *node,
             guint           from,
             guint           to,
             gboolean       *has_dict)
{
  if (from == to)
    return;
  some_pairs (self, node, from, to);
  if (*has_dict)
    ouro_compiler_emit (self, OURO_OP_DICT_UPDATE, 1);
  *has_dict = TRUE;
}

/* Python/compile.c, compiler_dict. */
void
ouro_compiler_dict (OuroCompiler   *self,
                    const OuroNode *node)
{
  guint    n = node->dict.values.n;
  guint    from = 0;
  gboolean has_dict = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gboolean is_unpacked = node->dict.keys.items[i] == NULL;

      if (!is_unpacked && 2 * (i - from) <= OURO_STACK_USE)
        continue;
      flush_pairs (self, node, from, is_unpacked ? i : i + 1, &has_dict);
      from = i + 1;
      if (!is_unpacked)
        continue;
      if (!has_dict)
        ouro_compiler_emit (self, OURO_OP_BUILD_MAP, 0);
      has_dict = TRUE;
      ouro_compiler_expression (self, node->dict.values.items[i]);
      ouro_emitter_set_place (ouro_compiler_emitter (self), node);
      ouro_compiler_emit (self, OURO_OP_DICT_UPDATE, 1);
    }
  flush_pairs (self, node, from, n, &has_dict);
  if (!has_dict)
    ouro_compiler_emit (self, OURO_OP_BUILD_MAP, 0);
}

/* Strings with fields ------------------------------------------------------------------------ */

void
ouro_compiler_formatted_value (OuroCompiler   *self,
                               const OuroNode *node)
{
  static const char conversions[] = { 's', 'r', 'a' };
  guint32           flags = 0;

  ouro_compiler_expression (self, node->formatted_value.value);
  for (guint i = 0; i < G_N_ELEMENTS (conversions); i++)
    if (node->formatted_value.conversion == conversions[i])
      flags = i + 1;
  if (node->formatted_value.format_spec != NULL)
    {
      ouro_compiler_expression (self, node->formatted_value.format_spec);
      flags |= 4;
    }
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  ouro_compiler_emit (self, OURO_OP_FORMAT_VALUE, flags);
}

/* Many parts are joined by "".join (list). */
static void
join_parts (OuroCompiler   *self,
            const OuroNode *node)
{
  OuroEmitter *emitter = ouro_compiler_emitter (self);

  ouro_emitter_emit_constant (emitter, ouro_constant_str (self->unit, "", 0));
  ouro_emitter_emit_name (emitter, OURO_OP_LOAD_METHOD, "join");
  ouro_compiler_emit (self, OURO_OP_BUILD_LIST, 0);
  for (guint i = 0; i < node->joined_str.values.n; i++)
    {
      ouro_compiler_expression (self, node->joined_str.values.items[i]);
      ouro_compiler_emit (self, OURO_OP_LIST_APPEND, 1);
    }
  ouro_emitter_set_place (emitter, node);
  ouro_compiler_emit (self, OURO_OP_CALL, 1);
}

void
ouro_compiler_joined_str (OuroCompiler   *self,
                          const OuroNode *node)
{
  guint n = node->joined_str.values.n;

  if (n == 0)
    {
      ouro_emitter_emit_constant (ouro_compiler_emitter (self), ouro_constant_str (self->unit, "", 0));
      return;
    }
  if (n > OURO_STACK_USE)
    {
      join_parts (self, node);
      return;
    }
  ouro_compiler_expressions (self, &node->joined_str.values);
  ouro_emitter_set_place (ouro_compiler_emitter (self), node);
  if (n > 1)
    ouro_compiler_emit (self, OURO_OP_BUILD_STRING, n);
}
