/* ouro-code.h - a code object, as the compiler leaves it
 *
 * Plain data without a heap: constants are described, not made. The virtual machine makes an object
 * of it. One OuroCode holds the codes of the functions in it as constants and owns them.
 *
 * Instructions  are words: the opcode in the low 8 bits, the argument above.
 * Locals        stand in one row, as in CPython's localsplus: parameters and other locals, then cells that are no
 *               locals, then free variables.
 */
#pragma once

#include "ouro-ast.h"
#include "ouro-warnings.h"

typedef enum {
#define OURO_OP(NAME, pops, pushes, argument) OURO_OP_##NAME,
#include "ouro-opcodes.h"
#undef OURO_OP
  OURO_N_OPS,
} OuroOp;

/* What LOAD_COMMON_CONSTANT loads. */
typedef enum {
  OURO_COMMON_ALL,
  OURO_COMMON_ANY,
  OURO_COMMON_LIST,
  OURO_COMMON_SET,
  OURO_COMMON_TUPLE,
  OURO_COMMON_NOT_IMPLEMENTED_ERROR,
  OURO_N_COMMON_CONSTANTS,
} OuroCommonConstant;

typedef enum {
  OURO_CODE_OPTIMISED = 1 << 0, /* has fast locals: a function */
  OURO_CODE_VARARGS = 1 << 1,
  OURO_CODE_VARKEYWORDS = 1 << 2,
  OURO_CODE_NESTED = 1 << 3,
  OURO_CODE_GENERATOR = 1 << 4,
  OURO_CODE_COROUTINE = 1 << 5,
  OURO_CODE_MODULE = 1 << 6,
  OURO_CODE_CLASS = 1 << 7,
  OURO_CODE_LIBRARY = 1 << 8, /* of a module of the library: has no lines to step */
} OuroCodeFlags;

typedef enum {
  OURO_LOCAL_FAST = 1 << 0,
  OURO_LOCAL_CELL = 1 << 1,
  OURO_LOCAL_FREE = 1 << 2,
  OURO_LOCAL_HIDDEN = 1 << 3, /* of an inlined comprehension */
} OuroLocalFlags;

typedef struct _OuroCode     OuroCode;
typedef struct _OuroConstant OuroConstant;

typedef enum {
  OURO_VALUE_ATOM, /* as in the syntax tree */
  OURO_VALUE_TUPLE,
  OURO_VALUE_FROZENSET,
  OURO_VALUE_SLICE, /* of three items */
  OURO_VALUE_CODE,
} OuroConstantShape;

/* Constants are shared by all codes of one compilation: equal ones of the same type are the same. */
struct _OuroConstant
{
  OuroConstantShape shape;
  OuroConstantKind  kind; /* of an atom */
  char             *text; /* int: decimal digits, beyond 4300 of them as written or with 0x; str; bytes */
  gsize             length;
  double            real;
  OuroConstant    **items; /* of a tuple, frozenset or slice */
  guint             n_items;
  OuroCode         *code;
  guint             index;  /* in the unit's list of constants */
  guint             n_uses; /* of a tuple: by other constants, by codes as a constant, and by codes as all their constants */
};

typedef struct
{
  guint32 line;
  guint32 end_line;
  guint16 column; /* in bytes; 65535 and beyond are cut */
  guint16 end_column;
} OuroPosition;

/* An exception raised at an instruction from start to end (exclusive) goes on at target, with the stack cut to depth and the
 * place of the raising instruction pushed where keeps_place is set. */
typedef struct
{
  guint32  start;
  guint32  end;
  guint32  target;
  guint32  depth;
  gboolean keeps_place;
} OuroHandler;

struct _OuroCode
{
  char          *name;
  char          *qualname;
  guint32        flags;
  guint          n_args; /* positional ones, positional-only ones included */
  guint          n_posonly_args;
  guint          n_kwonly_args;
  guint          n_locals; /* all of the row below */
  const char   **locals;   /* names, in the unit */
  guint8        *local_flags;
  guint          n_free;
  guint32       *instructions;
  OuroPosition  *positions; /* one each */
  guint          n_instructions;
  OuroConstant **constants; /* owned by the unit */
  guint          n_constants;
  OuroConstant  *constant_tuple; /* all of them */
  const char   **names;
  guint          n_names;
  OuroHandler   *handlers; /* the innermost first */
  guint          n_handlers;
  guint          n_places;   /* room that the stack needs */
  guint          stack_size; /* CPython's co_stacksize */
  guint32        first_line;
  const char    *doc; /* or NULL */
};

/* All that one compilation made. */
typedef struct _OuroCodeUnit OuroCodeUnit;

void                ouro_code_unit_free (OuroCodeUnit *self);
const OuroCode     *ouro_code_unit_get_main (const OuroCodeUnit *self);
guint               ouro_code_unit_get_n_constants (const OuroCodeUnit *self);
const OuroConstant *ouro_code_unit_get_constant (const OuroCodeUnit *self,
                                                 guint               index);

/* Of OuroWarning: all that was said of the text. */
const GArray *ouro_code_unit_get_warnings (const OuroCodeUnit *self);

static inline OuroOp
ouro_instruction_get_op (guint32 instruction)
{
  return (OuroOp)(instruction & 0xff);
}

static inline guint32
ouro_instruction_get_argument (guint32 instruction)
{
  return instruction >> 8;
}

const char *ouro_op_get_name (OuroOp op);

/* How many places of the stack an instruction takes and leaves (when it does not jump). */
void ouro_instruction_get_effect (guint32 instruction,
                                  guint  *pops,
                                  guint  *pushes);

/* The same for a jump that is taken. */
void ouro_instruction_get_jump_effect (OuroOp op,
                                       guint *pops,
                                       guint *pushes);

/* Whether the argument is a place to jump to, or one in the row of locals. */
gboolean ouro_op_is_jump (OuroOp op);
gboolean ouro_op_is_local (OuroOp op);

/* The handler of an instruction, NULL when there is none. */
const OuroHandler *ouro_code_find_handler (const OuroCode *code,
                                           guint           instruction);

/* The instructions in words, one a line, the codes inside it after it: for tests and for a look. */
char *ouro_code_disassemble (const OuroCode *code) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroCodeUnit, ouro_code_unit_free)
