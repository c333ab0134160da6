/* ouro-code.c - a code object, as the compiler leaves it */
#include "ouro-code.h"

#include "ouro-constants-private.h"

#define VARIES G_MAXUINT8

typedef enum {
  ARGUMENT_NONE,
  ARGUMENT_COUNT,
  ARGUMENT_CONST,
  ARGUMENT_NAME,
  ARGUMENT_LOCAL,
  ARGUMENT_JUMP,
  ARGUMENT_OPERATOR,
  ARGUMENT_FLAGS,
  ARGUMENT_LINE,
} Argument;

static const struct
{
  const char *name;
  guint8      pops;
  guint8      pushes;
  Argument    argument;
} ops[OURO_N_OPS] = {
#define V                                     VARIES
#define OURO_OP(NAME, pops, pushes, argument) [OURO_OP_##NAME] = { #NAME, pops, pushes, ARGUMENT_##argument },
#include "ouro-opcodes.h"
#undef OURO_OP
#undef V
};

void
ouro_code_free (OuroCode *code)
{
  if (code == NULL)
    return;
  g_free (code->name);
  g_free (code->qualname);
  g_free (code->locals);
  g_free (code->local_flags);
  g_free (code->instructions);
  g_free (code->positions);
  g_free (code->constants);
  g_free (code->names);
  g_free (code->handlers);
  g_free (code);
}

const char *
ouro_op_get_name (OuroOp op)
{
  return ops[op].name;
}

gboolean
ouro_op_is_jump (OuroOp op)
{
  return ops[op].argument == ARGUMENT_JUMP;
}

gboolean
ouro_op_is_local (OuroOp op)
{
  return ops[op].argument == ARGUMENT_LOCAL;
}

static guint
count_bits (guint32 flags)
{
  return (guint)__builtin_popcount (flags);
}

void
ouro_instruction_get_effect (guint32 instruction,
                             guint  *pops,
                             guint  *pushes)
{
  OuroOp  op = ouro_instruction_get_op (instruction);
  guint32 argument = ouro_instruction_get_argument (instruction);

  *pops = ops[op].pops;
  *pushes = ops[op].pushes;
  switch ((guint)op)
    {
    case OURO_OP_COPY:
      *pops = argument;
      *pushes = argument + 1;
      break;
    case OURO_OP_SWAP:
    case OURO_OP_ROTATE:
      *pops = *pushes = argument;
      break;
    case OURO_OP_BUILD_TUPLE:
    case OURO_OP_BUILD_LIST:
    case OURO_OP_BUILD_SET:
    case OURO_OP_BUILD_STRING:
    case OURO_OP_BUILD_SLICE:
    case OURO_OP_RAISE_VARARGS:
      *pops = argument;
      break;
    case OURO_OP_BUILD_MAP:
      *pops = 2 * argument;
      break;
    case OURO_OP_BUILD_CONST_KEY_MAP:
      *pops = argument + 1;
      break;
    case OURO_OP_FORMAT_VALUE:
      *pops = argument & 4 ? 2 : 1;
      break;
    case OURO_OP_UNPACK_SEQUENCE:
      *pushes = argument;
      break;
    case OURO_OP_UNPACK_EX:
      *pushes = (argument & 0xff) + (argument >> 8) + 1;
      break;
    case OURO_OP_MAKE_FUNCTION:
      *pops = 1 + count_bits (argument);
      break;
    case OURO_OP_CALL:
      *pops = 2 + argument;
      break;
    case OURO_OP_CALL_KW:
      *pops = 3 + argument;
      break;
    case OURO_OP_CALL_FUNCTION_EX:
      *pops = 3 + (argument & 1);
      break;
    default:
      break;
    }
  g_assert (*pops != VARIES && *pushes != VARIES);
}

void
ouro_instruction_get_jump_effect (OuroOp op,
                                  guint *pops,
                                  guint *pushes)
{
  *pops = ops[op].pops;
  *pushes = ops[op].pushes;
  switch ((guint)op)
    {
    case OURO_OP_FOR_ITER:
    case OURO_OP_FOR_ITER_VIRTUAL:
      *pushes = 0; /* the iterator is dropped */
      break;
    case OURO_OP_JUMP_IF_FALSE_OR_POP:
    case OURO_OP_JUMP_IF_TRUE_OR_POP:
      *pops = *pushes = 1;
      break;
    default:
      break;
    }
}

const OuroHandler *
ouro_code_find_handler (const OuroCode *code,
                        guint           instruction)
{
  for (guint i = 0; i < code->n_handlers; i++)
    if (instruction >= code->handlers[i].start && instruction < code->handlers[i].end)
      return &code->handlers[i];
  return NULL;
}

/* In words ---------------------------------------------------------------------------------- */

static void
append_constant (GString            *text,
                 const OuroConstant *constant)
{
  static const char *const singletons[] = { "None", "True", "False", "Ellipsis" };

  switch (constant->shape)
    {
    case OURO_VALUE_CODE:
      g_string_append_printf (text, "<code %s>", constant->code->qualname);
      break;
    case OURO_VALUE_TUPLE:
    case OURO_VALUE_FROZENSET:
    case OURO_VALUE_SLICE:
      g_string_append (text, constant->shape == OURO_VALUE_TUPLE ? "(" : constant->shape == OURO_VALUE_SLICE ? "slice("
                                                                                                             : "{");
      for (guint i = 0; i < constant->n_items; i++)
        {
          if (i > 0)
            g_string_append (text, ", ");
          append_constant (text, constant->items[i]);
        }
      g_string_append_c (text, constant->shape == OURO_VALUE_FROZENSET ? '}' : ')');
      break;
    case OURO_VALUE_ATOM:
      if (constant->kind <= OURO_CONSTANT_ELLIPSIS)
        g_string_append (text, singletons[constant->kind]);
      else if (constant->kind == OURO_CONSTANT_INT)
        g_string_append (text, constant->text);
      else if (constant->kind == OURO_CONSTANT_FLOAT || constant->kind == OURO_CONSTANT_COMPLEX)
        g_string_append_printf (text, constant->kind == OURO_CONSTANT_FLOAT ? "%.17g" : "%.17gj", constant->real);
      else
        g_string_append_printf (text, "%s'%s'", constant->kind == OURO_CONSTANT_BYTES ? "b" : "", constant->text);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
append_argument (GString        *text,
                 const OuroCode *code,
                 OuroOp          op,
                 guint32         argument)
{
  switch (ops[op].argument)
    {
    case ARGUMENT_NONE:
      break;
    case ARGUMENT_CONST:
      append_constant (text, code->constants[argument]);
      break;
    case ARGUMENT_NAME:
      g_string_append (text, code->names[argument]);
      break;
    case ARGUMENT_LOCAL:
      g_string_append (text, code->locals[argument]);
      break;
    case ARGUMENT_JUMP:
      g_string_append_printf (text, "to %u", argument);
      break;
    case ARGUMENT_OPERATOR:
      g_string_append (text, ouro_operator_get_text ((OuroOperator)argument));
      break;
    case ARGUMENT_COUNT:
    case ARGUMENT_FLAGS:
    case ARGUMENT_LINE:
    default:
      g_string_append_printf (text, "%u", argument);
      break;
    }
}

static void
disassemble (GString        *text,
             const OuroCode *code)
{
  g_string_append_printf (text, "%s: %u locals, stack %u\n", code->qualname, code->n_locals, code->stack_size);
  for (guint i = 0; i < code->n_instructions; i++)
    {
      OuroOp op = ouro_instruction_get_op (code->instructions[i]);

      g_string_append_printf (text, "%5u %s ", i, ops[op].name);
      append_argument (text, code, op, ouro_instruction_get_argument (code->instructions[i]));
      if (text->str[text->len - 1] == ' ')
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, '\n');
    }
  for (guint i = 0; i < code->n_handlers; i++)
    {
      const OuroHandler *handler = &code->handlers[i];

      g_string_append_printf (text, "      %u to %u -> %u depth %u%s\n", handler->start, handler->end, handler->target,
                              handler->depth, handler->keeps_place ? " with place" : "");
    }
  for (guint i = 0; i < code->n_constants; i++)
    if (code->constants[i]->shape == OURO_VALUE_CODE)
      disassemble (text, code->constants[i]->code);
}

char *
ouro_code_disassemble (const OuroCode *code)
{
  GString *text = g_string_new (NULL);

  disassemble (text, code);
  return g_string_free (text, FALSE);
}
