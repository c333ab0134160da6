/* test-parser.c - text as a tree, and what is wrong with it */
#include <string.h>

#include "reading.h"

/* Recorded: what ast.dump () of the version prints, with all fields. */
static const struct
{
  guint       minor;
  const char *source;
  const char *tree;
} trees[] = {
  { 11, "x = 1\n",
    "Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=Constant(value=1))], type_ignores=[])" },
  { 11, "a, *b = c\n",
    "Module(body=[Assign(targets=[Tuple(elts=[Name(id='a', ctx=Store()), Starred(value=Name(id='b', "
    "ctx=Store()), ctx=Store())], ctx=Store())], value=Name(id='c', ctx=Load()))], type_ignores=[])" },
  { 11, "f(a, *b, c=1, **d)\n",
    "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), "
    "Starred(value=Name(id='b', ctx=Load()), ctx=Load())], keywords=[keyword(arg='c', "
    "value=Constant(value=1)), keyword(value=Name(id='d', ctx=Load()))]))], type_ignores=[])" },
  { 11, "x[1:2, ::3]\n",
    "Module(body=[Expr(value=Subscript(value=Name(id='x', ctx=Load()), "
    "slice=Tuple(elts=[Slice(lower=Constant(value=1), upper=Constant(value=2)), "
    "Slice(step=Constant(value=3))], ctx=Load()), ctx=Load()))], type_ignores=[])" },
  { 11, "a if b else c\n",
    "Module(body=[Expr(value=IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), "
    "orelse=Name(id='c', ctx=Load())))], type_ignores=[])" },
  { 11, "not a and b or c\n",
    "Module(body=[Expr(value=BoolOp(op=Or(), values=[BoolOp(op=And(), values=[UnaryOp(op=Not(), "
    "operand=Name(id='a', ctx=Load())), Name(id='b', ctx=Load())]), Name(id='c', ctx=Load())]))], "
    "type_ignores=[])" },
  { 11, "a < b <= c\n",
    "Module(body=[Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[Lt(), LtE()], "
    "comparators=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())]))], type_ignores=[])" },
  { 11, "-x ** 2\n",
    "Module(body=[Expr(value=UnaryOp(op=USub(), operand=BinOp(left=Name(id='x', ctx=Load()), op=Pow(), "
    "right=Constant(value=2))))], type_ignores=[])" },
  { 11, "lambda a, /, b=1, *c, d, **e: 0\n",
    "Module(body=[Expr(value=Lambda(args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b')], "
    "vararg=arg(arg='c'), kwonlyargs=[arg(arg='d')], kw_defaults=[None], kwarg=arg(arg='e'), "
    "defaults=[Constant(value=1)]), body=Constant(value=0)))], type_ignores=[])" },
  { 11, "[x for x in y if z]\n",
    "Module(body=[Expr(value=ListComp(elt=Name(id='x', ctx=Load()), "
    "generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', ctx=Load()), "
    "ifs=[Name(id='z', ctx=Load())], is_async=0)]))], type_ignores=[])" },
  { 11, "{1: 2, **a}\n",
    "Module(body=[Expr(value=Dict(keys=[Constant(value=1), None], values=[Constant(value=2), "
    "Name(id='a', ctx=Load())]))], type_ignores=[])" },
  { 11, "\"a\" \"b\"\n",
    "Module(body=[Expr(value=Constant(value='ab'))], type_ignores=[])" },
  { 11, "f'{a!r:>{b}}c'\n",
    "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), "
    "conversion=114, format_spec=JoinedStr(values=[Constant(value='>'), "
    "FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1)])), Constant(value='c')]))], "
    "type_ignores=[])" },
  { 11, "(yield)\n",
    "Module(body=[Expr(value=Yield())], type_ignores=[])" },
  { 11, "x: int = 1\n",
    "Module(body=[AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), "
    "value=Constant(value=1), simple=1)], type_ignores=[])" },
  { 11, "x += 1\n",
    "Module(body=[AugAssign(target=Name(id='x', ctx=Store()), op=Add(), value=Constant(value=1))], "
    "type_ignores=[])" },
  { 11, "del a, b[0]\n",
    "Module(body=[Delete(targets=[Name(id='a', ctx=Del()), Subscript(value=Name(id='b', ctx=Load()), "
    "slice=Constant(value=0), ctx=Del())])], type_ignores=[])" },
  { 11, "for a in b:\n  break\nelse:\n  pass\n",
    "Module(body=[For(target=Name(id='a', ctx=Store()), iter=Name(id='b', ctx=Load()), body=[Break()], "
    "orelse=[Pass()])], type_ignores=[])" },
  { 11, "while a:\n  continue\n",
    "Module(body=[While(test=Name(id='a', ctx=Load()), body=[Continue()], orelse=[])], type_ignores=[])" },
  { 11, "if a:\n  b\nelif c:\n  d\n",
    "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], "
    "orelse=[If(test=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))], "
    "orelse=[])])], type_ignores=[])" },
  { 11, "try:\n  a\nexcept B as c:\n  d\nfinally:\n  e\n",
    "Module(body=[Try(body=[Expr(value=Name(id='a', ctx=Load()))], "
    "handlers=[ExceptHandler(type=Name(id='B', ctx=Load()), name='c', body=[Expr(value=Name(id='d', "
    "ctx=Load()))])], orelse=[], finalbody=[Expr(value=Name(id='e', ctx=Load()))])], type_ignores=[])" },
  { 11, "with a as b, c:\n  d\n",
    "Module(body=[With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', "
    "ctx=Store())), withitem(context_expr=Name(id='c', ctx=Load()))], body=[Expr(value=Name(id='d', "
    "ctx=Load()))])], type_ignores=[])" },
  { 11, "def f(a: int) -> str:\n  return a\n",
    "Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[], args=[arg(arg='a', "
    "annotation=Name(id='int', ctx=Load()))], kwonlyargs=[], kw_defaults=[], defaults=[]), "
    "body=[Return(value=Name(id='a', ctx=Load()))], decorator_list=[], returns=Name(id='str', "
    "ctx=Load()))], type_ignores=[])" },
  { 11, "@a\nclass B(C, d=E):\n  pass\n",
    "Module(body=[ClassDef(name='B', bases=[Name(id='C', ctx=Load())], keywords=[keyword(arg='d', "
    "value=Name(id='E', ctx=Load()))], body=[Pass()], decorator_list=[Name(id='a', ctx=Load())])], "
    "type_ignores=[])" },
  { 11, "from ..a import b as c\n",
    "Module(body=[ImportFrom(module='a', names=[alias(name='b', asname='c')], level=2)], type_ignores=[])" },
  { 11, "global a, b\n",
    "Module(body=[Global(names=['a', 'b'])], type_ignores=[])" },
  { 11, "match a:\n  case [B(c=1), *_] | None:\n    pass\n",
    "Module(body=[Match(subject=Name(id='a', ctx=Load()), "
    "cases=[match_case(pattern=MatchOr(patterns=[MatchSequence(patterns=[MatchClass(cls=Name(id='B', "
    "ctx=Load()), patterns=[], kwd_attrs=['c'], kwd_patterns=[MatchValue(value=Constant(value=1))]), "
    "MatchStar()]), MatchSingleton(value=None)]), body=[Pass()])])], type_ignores=[])" },
  { 11, "async def f():\n  await x\n",
    "Module(body=[AsyncFunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], "
    "kw_defaults=[], defaults=[]), body=[Expr(value=Await(value=Name(id='x', ctx=Load())))], "
    "decorator_list=[])], type_ignores=[])" },
  { 11, "0x_ff + 1_0 + 1e3 + 2j\n",
    "Module(body=[Expr(value=BinOp(left=BinOp(left=BinOp(left=Constant(value=255), op=Add(), "
    "right=Constant(value=10)), op=Add(), right=Constant(value=1000.0)), op=Add(), "
    "right=Constant(value=2j)))], type_ignores=[])" },
  { 11, "(a := 1)\n",
    "Module(body=[Expr(value=NamedExpr(target=Name(id='a', ctx=Store()), value=Constant(value=1)))], "
    "type_ignores=[])" },
  { 11, "...\n",
    "Module(body=[Expr(value=Constant(value=Ellipsis))], type_ignores=[])" },
  { 12, "type A[T: int] = T\n",
    "Module(body=[TypeAlias(name=Name(id='A', ctx=Store()), type_params=[TypeVar(name='T', "
    "bound=Name(id='int', ctx=Load()))], value=Name(id='T', ctx=Load()))], type_ignores=[])" },
  { 12, "def f[*T, **P](): pass\n",
    "Module(body=[FunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], "
    "kw_defaults=[], defaults=[]), body=[Pass()], decorator_list=[], "
    "type_params=[TypeVarTuple(name='T'), ParamSpec(name='P')])], type_ignores=[])" },
  { 13, "class A[T = int]: pass\n",
    "Module(body=[ClassDef(name='A', bases=[], keywords=[], body=[Pass()], decorator_list=[], "
    "type_params=[TypeVar(name='T', default_value=Name(id='int', ctx=Load()))])], type_ignores=[])" },
  { 14, "t'{a}'\n",
    "Module(body=[Expr(value=TemplateStr(values=[Interpolation(value=Name(id='a', ctx=Load()), str='a', "
    "conversion=-1)]))], type_ignores=[])" },
  { 14, "try: a\nexcept B, C: d\n",
    "Module(body=[Try(body=[Expr(value=Name(id='a', ctx=Load()))], "
    "handlers=[ExceptHandler(type=Tuple(elts=[Name(id='B', ctx=Load()), Name(id='C', ctx=Load())], "
    "ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))])], orelse=[], finalbody=[])], "
    "type_ignores=[])" },
  { 15, "lazy import a\n",
    "Module(body=[Import(names=[alias(name='a')], is_lazy=1)], type_ignores=[])" },
  { 15, "[*a for a in b]\n",
    "Module(body=[Expr(value=ListComp(elt=Starred(value=Name(id='a', ctx=Load()), ctx=Load()), "
    "generators=[comprehension(target=Name(id='a', ctx=Store()), iter=Name(id='b', ctx=Load()), ifs=[], "
    "is_async=0)]))], type_ignores=[])" },
};

static void
test_trees (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (trees); i++)
    {
      g_autofree char *tree = read_tree (trees[i].source, trees[i].minor);

      g_assert_cmpstr (tree, ==, trees[i].tree);
    }
}

static OuroSyntaxTree *
parse (const char        *text,
       guint              minor,
       OuroSyntaxProblem *problem)
{
  OuroDialect dialect = get_dialect (minor);

  return ouro_syntax_tree_parse (text, strlen (text), &dialect, problem, NULL);
}

static OuroSyntaxTree *
parse_expression (const char        *text,
                  guint              minor,
                  OuroSyntaxProblem *problem)
{
  OuroDialect dialect = get_dialect (minor);

  return ouro_syntax_tree_parse_expression (text, strlen (text), &dialect, problem, NULL);
}

static void
test_places_are_lines_and_bytes (void)
{
  g_autoptr (OuroSyntaxTree) tree = parse ("é = (1 +\n 'ü')\n", 13, NULL);
  const OuroNode *assign = ouro_syntax_tree_get_root (tree)->module.body.items[0];
  const OuroNode *sum = assign->assign.value;

  g_assert_cmpuint (assign->line, ==, 1);
  g_assert_cmpuint (assign->end_line, ==, 2);
  g_assert_cmpuint (assign->end_column, ==, 6);
  g_assert_cmpuint (sum->column, ==, 6);
  g_assert_cmpuint (ouro_source_get_column (ouro_syntax_tree_get_source (tree), sum->line, sum->column), ==, 5);
}

static void
test_an_expression_is_its_own_root (void)
{
  g_auto (OuroSyntaxProblem) problem = { 0 };
  g_autoptr (OuroSyntaxTree) tree = parse_expression ("  a + 1", 13, NULL);
  g_autoptr (OuroSyntaxTree) none = parse_expression ("a = 1", 13, &problem);

  g_assert_nonnull (tree);
  g_assert_cmpint (ouro_syntax_tree_get_root (tree)->kind, ==, OURO_NODE_BIN_OP);
  g_assert_cmpuint (ouro_syntax_tree_get_root (tree)->column, ==, 2);
  g_assert_null (none);
  g_assert_cmpstr (problem.message, ==, "invalid syntax");
  g_assert_cmpuint (problem.column, ==, 3);
}

static void
test_a_problem_has_its_line_and_counts_characters (void)
{
  OuroDialect dialect = get_dialect (13);
  g_auto (OuroSyntaxProblem) problem = { 0 };
  g_autoptr (GError) error = NULL;
  const char *text = "x = 1\nüü = 1 1\n";
  g_autoptr (OuroSyntaxTree) tree = ouro_syntax_tree_parse (text, strlen (text), &dialect, &problem, &error);

  g_assert_null (tree);
  g_assert_error (error, OURO_SYNTAX_ERROR, OURO_SYNTAX_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "invalid syntax");
  g_assert_cmpstr (problem.text, ==, "üü = 1 1\n");
  g_assert_cmpuint (problem.line, ==, 2);
  g_assert_cmpuint (problem.column, ==, 8);
  g_assert_cmpuint (problem.end_column, ==, 9);
}

static void
test_the_kind_of_error_is_python_s (void)
{
  const struct
  {
    const char         *text;
    OuroSyntaxErrorCode code;
  } cases[] = {
    { "a b\n", OURO_SYNTAX_ERROR_SYNTAX },
    { " a\n", OURO_SYNTAX_ERROR_INDENTATION },
    { "if a:\n        b\n\tc\n", OURO_SYNTAX_ERROR_TAB },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (OuroSyntaxProblem) problem = { 0 };
      g_autoptr (OuroSyntaxTree) tree = parse (cases[i].text, 13, &problem);

      g_assert_null (tree);
      g_assert_cmpint (problem.code, ==, cases[i].code);
    }
}

static void
test_an_odd_escape_is_a_warning (void)
{
  g_autoptr (OuroSyntaxTree) tree = parse ("x = 1\ny = '\\d'\n", 12, NULL);
  guint32 line = 0;

  g_assert_cmpuint (ouro_syntax_tree_get_n_warnings (tree), ==, 1);
  g_assert_cmpstr (ouro_syntax_tree_get_warning (tree, 0, &line), ==, "invalid escape sequence '\\d'");
  g_assert_cmpuint (line, ==, 2);
}

static void
test_a_string_may_hold_any_character (void)
{
  g_autoptr (OuroSyntaxTree) tree = parse ("'a\\0b\\ud800\\N{SNAKE}'\n", 13, NULL);
  const OuroNode *constant = ouro_syntax_tree_get_root (tree)->module.body.items[0]->expr.value;

  g_assert_cmpmem (constant->constant.text, constant->constant.length, "a\0b\xed\xa0\x80\xf0\x9f\x90\x8d", 10);
}

static void
test_names_are_normalised (void)
{
  g_autoptr (OuroSyntaxTree) tree = parse ("\uff41\ufb01\n", 13, NULL);

  g_assert_cmpstr (ouro_syntax_tree_get_root (tree)->module.body.items[0]->expr.value->name.id, ==, "afi");
}

static void
test_words_are_names_or_keywords (void)
{
  OuroDialect dialect = get_dialect (13);

  g_assert_true (ouro_dialect_is_keyword (&dialect, "None"));
  g_assert_false (ouro_dialect_is_keyword (&dialect, "match"));
  g_assert_true (ouro_dialect_is_name (&dialect, "match"));
  g_assert_true (ouro_dialect_is_name (&dialect, "_é1"));
  g_assert_false (ouro_dialect_is_name (&dialect, "for"));
  g_assert_false (ouro_dialect_is_name (&dialect, "1a"));
  g_assert_false (ouro_dialect_is_name (&dialect, "a b"));
  g_assert_false (ouro_dialect_is_name (&dialect, ""));
}

static void
test_a_version_does_not_know_the_next_one_s_syntax (void)
{
  const struct
  {
    guint       first;
    const char *text;
  } cases[] = {
    { 12, "type A = int\n" },
    { 12, "def f[T](): pass\n" },
    { 12, "f'{a['b']}'\n" },
    { 13, "class A[T = int]: pass\n" },
    { 14, "try: a\nexcept B, C: d\n" },
    { 14, "t'{a}'\n" },
    { 15, "lazy import a\n" },
    { 15, "[*a for a in b]\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++)
      {
        g_autoptr (OuroSyntaxTree) tree = parse (cases[i].text, minor, NULL);

        g_assert_cmpint (tree != NULL, ==, minor >= cases[i].first);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lang/parser/trees-are-those-of-the-ast-module", test_trees);
  g_test_add_func ("/lang/parser/places-are-lines-and-bytes", test_places_are_lines_and_bytes);
  g_test_add_func ("/lang/parser/an-expression-is-its-own-root", test_an_expression_is_its_own_root);
  g_test_add_func ("/lang/parser/a-problem-has-its-line-and-counts-characters", test_a_problem_has_its_line_and_counts_characters);
  g_test_add_func ("/lang/parser/the-kind-of-error-is-python-s", test_the_kind_of_error_is_python_s);
  g_test_add_func ("/lang/parser/an-odd-escape-is-a-warning", test_an_odd_escape_is_a_warning);
  g_test_add_func ("/lang/parser/a-string-may-hold-any-character", test_a_string_may_hold_any_character);
  g_test_add_func ("/lang/parser/names-are-normalised", test_names_are_normalised);
  g_test_add_func ("/lang/parser/words-are-names-or-keywords", test_words_are_names_or_keywords);
  g_test_add_func ("/lang/parser/a-version-does-not-know-the-next-one-s-syntax", test_a_version_does_not_know_the_next_one_s_syntax);
  return g_test_run ();
}
