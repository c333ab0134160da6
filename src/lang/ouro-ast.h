/* ouro-ast.h - the syntax tree
 *
 * The tree has the shape of CPython's own (Parser/Python.asdl, 3.11 to 3.15): the same node
 * names, the same fields in the same order, so a reader of the ast module's documentation knows
 * it already. Nodes are plain structs in the arena of their OuroSyntaxTree and die with it. A node
 * has memory only for the member of its own kind: point to nodes, never copy one.
 *
 * Places  lines count from 1; columns count from 0 in bytes of UTF-8, as the ast module has
 *         them; the end is exclusive. ouro_source_get_column () turns bytes into characters.
 * Text    identifiers and string values are UTF-8 in the arena, '\0'-terminated; a string value
 *         may hold '\0' bytes, so it has a length. Lone surrogates ("\ud800") are kept in the
 *         three-byte form that UTF-8 would give them ("surrogatepass").
 * Depth   no tree is deeper than OURO_SYNTAX_MAX_DEPTH, so a recursive walk is safe.
 */
#pragma once

#include <glib.h>

#define OURO_SYNTAX_MAX_DEPTH 1500

typedef struct _OuroNode OuroNode;

/* Expressions, statements and helper nodes; in the order of Python.asdl. */
typedef enum {
  /* mod */
  OURO_NODE_MODULE,
  /* stmt */
  OURO_NODE_FUNCTION_DEF,
  OURO_NODE_ASYNC_FUNCTION_DEF,
  OURO_NODE_CLASS_DEF,
  OURO_NODE_RETURN,
  OURO_NODE_DELETE,
  OURO_NODE_ASSIGN,
  OURO_NODE_TYPE_ALIAS,
  OURO_NODE_AUG_ASSIGN,
  OURO_NODE_ANN_ASSIGN,
  OURO_NODE_FOR,
  OURO_NODE_ASYNC_FOR,
  OURO_NODE_WHILE,
  OURO_NODE_IF,
  OURO_NODE_WITH,
  OURO_NODE_ASYNC_WITH,
  OURO_NODE_MATCH,
  OURO_NODE_RAISE,
  OURO_NODE_TRY,
  OURO_NODE_TRY_STAR,
  OURO_NODE_ASSERT,
  OURO_NODE_IMPORT,
  OURO_NODE_IMPORT_FROM,
  OURO_NODE_GLOBAL,
  OURO_NODE_NONLOCAL,
  OURO_NODE_EXPR,
  OURO_NODE_PASS,
  OURO_NODE_BREAK,
  OURO_NODE_CONTINUE,
  /* expr */
  OURO_NODE_BOOL_OP,
  OURO_NODE_NAMED_EXPR,
  OURO_NODE_BIN_OP,
  OURO_NODE_UNARY_OP,
  OURO_NODE_LAMBDA,
  OURO_NODE_IF_EXP,
  OURO_NODE_DICT,
  OURO_NODE_SET,
  OURO_NODE_LIST_COMP,
  OURO_NODE_SET_COMP,
  OURO_NODE_DICT_COMP,
  OURO_NODE_GENERATOR_EXP,
  OURO_NODE_AWAIT,
  OURO_NODE_YIELD,
  OURO_NODE_YIELD_FROM,
  OURO_NODE_COMPARE,
  OURO_NODE_CALL,
  OURO_NODE_FORMATTED_VALUE,
  OURO_NODE_JOINED_STR,
  OURO_NODE_INTERPOLATION,
  OURO_NODE_TEMPLATE_STR,
  OURO_NODE_CONSTANT,
  OURO_NODE_ATTRIBUTE,
  OURO_NODE_SUBSCRIPT,
  OURO_NODE_STARRED,
  OURO_NODE_NAME,
  OURO_NODE_LIST,
  OURO_NODE_TUPLE,
  OURO_NODE_SLICE,
  /* helpers */
  OURO_NODE_COMPREHENSION,
  OURO_NODE_EXCEPT_HANDLER,
  OURO_NODE_ARGUMENTS,
  OURO_NODE_ARG,
  OURO_NODE_KEYWORD,
  OURO_NODE_ALIAS,
  OURO_NODE_WITH_ITEM,
  OURO_NODE_MATCH_CASE,
  /* pattern */
  OURO_NODE_MATCH_VALUE,
  OURO_NODE_MATCH_SINGLETON,
  OURO_NODE_MATCH_SEQUENCE,
  OURO_NODE_MATCH_MAPPING,
  OURO_NODE_MATCH_CLASS,
  OURO_NODE_MATCH_STAR,
  OURO_NODE_MATCH_AS,
  OURO_NODE_MATCH_OR,
  /* type_param */
  OURO_NODE_TYPE_VAR,
  OURO_NODE_PARAM_SPEC,
  OURO_NODE_TYPE_VAR_TUPLE,
  OURO_N_NODE_KINDS,
} OuroNodeKind;

/* boolop, operator, unaryop and cmpop of Python.asdl in one enumeration. */
typedef enum {
  OURO_OPERATOR_ADD,
  OURO_OPERATOR_SUB,
  OURO_OPERATOR_MULT,
  OURO_OPERATOR_MAT_MULT,
  OURO_OPERATOR_DIV,
  OURO_OPERATOR_MOD,
  OURO_OPERATOR_POW,
  OURO_OPERATOR_L_SHIFT,
  OURO_OPERATOR_R_SHIFT,
  OURO_OPERATOR_BIT_OR,
  OURO_OPERATOR_BIT_XOR,
  OURO_OPERATOR_BIT_AND,
  OURO_OPERATOR_FLOOR_DIV,
  OURO_OPERATOR_INVERT,
  OURO_OPERATOR_NOT,
  OURO_OPERATOR_U_ADD,
  OURO_OPERATOR_U_SUB,
  OURO_OPERATOR_EQ,
  OURO_OPERATOR_NOT_EQ,
  OURO_OPERATOR_LT,
  OURO_OPERATOR_LT_E,
  OURO_OPERATOR_GT,
  OURO_OPERATOR_GT_E,
  OURO_OPERATOR_IS,
  OURO_OPERATOR_IS_NOT,
  OURO_OPERATOR_IN,
  OURO_OPERATOR_NOT_IN,
  OURO_OPERATOR_AND,
  OURO_OPERATOR_OR,
} OuroOperator;

typedef enum {
  OURO_CONTEXT_LOAD,
  OURO_CONTEXT_STORE,
  OURO_CONTEXT_DEL,
} OuroContext;

typedef enum {
  OURO_CONSTANT_NONE,
  OURO_CONSTANT_TRUE,
  OURO_CONSTANT_FALSE,
  OURO_CONSTANT_ELLIPSIS,
  OURO_CONSTANT_INT,     /* text: the digits as written, without underscores, with 0x, 0o, 0b prefix */
  OURO_CONSTANT_FLOAT,   /* real: the value */
  OURO_CONSTANT_COMPLEX, /* real: the imaginary part */
  OURO_CONSTANT_STR,     /* text, length: UTF-8 */
  OURO_CONSTANT_BYTES,   /* text, length: the bytes */
} OuroConstantKind;

typedef struct
{
  OuroNode **items;
  guint      n;
} OuroNodeList;

typedef struct
{
  const char **items;
  guint        n;
} OuroNameList;

struct _OuroNode
{
  OuroNodeKind kind;
  guint32      line;
  guint32      column;
  guint32      end_line;
  guint32      end_column;

  union
  {
    struct
    {
      OuroNodeList body;
    } module;

    struct
    {
      const char  *name;
      OuroNode    *args; /* ARGUMENTS */
      OuroNodeList body;
      OuroNodeList decorators;
      OuroNode    *returns; /* or NULL */
      OuroNodeList type_params;
    } function_def; /* FUNCTION_DEF, ASYNC_FUNCTION_DEF */

    struct
    {
      const char  *name;
      OuroNodeList bases;
      OuroNodeList keywords; /* KEYWORD */
      OuroNodeList body;
      OuroNodeList decorators;
      OuroNodeList type_params;
    } class_def;

    struct
    {
      OuroNode *value;
    } return_; /* or NULL */
    struct
    {
      OuroNodeList targets;
    } delete_;
    struct
    {
      OuroNodeList targets;
      OuroNode    *value;
    } assign;
    struct
    {
      OuroNode    *name;
      OuroNodeList type_params;
      OuroNode    *value;
    } type_alias;
    struct
    {
      OuroNode    *target;
      OuroOperator op;
      OuroNode    *value;
    } aug_assign;
    struct
    {
      OuroNode *target;
      OuroNode *annotation;
      OuroNode *value;
      gboolean  simple;
    } ann_assign; /* value or NULL */
    struct
    {
      OuroNode    *target;
      OuroNode    *iter;
      OuroNodeList body;
      OuroNodeList orelse;
    } for_; /* FOR, ASYNC_FOR */
    struct
    {
      OuroNode    *test;
      OuroNodeList body;
      OuroNodeList orelse;
    } while_;
    struct
    {
      OuroNode    *test;
      OuroNodeList body;
      OuroNodeList orelse;
    } if_; /* elif is an IF alone in orelse */
    struct
    {
      OuroNodeList items;
      OuroNodeList body;
    } with; /* WITH, ASYNC_WITH; items are WITH_ITEM */
    struct
    {
      OuroNode    *subject;
      OuroNodeList cases;
    } match; /* cases are MATCH_CASE */
    struct
    {
      OuroNode *exc;
      OuroNode *cause;
    } raise; /* either may be NULL */
    struct
    {
      OuroNodeList body;
      OuroNodeList handlers;
      OuroNodeList orelse;
      OuroNodeList finalbody;
    } try_; /* TRY, TRY_STAR */
    struct
    {
      OuroNode *test;
      OuroNode *msg;
    } assert_; /* msg or NULL */
    struct
    {
      OuroNodeList names;
      gboolean     is_lazy;
    } import; /* ALIAS */
    struct
    {
      const char  *module;
      OuroNodeList names;
      guint        level;
      gboolean     is_lazy;
    } import_from; /* module or NULL; ALIAS, "*" for all */
    struct
    {
      OuroNameList names;
    } global; /* GLOBAL, NONLOCAL */
    struct
    {
      OuroNode *value;
    } expr; /* EXPR, AWAIT, YIELD (or NULL), YIELD_FROM */

    struct
    {
      OuroOperator op;
      OuroNodeList values;
    } bool_op;
    struct
    {
      OuroNode *target;
      OuroNode *value;
    } named_expr;
    struct
    {
      OuroNode    *left;
      OuroOperator op;
      OuroNode    *right;
    } bin_op;
    struct
    {
      OuroOperator op;
      OuroNode    *operand;
    } unary_op;
    struct
    {
      OuroNode *args;
      OuroNode *body;
    } lambda;
    struct
    {
      OuroNode *test;
      OuroNode *body;
      OuroNode *orelse;
    } if_exp;
    struct
    {
      OuroNodeList keys;
      OuroNodeList values;
    } dict; /* keys.items[i] is NULL for "**value" */
    struct
    {
      OuroNodeList elts;
      OuroContext  ctx;
    } sequence; /* SET, LIST, TUPLE */
    struct
    {
      OuroNode    *elt;
      OuroNode    *value;
      OuroNodeList generators;
    } comp; /* elt is the key of a DICT_COMP; value only there, NULL for {**elt for ...} */
    struct
    {
      OuroNode     *left;
      OuroOperator *ops;
      OuroNodeList  comparators;
    } compare;
    struct
    {
      OuroNode    *func;
      OuroNodeList args;
      OuroNodeList keywords;
    } call;
    struct
    {
      OuroNode   *value;
      int         conversion;
      OuroNode   *format_spec;
      const char *text;
    } formatted_value; /* -1, 's', 'r', 'a'; spec is a JOINED_STR or NULL; text: source, INTERPOLATION only */
    struct
    {
      OuroNodeList values;
    } joined_str; /* JOINED_STR, TEMPLATE_STR */
    struct
    {
      OuroConstantKind kind;
      const char      *text;
      gsize            length;
      double           real;
      gboolean         u_prefix;
    } constant;
    struct
    {
      OuroNode   *value;
      const char *attr;
      OuroContext ctx;
    } attribute;
    struct
    {
      OuroNode   *value;
      OuroNode   *slice;
      OuroContext ctx;
    } subscript;
    struct
    {
      OuroNode   *value;
      OuroContext ctx;
    } starred;
    struct
    {
      const char *id;
      OuroContext ctx;
    } name;
    struct
    {
      OuroNode *lower;
      OuroNode *upper;
      OuroNode *step;
    } slice; /* each may be NULL */

    struct
    {
      OuroNode    *target;
      OuroNode    *iter;
      OuroNodeList ifs;
      gboolean     is_async;
    } comprehension;
    struct
    {
      OuroNode    *type;
      const char  *name;
      OuroNodeList body;
    } except_handler; /* type, name may be NULL */
    struct
    {
      OuroNodeList posonlyargs; /* ARG */
      OuroNodeList args;        /* ARG */
      OuroNode    *vararg;      /* ARG or NULL */
      OuroNodeList kwonlyargs;  /* ARG */
      OuroNodeList kw_defaults; /* one for each of kwonlyargs, NULL where there is none */
      OuroNode    *kwarg;       /* ARG or NULL */
      OuroNodeList defaults;    /* of the last positional ones */
    } arguments;
    struct
    {
      const char *arg;
      OuroNode   *annotation;
    } arg; /* annotation or NULL */
    struct
    {
      const char *arg;
      OuroNode   *value;
    } keyword; /* arg is NULL for "**value" */
    struct
    {
      const char *name;
      const char *asname;
    } alias; /* asname or NULL */
    struct
    {
      OuroNode *context_expr;
      OuroNode *optional_vars;
    } with_item; /* optional_vars or NULL */
    struct
    {
      OuroNode    *pattern;
      OuroNode    *guard;
      OuroNodeList body;
    } match_case; /* guard or NULL */

    struct
    {
      OuroNode *value;
    } match_value; /* MATCH_VALUE; MATCH_SINGLETON holds a CONSTANT */
    struct
    {
      OuroNodeList patterns;
    } match_sequence; /* MATCH_SEQUENCE, MATCH_OR */
    struct
    {
      OuroNodeList keys;
      OuroNodeList patterns;
      const char  *rest;
    } match_mapping; /* rest or NULL */
    struct
    {
      OuroNode    *cls;
      OuroNodeList patterns;
      OuroNameList kwd_attrs;
      OuroNodeList kwd_patterns;
    } match_class;
    struct
    {
      const char *name;
    } match_star; /* or NULL */
    struct
    {
      OuroNode   *pattern;
      const char *name;
    } match_as; /* either may be NULL */

    struct
    {
      const char *name;
      OuroNode   *bound;
      OuroNode   *default_value;
    } type_param; /* TYPE_VAR, PARAM_SPEC, TYPE_VAR_TUPLE */
  };
};

/* The name of a kind as the ast module has it: "FunctionDef". */
const char *ouro_node_kind_get_name (OuroNodeKind kind);

/* An operator as it is written: "+", "not in". */
const char *ouro_operator_get_text (OuroOperator op);
