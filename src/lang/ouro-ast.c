/* ouro-ast.c - the shape and the name of every kind of node
 *
 * The table follows Parser/Python.asdl of CPython 3.15; what older versions lack is marked by the
 * kind of its field. Fields that no parser here ever fills (type comments) are left out.
 */
#include "ouro-ast-private.h"

#define SIZE(member) (G_STRUCT_OFFSET (OuroNode, member) + sizeof (((OuroNode *)NULL)->member))
#define FIELD(name, kind, member) \
  { \
    name, OURO_FIELD_##kind, G_STRUCT_OFFSET (OuroNode, member) \
  }
#define BARE_SIZE G_STRUCT_OFFSET (OuroNode, module)

/* clang-format off */
#define FUNCTION_FIELDS                                \
  { FIELD ("name", NAME, function_def.name),           \
    FIELD ("args", NODE, function_def.args),           \
    FIELD ("body", NODES, function_def.body),          \
    FIELD ("decorator_list", NODES, function_def.decorators), \
    FIELD ("returns", OPTIONAL_NODE, function_def.returns), \
    FIELD ("type_params", TYPE_PARAMS, function_def.type_params) }
#define FOR_FIELDS                                     \
  { FIELD ("target", NODE, for_.target),               \
    FIELD ("iter", NODE, for_.iter),                   \
    FIELD ("body", NODES, for_.body),                  \
    FIELD ("orelse", NODES, for_.orelse) }
#define WITH_FIELDS                                    \
  { FIELD ("items", NODES, with.items),                \
    FIELD ("body", NODES, with.body) }
#define TRY_FIELDS                                     \
  { FIELD ("body", NODES, try_.body),                  \
    FIELD ("handlers", NODES, try_.handlers),          \
    FIELD ("orelse", NODES, try_.orelse),              \
    FIELD ("finalbody", NODES, try_.finalbody) }
#define SEQUENCE_FIELDS                                \
  { FIELD ("elts", NODES, sequence.elts),              \
    FIELD ("ctx", CONTEXT, sequence.ctx) }
#define COMPREHENSION_FIELDS                           \
  { FIELD ("elt", NODE, comp.elt),                     \
    FIELD ("generators", NODES, comp.generators) }

static const OuroNodeShape shapes[OURO_N_NODE_KINDS] = {
  [OURO_NODE_MODULE] = { "Module", SIZE (module), FALSE,
    { FIELD ("body", NODES, module.body),
      FIELD ("type_ignores", NO_NODES, module.body) } },

  [OURO_NODE_FUNCTION_DEF] = { "FunctionDef", SIZE (function_def), TRUE, FUNCTION_FIELDS },
  [OURO_NODE_ASYNC_FUNCTION_DEF] = { "AsyncFunctionDef", SIZE (function_def), TRUE, FUNCTION_FIELDS },
  [OURO_NODE_CLASS_DEF] = { "ClassDef", SIZE (class_def), TRUE,
    { FIELD ("name", NAME, class_def.name),
      FIELD ("bases", NODES, class_def.bases),
      FIELD ("keywords", NODES, class_def.keywords),
      FIELD ("body", NODES, class_def.body),
      FIELD ("decorator_list", NODES, class_def.decorators),
      FIELD ("type_params", TYPE_PARAMS, class_def.type_params) } },
  [OURO_NODE_RETURN] = { "Return", SIZE (return_), TRUE,
    { FIELD ("value", OPTIONAL_NODE, return_.value) } },
  [OURO_NODE_DELETE] = { "Delete", SIZE (delete_), TRUE,
    { FIELD ("targets", NODES, delete_.targets) } },
  [OURO_NODE_ASSIGN] = { "Assign", SIZE (assign), TRUE,
    { FIELD ("targets", NODES, assign.targets),
      FIELD ("value", NODE, assign.value) } },
  [OURO_NODE_TYPE_ALIAS] = { "TypeAlias", SIZE (type_alias), TRUE,
    { FIELD ("name", NODE, type_alias.name),
      FIELD ("type_params", TYPE_PARAMS, type_alias.type_params),
      FIELD ("value", NODE, type_alias.value) } },
  [OURO_NODE_AUG_ASSIGN] = { "AugAssign", SIZE (aug_assign), TRUE,
    { FIELD ("target", NODE, aug_assign.target),
      FIELD ("op", OPERATOR, aug_assign.op),
      FIELD ("value", NODE, aug_assign.value) } },
  [OURO_NODE_ANN_ASSIGN] = { "AnnAssign", SIZE (ann_assign), TRUE,
    { FIELD ("target", NODE, ann_assign.target),
      FIELD ("annotation", NODE, ann_assign.annotation),
      FIELD ("value", OPTIONAL_NODE, ann_assign.value),
      FIELD ("simple", INT, ann_assign.simple) } },
  [OURO_NODE_FOR] = { "For", SIZE (for_), TRUE, FOR_FIELDS },
  [OURO_NODE_ASYNC_FOR] = { "AsyncFor", SIZE (for_), TRUE, FOR_FIELDS },
  [OURO_NODE_WHILE] = { "While", SIZE (while_), TRUE,
    { FIELD ("test", NODE, while_.test),
      FIELD ("body", NODES, while_.body),
      FIELD ("orelse", NODES, while_.orelse) } },
  [OURO_NODE_IF] = { "If", SIZE (if_), TRUE,
    { FIELD ("test", NODE, if_.test),
      FIELD ("body", NODES, if_.body),
      FIELD ("orelse", NODES, if_.orelse) } },
  [OURO_NODE_WITH] = { "With", SIZE (with), TRUE, WITH_FIELDS },
  [OURO_NODE_ASYNC_WITH] = { "AsyncWith", SIZE (with), TRUE, WITH_FIELDS },
  [OURO_NODE_MATCH] = { "Match", SIZE (match), TRUE,
    { FIELD ("subject", NODE, match.subject),
      FIELD ("cases", NODES, match.cases) } },
  [OURO_NODE_RAISE] = { "Raise", SIZE (raise), TRUE,
    { FIELD ("exc", OPTIONAL_NODE, raise.exc),
      FIELD ("cause", OPTIONAL_NODE, raise.cause) } },
  [OURO_NODE_TRY] = { "Try", SIZE (try_), TRUE, TRY_FIELDS },
  [OURO_NODE_TRY_STAR] = { "TryStar", SIZE (try_), TRUE, TRY_FIELDS },
  [OURO_NODE_ASSERT] = { "Assert", SIZE (assert_), TRUE,
    { FIELD ("test", NODE, assert_.test),
      FIELD ("msg", OPTIONAL_NODE, assert_.msg) } },
  [OURO_NODE_IMPORT] = { "Import", SIZE (import), TRUE,
    { FIELD ("names", NODES, import.names),
      FIELD ("is_lazy", LAZY, import.is_lazy) } },
  [OURO_NODE_IMPORT_FROM] = { "ImportFrom", SIZE (import_from), TRUE,
    { FIELD ("module", OPTIONAL_NAME, import_from.module),
      FIELD ("names", NODES, import_from.names),
      FIELD ("level", INT, import_from.level),
      FIELD ("is_lazy", LAZY, import_from.is_lazy) } },
  [OURO_NODE_GLOBAL] = { "Global", SIZE (global), TRUE,
    { FIELD ("names", NAMES, global.names) } },
  [OURO_NODE_NONLOCAL] = { "Nonlocal", SIZE (global), TRUE,
    { FIELD ("names", NAMES, global.names) } },
  [OURO_NODE_EXPR] = { "Expr", SIZE (expr), TRUE,
    { FIELD ("value", NODE, expr.value) } },
  [OURO_NODE_PASS] = { "Pass", BARE_SIZE, TRUE, { { 0 } } },
  [OURO_NODE_BREAK] = { "Break", BARE_SIZE, TRUE, { { 0 } } },
  [OURO_NODE_CONTINUE] = { "Continue", BARE_SIZE, TRUE, { { 0 } } },

  [OURO_NODE_BOOL_OP] = { "BoolOp", SIZE (bool_op), TRUE,
    { FIELD ("op", OPERATOR, bool_op.op),
      FIELD ("values", NODES, bool_op.values) } },
  [OURO_NODE_NAMED_EXPR] = { "NamedExpr", SIZE (named_expr), TRUE,
    { FIELD ("target", NODE, named_expr.target),
      FIELD ("value", NODE, named_expr.value) } },
  [OURO_NODE_BIN_OP] = { "BinOp", SIZE (bin_op), TRUE,
    { FIELD ("left", NODE, bin_op.left),
      FIELD ("op", OPERATOR, bin_op.op),
      FIELD ("right", NODE, bin_op.right) } },
  [OURO_NODE_UNARY_OP] = { "UnaryOp", SIZE (unary_op), TRUE,
    { FIELD ("op", OPERATOR, unary_op.op),
      FIELD ("operand", NODE, unary_op.operand) } },
  [OURO_NODE_LAMBDA] = { "Lambda", SIZE (lambda), TRUE,
    { FIELD ("args", NODE, lambda.args),
      FIELD ("body", NODE, lambda.body) } },
  [OURO_NODE_IF_EXP] = { "IfExp", SIZE (if_exp), TRUE,
    { FIELD ("test", NODE, if_exp.test),
      FIELD ("body", NODE, if_exp.body),
      FIELD ("orelse", NODE, if_exp.orelse) } },
  [OURO_NODE_DICT] = { "Dict", SIZE (dict), TRUE,
    { FIELD ("keys", NODES, dict.keys),
      FIELD ("values", NODES, dict.values) } },
  [OURO_NODE_SET] = { "Set", SIZE (sequence), TRUE,
    { FIELD ("elts", NODES, sequence.elts) } },
  [OURO_NODE_LIST_COMP] = { "ListComp", SIZE (comp), TRUE, COMPREHENSION_FIELDS },
  [OURO_NODE_SET_COMP] = { "SetComp", SIZE (comp), TRUE, COMPREHENSION_FIELDS },
  [OURO_NODE_DICT_COMP] = { "DictComp", SIZE (comp), TRUE,
    { FIELD ("key", NODE, comp.elt),
      FIELD ("value", OPTIONAL_NODE, comp.value),
      FIELD ("generators", NODES, comp.generators) } },
  [OURO_NODE_GENERATOR_EXP] = { "GeneratorExp", SIZE (comp), TRUE, COMPREHENSION_FIELDS },
  [OURO_NODE_AWAIT] = { "Await", SIZE (expr), TRUE,
    { FIELD ("value", NODE, expr.value) } },
  [OURO_NODE_YIELD] = { "Yield", SIZE (expr), TRUE,
    { FIELD ("value", OPTIONAL_NODE, expr.value) } },
  [OURO_NODE_YIELD_FROM] = { "YieldFrom", SIZE (expr), TRUE,
    { FIELD ("value", NODE, expr.value) } },
  [OURO_NODE_COMPARE] = { "Compare", SIZE (compare), TRUE,
    { FIELD ("left", NODE, compare.left),
      FIELD ("ops", COMPARE_OPERATORS, compare.ops),
      FIELD ("comparators", NODES, compare.comparators) } },
  [OURO_NODE_CALL] = { "Call", SIZE (call), TRUE,
    { FIELD ("func", NODE, call.func),
      FIELD ("args", NODES, call.args),
      FIELD ("keywords", NODES, call.keywords) } },
  [OURO_NODE_FORMATTED_VALUE] = { "FormattedValue", SIZE (formatted_value), TRUE,
    { FIELD ("value", NODE, formatted_value.value),
      FIELD ("conversion", INT, formatted_value.conversion),
      FIELD ("format_spec", OPTIONAL_NODE, formatted_value.format_spec) } },
  [OURO_NODE_JOINED_STR] = { "JoinedStr", SIZE (joined_str), TRUE,
    { FIELD ("values", NODES, joined_str.values) } },
  [OURO_NODE_INTERPOLATION] = { "Interpolation", SIZE (formatted_value), TRUE,
    { FIELD ("value", NODE, formatted_value.value),
      FIELD ("str", TEXT, formatted_value.text),
      FIELD ("conversion", INT, formatted_value.conversion),
      FIELD ("format_spec", OPTIONAL_NODE, formatted_value.format_spec) } },
  [OURO_NODE_TEMPLATE_STR] = { "TemplateStr", SIZE (joined_str), TRUE,
    { FIELD ("values", NODES, joined_str.values) } },
  [OURO_NODE_CONSTANT] = { "Constant", SIZE (constant), TRUE,
    { FIELD ("value", VALUE, constant),
      FIELD ("kind", U_PREFIX, constant.u_prefix) } },
  [OURO_NODE_ATTRIBUTE] = { "Attribute", SIZE (attribute), TRUE,
    { FIELD ("value", NODE, attribute.value),
      FIELD ("attr", NAME, attribute.attr),
      FIELD ("ctx", CONTEXT, attribute.ctx) } },
  [OURO_NODE_SUBSCRIPT] = { "Subscript", SIZE (subscript), TRUE,
    { FIELD ("value", NODE, subscript.value),
      FIELD ("slice", NODE, subscript.slice),
      FIELD ("ctx", CONTEXT, subscript.ctx) } },
  [OURO_NODE_STARRED] = { "Starred", SIZE (starred), TRUE,
    { FIELD ("value", NODE, starred.value),
      FIELD ("ctx", CONTEXT, starred.ctx) } },
  [OURO_NODE_NAME] = { "Name", SIZE (name), TRUE,
    { FIELD ("id", NAME, name.id),
      FIELD ("ctx", CONTEXT, name.ctx) } },
  [OURO_NODE_LIST] = { "List", SIZE (sequence), TRUE, SEQUENCE_FIELDS },
  [OURO_NODE_TUPLE] = { "Tuple", SIZE (sequence), TRUE, SEQUENCE_FIELDS },
  [OURO_NODE_SLICE] = { "Slice", SIZE (slice), TRUE,
    { FIELD ("lower", OPTIONAL_NODE, slice.lower),
      FIELD ("upper", OPTIONAL_NODE, slice.upper),
      FIELD ("step", OPTIONAL_NODE, slice.step) } },

  [OURO_NODE_COMPREHENSION] = { "comprehension", SIZE (comprehension), FALSE,
    { FIELD ("target", NODE, comprehension.target),
      FIELD ("iter", NODE, comprehension.iter),
      FIELD ("ifs", NODES, comprehension.ifs),
      FIELD ("is_async", INT, comprehension.is_async) } },
  [OURO_NODE_EXCEPT_HANDLER] = { "ExceptHandler", SIZE (except_handler), TRUE,
    { FIELD ("type", OPTIONAL_NODE, except_handler.type),
      FIELD ("name", OPTIONAL_NAME, except_handler.name),
      FIELD ("body", NODES, except_handler.body) } },
  [OURO_NODE_ARGUMENTS] = { "arguments", SIZE (arguments), FALSE,
    { FIELD ("posonlyargs", NODES, arguments.posonlyargs),
      FIELD ("args", NODES, arguments.args),
      FIELD ("vararg", OPTIONAL_NODE, arguments.vararg),
      FIELD ("kwonlyargs", NODES, arguments.kwonlyargs),
      FIELD ("kw_defaults", NODES, arguments.kw_defaults),
      FIELD ("kwarg", OPTIONAL_NODE, arguments.kwarg),
      FIELD ("defaults", NODES, arguments.defaults) } },
  [OURO_NODE_ARG] = { "arg", SIZE (arg), TRUE,
    { FIELD ("arg", NAME, arg.arg),
      FIELD ("annotation", OPTIONAL_NODE, arg.annotation) } },
  [OURO_NODE_KEYWORD] = { "keyword", SIZE (keyword), TRUE,
    { FIELD ("arg", OPTIONAL_NAME, keyword.arg),
      FIELD ("value", NODE, keyword.value) } },
  [OURO_NODE_ALIAS] = { "alias", SIZE (alias), TRUE,
    { FIELD ("name", NAME, alias.name),
      FIELD ("asname", OPTIONAL_NAME, alias.asname) } },
  [OURO_NODE_WITH_ITEM] = { "withitem", SIZE (with_item), FALSE,
    { FIELD ("context_expr", NODE, with_item.context_expr),
      FIELD ("optional_vars", OPTIONAL_NODE, with_item.optional_vars) } },
  [OURO_NODE_MATCH_CASE] = { "match_case", SIZE (match_case), FALSE,
    { FIELD ("pattern", NODE, match_case.pattern),
      FIELD ("guard", OPTIONAL_NODE, match_case.guard),
      FIELD ("body", NODES, match_case.body) } },

  [OURO_NODE_MATCH_VALUE] = { "MatchValue", SIZE (match_value), TRUE,
    { FIELD ("value", NODE, match_value.value) } },
  [OURO_NODE_MATCH_SINGLETON] = { "MatchSingleton", SIZE (match_value), TRUE,
    { FIELD ("value", VALUE, match_value.value) } },
  [OURO_NODE_MATCH_SEQUENCE] = { "MatchSequence", SIZE (match_sequence), TRUE,
    { FIELD ("patterns", NODES, match_sequence.patterns) } },
  [OURO_NODE_MATCH_MAPPING] = { "MatchMapping", SIZE (match_mapping), TRUE,
    { FIELD ("keys", NODES, match_mapping.keys),
      FIELD ("patterns", NODES, match_mapping.patterns),
      FIELD ("rest", OPTIONAL_NAME, match_mapping.rest) } },
  [OURO_NODE_MATCH_CLASS] = { "MatchClass", SIZE (match_class), TRUE,
    { FIELD ("cls", NODE, match_class.cls),
      FIELD ("patterns", NODES, match_class.patterns),
      FIELD ("kwd_attrs", NAMES, match_class.kwd_attrs),
      FIELD ("kwd_patterns", NODES, match_class.kwd_patterns) } },
  [OURO_NODE_MATCH_STAR] = { "MatchStar", SIZE (match_star), TRUE,
    { FIELD ("name", OPTIONAL_NAME, match_star.name) } },
  [OURO_NODE_MATCH_AS] = { "MatchAs", SIZE (match_as), TRUE,
    { FIELD ("pattern", OPTIONAL_NODE, match_as.pattern),
      FIELD ("name", OPTIONAL_NAME, match_as.name) } },
  [OURO_NODE_MATCH_OR] = { "MatchOr", SIZE (match_sequence), TRUE,
    { FIELD ("patterns", NODES, match_sequence.patterns) } },

  [OURO_NODE_TYPE_VAR] = { "TypeVar", SIZE (type_param), TRUE,
    { FIELD ("name", NAME, type_param.name),
      FIELD ("bound", OPTIONAL_NODE, type_param.bound),
      FIELD ("default_value", OPTIONAL_NODE, type_param.default_value) } },
  [OURO_NODE_PARAM_SPEC] = { "ParamSpec", SIZE (type_param), TRUE,
    { FIELD ("name", NAME, type_param.name),
      FIELD ("default_value", OPTIONAL_NODE, type_param.default_value) } },
  [OURO_NODE_TYPE_VAR_TUPLE] = { "TypeVarTuple", SIZE (type_param), TRUE,
    { FIELD ("name", NAME, type_param.name),
      FIELD ("default_value", OPTIONAL_NODE, type_param.default_value) } },
};
/* clang-format on */

static const char *const operator_texts[] = {
  [OURO_OPERATOR_ADD] = "+",
  [OURO_OPERATOR_SUB] = "-",
  [OURO_OPERATOR_MULT] = "*",
  [OURO_OPERATOR_MAT_MULT] = "@",
  [OURO_OPERATOR_DIV] = "/",
  [OURO_OPERATOR_MOD] = "%",
  [OURO_OPERATOR_POW] = "**",
  [OURO_OPERATOR_L_SHIFT] = "<<",
  [OURO_OPERATOR_R_SHIFT] = ">>",
  [OURO_OPERATOR_BIT_OR] = "|",
  [OURO_OPERATOR_BIT_XOR] = "^",
  [OURO_OPERATOR_BIT_AND] = "&",
  [OURO_OPERATOR_FLOOR_DIV] = "//",
  [OURO_OPERATOR_INVERT] = "~",
  [OURO_OPERATOR_NOT] = "not",
  [OURO_OPERATOR_U_ADD] = "+",
  [OURO_OPERATOR_U_SUB] = "-",
  [OURO_OPERATOR_EQ] = "==",
  [OURO_OPERATOR_NOT_EQ] = "!=",
  [OURO_OPERATOR_LT] = "<",
  [OURO_OPERATOR_LT_E] = "<=",
  [OURO_OPERATOR_GT] = ">",
  [OURO_OPERATOR_GT_E] = ">=",
  [OURO_OPERATOR_IS] = "is",
  [OURO_OPERATOR_IS_NOT] = "is not",
  [OURO_OPERATOR_IN] = "in",
  [OURO_OPERATOR_NOT_IN] = "not in",
  [OURO_OPERATOR_AND] = "and",
  [OURO_OPERATOR_OR] = "or",
};

const OuroNodeShape *
ouro_node_kind_get_shape (OuroNodeKind kind)
{
  g_assert (kind < OURO_N_NODE_KINDS);

  return &shapes[kind];
}

const char *
ouro_node_kind_get_name (OuroNodeKind kind)
{
  g_return_val_if_fail (kind < OURO_N_NODE_KINDS, NULL);

  return shapes[kind].name;
}

const char *
ouro_operator_get_text (OuroOperator op)
{
  g_return_val_if_fail (op < G_N_ELEMENTS (operator_texts), NULL);

  return operator_texts[op];
}
