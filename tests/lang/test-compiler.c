/* test-compiler.c - trees as instructions */
#include <string.h>

#include "reading.h"

/* Listings ---------------------------------------------------------------------------------- */

/* One entry of listings.txt. */
typedef struct
{
  char *title;
  guint minor;
  char *program;
  char *listing;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->title);
  g_free (self->program);
  g_free (self->listing);
  g_free (self);
}

/* "title 3.VERSION\nprogram---\nlisting" */
static Entry *
entry_new (const char *text)
{
  Entry *self = g_new0 (Entry, 1);
  g_auto (GStrv) parts = g_strsplit (text, "---\n", 2);
  char *newline = strchr (parts[0], '\n');
  char *version = strstr (parts[0], " 3.");

  g_assert_nonnull (parts[1]);
  self->title = g_strndup (parts[0], version - parts[0]);
  self->minor = (guint)g_ascii_strtoull (version + 3, NULL, 10);
  self->program = g_strdup (newline + 1);
  self->listing = g_strdup (g_strchomp (parts[1]));
  return self;
}

static GPtrArray *
read_entries (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "lang", "listings.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  parts = g_strsplit (text, "\n=== ", -1);
  for (guint i = 1; parts[i] != NULL; i++)
    g_ptr_array_add (entries, entry_new (parts[i]));
  return entries;
}

static void
test_listing (gconstpointer data)
{
  const Entry     *entry = data;
  g_autofree char *listing = g_strchomp (read_code (entry->program, entry->minor));

  g_assert_cmpstr (listing, ==, entry->listing);
}

/* Codes ------------------------------------------------------------------------------------- */

static OuroCodeUnit *
compile (const char *text,
         guint       minor)
{
  OuroDialect  dialect = get_dialect (minor);
  OuroLowering lowering = get_lowering (minor);
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroSyntaxTree) tree = ouro_syntax_tree_parse (text, strlen (text), &dialect, NULL, &error);
  OuroCodeUnit *unit;

  g_assert_no_error (error);
  unit = ouro_compile (tree, text, strlen (text), &dialect, &lowering, NULL, &error);
  g_assert_no_error (error);
  return unit;
}

/* The first code among the constants of a code. */
static const OuroCode *
get_inner (const OuroCode *code)
{
  for (guint i = 0; i < code->n_constants; i++)
    if (code->constants[i]->shape == OURO_VALUE_CODE)
      return code->constants[i]->code;
  g_assert_not_reached ();
}

static void
test_a_code_describes_its_function (void)
{
  g_autoptr (OuroCodeUnit) unit = compile ("\ndef f(a, /, b, *c, d, **e):\n \"\"\"Doc.\"\"\"\n yield g\n", 13);
  const OuroCode *main_code = ouro_code_unit_get_main (unit);
  const OuroCode *code = get_inner (main_code);

  g_assert_cmpuint (main_code->flags, ==, OURO_CODE_MODULE);
  g_assert_cmpstr (code->name, ==, "f");
  g_assert_cmpuint (code->first_line, ==, 2);
  g_assert_cmpuint (code->n_posonly_args, ==, 1);
  g_assert_cmpuint (code->n_args, ==, 2);
  g_assert_cmpuint (code->n_kwonly_args, ==, 1);
  g_assert_cmpuint (code->flags, ==, OURO_CODE_OPTIMISED | OURO_CODE_VARARGS | OURO_CODE_VARKEYWORDS | OURO_CODE_GENERATOR);
  g_assert_cmpstr (code->doc, ==, "Doc.");
  g_assert_cmpuint (code->n_locals, ==, 5);
  g_assert_cmpstr (code->locals[3], ==, "c");
}

static void
test_names_say_where_a_code_stands (void)
{
  const struct
  {
    const char *text;
    const char *qualname;
  } cases[] = {
    { "class A:\n def m(self): pass\n", "A.m" },
    { "def f():\n def g(): pass\n", "f.<locals>.g" },
    { "def f():\n class A:\n  pass\n", "f.<locals>.A" },
    { "def f():\n global g\n def g(): pass\n", "g" },
    { "def f():\n return lambda: 0\n", "f.<locals>.<lambda>" },
    { "def f():\n return (a for b in c)\n", "f.<locals>.<genexpr>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OuroCodeUnit) unit = compile (cases[i].text, 13);

      g_assert_cmpstr (get_inner (get_inner (ouro_code_unit_get_main (unit)))->qualname, ==, cases[i].qualname);
    }
}

static void
test_locals_stand_in_one_row (void)
{
  g_autoptr (OuroCodeUnit) unit = compile ("def f(a):\n def g(b):\n  c = a\n  d = b\n  return lambda: d\n", 13);
  const OuroCode *code = get_inner (get_inner (ouro_code_unit_get_main (unit)));
  const char     *names[] = { "b", "c", "d", "a" };
  const guint8    flags[] = { OURO_LOCAL_FAST, OURO_LOCAL_FAST, OURO_LOCAL_CELL, OURO_LOCAL_FREE };

  g_assert_cmpuint (code->n_locals, ==, 4);
  g_assert_cmpuint (code->n_free, ==, 1);
  for (guint i = 0; i < code->n_locals; i++)
    {
      g_assert_cmpstr (code->locals[i], ==, names[i]);
      g_assert_cmpuint (code->local_flags[i], ==, flags[i]);
    }
}

static void
test_instructions_know_their_place (void)
{
  g_autoptr (OuroCodeUnit) unit = compile ("x = 1\ny = (a +\n     b)\n", 13);
  const OuroCode *code = ouro_code_unit_get_main (unit);

  for (guint i = 0; i < code->n_instructions; i++)
    if (ouro_instruction_get_op (code->instructions[i]) == OURO_OP_BINARY_OP)
      {
        g_assert_cmpuint (code->positions[i].line, ==, 2);
        g_assert_cmpuint (code->positions[i].column, ==, 5);
        g_assert_cmpuint (code->positions[i].end_line, ==, 3);
        g_assert_cmpuint (code->positions[i].end_column, ==, 6);
        return;
      }
  g_assert_not_reached ();
}

static void
test_the_innermost_handler_is_found (void)
{
  g_autoptr (OuroCodeUnit) unit = compile ("try:\n try: a\n except B: c\nfinally: d\n", 13);
  const OuroCode *code = ouro_code_unit_get_main (unit);

  g_assert_null (ouro_code_find_handler (code, 0));
  for (guint i = 0; i < code->n_instructions; i++)
    {
      const OuroHandler *handler = ouro_code_find_handler (code, i);
      guint32            argument = ouro_instruction_get_argument (code->instructions[i]);

      if (ouro_instruction_get_op (code->instructions[i]) != OURO_OP_LOAD_NAME)
        continue;
      if (g_str_equal (code->names[argument], "a") || g_str_equal (code->names[argument], "B"))
        g_assert_nonnull (handler);
      if (g_str_equal (code->names[argument], "a"))
        {
          g_assert_cmpuint (handler->depth, ==, 0);
          g_assert_cmpint (ouro_instruction_get_op (code->instructions[handler->target]), ==, OURO_OP_PUSH_EXC_INFO);
        }
    }
}

static void
test_an_expression_returns_its_value (void)
{
  OuroDialect  dialect = get_dialect (13);
  OuroLowering lowering = get_lowering (13);
  const char  *texts[] = { "a + 1", "lambda b: b", "[b for b in c]", "(b for b in c)" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize length = strlen (texts[i]);
      g_autoptr (OuroSyntaxTree) tree = ouro_syntax_tree_parse_expression (texts[i], length, &dialect, NULL, NULL);
      g_autoptr (OuroCodeUnit) unit = ouro_compile_expression (tree, texts[i], length, &dialect, &lowering, NULL, NULL);
      const OuroCode *code = ouro_code_unit_get_main (unit);

      g_assert_cmpint (ouro_instruction_get_op (code->instructions[code->n_instructions - 1]), ==, OURO_OP_RETURN_VALUE);
    }
}

static void
test_what_nothing_leads_to_is_left_out (void)
{
  g_autofree char *with_rest = read_code ("def f():\n return 1\n with a: b\n try: c\n except d: e\n for g in h: break\n while i: continue\n", 14);
  g_autofree char *without = read_code ("def f():\n return 1\n", 14);

  g_assert_nonnull (strstr (with_rest, "\nf: "));
  g_assert_cmpstr (strstr (strstr (with_rest, "\nf: "), "    0 "), ==, strstr (strstr (without, "\nf: "), "    0 "));
}

/* Every version, every statement: the stack is as deep behind an instruction as every way to it says. */
static void
assert_depths (const OuroCode *code)
{
  g_autofree gint *depths = g_new (gint, code->n_instructions + 1);

  for (guint i = 0; i <= code->n_instructions; i++)
    depths[i] = -1;
  depths[0] = 0;
  for (guint i = 0; i < code->n_handlers; i++)
    depths[code->handlers[i].target] = (gint)(code->handlers[i].depth + code->handlers[i].keeps_place + 1);
  for (guint i = 0; i < code->n_instructions; i++)
    {
      guint32 instruction = code->instructions[i];
      OuroOp  op = ouro_instruction_get_op (instruction);
      guint   pops, pushes;
      gint    after;

      g_assert_cmpint (depths[i], >=, 0);
      ouro_instruction_get_effect (instruction, &pops, &pushes);
      g_assert_cmpint (depths[i], >=, pops);
      after = depths[i] - (gint)pops + (gint)pushes;
      g_assert_cmpint (after, <=, code->n_places);
      if (ouro_op_is_jump (op))
        {
          guint target = ouro_instruction_get_argument (instruction);

          ouro_instruction_get_jump_effect (op, &pops, &pushes);
          if (depths[target] < 0)
            depths[target] = depths[i] - (gint)pops + (gint)pushes;
          g_assert_cmpint (depths[target], ==, depths[i] - (gint)pops + (gint)pushes);
        }
      if (op == OURO_OP_JUMP_FORWARD || op == OURO_OP_JUMP_BACKWARD || op == OURO_OP_JUMP_BACKWARD_NO_INTERRUPT ||
          op == OURO_OP_RETURN_VALUE || op == OURO_OP_RAISE_VARARGS || op == OURO_OP_RERAISE)
        continue;
      if (depths[i + 1] < 0)
        depths[i + 1] = after;
      g_assert_cmpint (depths[i + 1], ==, after);
    }
  for (guint i = 0; i < code->n_constants; i++)
    if (code->constants[i]->shape == OURO_VALUE_CODE)
      assert_depths (code->constants[i]->code);
}

static void
test_the_stack_is_balanced (void)
{
  g_autoptr (GPtrArray) entries = read_entries ();

  for (guint i = 0; i < entries->len; i++)
    for (guint minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor++)
      {
        const Entry *entry = g_ptr_array_index (entries, i);
        g_autoptr (OuroCodeUnit) unit = compile (entry->program, minor);

        assert_depths (ouro_code_unit_get_main (unit));
      }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) entries = NULL;

  g_test_init (&argc, &argv, NULL);
  entries = read_entries ();
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry     *entry = g_ptr_array_index (entries, i);
      g_autofree char *path = g_strconcat ("/lang/compiler/", entry->title, NULL);

      g_test_add_data_func (path, entry, test_listing);
    }
  g_test_add_func ("/lang/compiler/a-code-describes-its-function", test_a_code_describes_its_function);
  g_test_add_func ("/lang/compiler/names-say-where-a-code-stands", test_names_say_where_a_code_stands);
  g_test_add_func ("/lang/compiler/locals-stand-in-one-row", test_locals_stand_in_one_row);
  g_test_add_func ("/lang/compiler/instructions-know-their-place", test_instructions_know_their_place);
  g_test_add_func ("/lang/compiler/the-innermost-handler-is-found", test_the_innermost_handler_is_found);
  g_test_add_func ("/lang/compiler/an-expression-returns-its-value", test_an_expression_returns_its_value);
  g_test_add_func ("/lang/compiler/what-nothing-leads-to-is-left-out", test_what_nothing_leads_to_is_left_out);
  g_test_add_func ("/lang/compiler/the-stack-is-balanced", test_the_stack_is_balanced);
  return g_test_run ();
}
