/* test-cells.c - a percent-format file in its cells, and any other text as well */

#include "ouro-cells.h"

static const char lesson[] =
  "import gc\n"
  "\n"
  "# %% [markdown] role=\"intro\"\n"
  "# Some words first.\n"
  "# # Two lists \n"
  "# # Another heading\n"
  "\n"
  "# %% picture=\"made\" note=\"a = b\"\n"
  "a = []\n"
  "\n"
  "\n"
  "b = [a]\n"
  "#%%\n"
  "#%%timeit\n"
  "del a";

static const OuroCell *
get_cell (const GArray *cells,
          guint         index)
{
  g_assert_cmpuint (index, <, cells->len);

  return &g_array_index (cells, OuroCell, index);
}

static void
assert_cell (const OuroCell *cell,
             OuroCellKind    kind,
             guint           first_line,
             guint           end_line,
             const char     *text,
             const char     *metadata)
{
  g_autofree char *own = g_strndup (cell->text, cell->length);

  g_assert_cmpuint (cell->kind, ==, kind);
  g_assert_cmpuint (cell->first_line, ==, first_line);
  g_assert_cmpuint (cell->end_line, ==, end_line);
  g_assert_cmpstr (own, ==, text);
  g_assert_cmpstr (cell->metadata, ==, metadata);
}

static void
test_markers_divide_the_text (void)
{
  g_autoptr (GArray) cells = ouro_cells_new (lesson);

  g_assert_cmpuint (cells->len, ==, 4);
  assert_cell (get_cell (cells, 0), OURO_CELL_CODE, 1, 3, "import gc\n\n", "");
  assert_cell (get_cell (cells, 1), OURO_CELL_TEXT, 4, 8,
               "# Some words first.\n# # Two lists \n# # Another heading\n\n", "role=\"intro\"");
  assert_cell (get_cell (cells, 2), OURO_CELL_CODE, 9, 13, "a = []\n\n\nb = [a]\n", "picture=\"made\" note=\"a = b\"");
  assert_cell (get_cell (cells, 3), OURO_CELL_CODE, 14, 16, "#%%timeit\ndel a", "");
}

static void
test_any_text_is_at_least_one_cell (void)
{
  static const struct
  {
    const char *text;
    guint       n_cells;
    guint       end_line; /* of the last */
  } cases[] = {
    { "", 1, 1 },
    { "\n", 1, 2 },
    { "a = 1", 1, 2 },
    { "# %%", 2, 2 },
    { "#  %% x\r\na\r\n# %%\rb", 3, 5 },
    { "s = '''\n# %% inside a string is a marker too\n'''", 2, 4 },
    { "#", 1, 2 },
    { "# %", 1, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) cells = ouro_cells_new (cases[i].text);

      g_assert_cmpuint (cells->len, ==, cases[i].n_cells);
      g_assert_cmpuint (get_cell (cells, cells->len - 1)->end_line, ==, cases[i].end_line);
    }
}

static void
test_values_are_found_by_key (void)
{
  static const struct
  {
    const char *metadata, *key, *value;
  } cases[] = {
    { "picture=\"made\" note=\"a = b\"", "picture", "made" },
    { "picture=\"made\" note=\"a = b\"", "note", "a = b" },
    { "picture=\"made\" note=\"a = b\"", "a", NULL },
    { "flag picture=\"\"", "picture", "" },
    { "a=1 b=\"2\"", "a", NULL },
    { "a=1 b=\"2\"", "b", "2" },
    { "a=\"no end", "a", NULL },
    { "a = \"1\"", "a", NULL },
    { "===", "", NULL },
    { "", "a", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      OuroCell         cell = { .metadata = (char *)cases[i].metadata };
      g_autofree char *value = ouro_cell_dup_value (&cell, cases[i].key);

      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_the_first_heading_is_the_title (void)
{
  g_autoptr (GArray) cells = ouro_cells_new (lesson);
  g_autoptr (GArray) plain = ouro_cells_new ("# # no cell of text\na = 1\n");
  g_autofree char *title = ouro_cells_dup_title (cells);

  g_assert_cmpstr (title, ==, "Two lists");
  g_assert_null (ouro_cells_dup_title (plain));
}

static void
test_code_alone_knows_its_lines (void)
{
  static const guint lines[][2] = { { 0, 0 }, { 1, 1 }, { 2, 0 }, { 4, 0 }, { 9, 3 }, { 12, 5 }, { 15, 8 }, { 99, 0 } };
  g_autoptr (GArray) cells = ouro_cells_new (lesson);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      guint            line = lines[i][0];
      g_autofree char *code = ouro_cells_dup_code (cells, &line);

      g_assert_cmpstr (code, ==, "import gc\n\na = []\n\nb = [a]\n\n#%%timeit\ndel a\n");
      g_assert_cmpuint (line, ==, lines[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cells/markers-divide-the-text", test_markers_divide_the_text);
  g_test_add_func ("/cells/any-text-is-at-least-one-cell", test_any_text_is_at_least_one_cell);
  g_test_add_func ("/cells/values-are-found-by-key", test_values_are_found_by_key);
  g_test_add_func ("/cells/the-first-heading-is-the-title", test_the_first_heading_is_the_title);
  g_test_add_func ("/cells/code-alone-knows-its-lines", test_code_alone_knows_its_lines);

  return g_test_run ();
}
