/* test-trace.c - traces: header, a record for each statement, exit record, and what comments ask for
 *
 * What the objects of real programs look like is the business of tests/fidelity; here is the format itself.
 */
#include "ouro-trace.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The lines of a program's trace, each a JSON object. */
static GPtrArray *
trace (const char *version,
       const char *text)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  int        status;

  g_assert_true (ouro_trace_write (text, "test.py", NULL, ouro_profile_find (version), NULL, stream, NULL, &status, &error));
  g_assert_no_error (error);
  written = g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
  lines = g_strsplit (written, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (lines[i], &error);

      g_assert_no_error (error);
      g_ptr_array_add (objects, json_node_dup_object (node));
    }
  return objects;
}

/* "1 2 4": the lines of all records. */
static char *
dup_lines (GPtrArray *objects)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < objects->len; i++)
    if (json_object_has_member (objects->pdata[i], "line"))
      g_string_append_printf (lines, "%s%" G_GINT64_FORMAT, lines->len > 0 ? " " : "", json_object_get_int_member (objects->pdata[i], "line"));
  return g_string_free (lines, FALSE);
}

static gint64
get_count (GPtrArray *objects,
           guint      record,
           guint      generation)
{
  return json_array_get_int_element (json_object_get_array_member (objects->pdata[record], "count"), generation);
}

/* The object that a name stands for. */
static JsonObject *
get_named (GPtrArray  *objects,
           guint       record,
           const char *name)
{
  JsonObject *names = json_object_get_object_member (objects->pdata[record], "names");
  JsonObject *all = json_object_get_object_member (objects->pdata[record], "objects");

  return json_object_get_object_member (all, json_object_get_string_member (names, name));
}

static void
test_header_first (void)
{
  g_autoptr (GPtrArray) objects = trace ("3.12", "pass\n");
  JsonObject *header = objects->pdata[0];

  g_assert_cmpint (json_object_get_int_member (header, "format"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (header, "profile"), ==, "3.12");
  g_assert_cmpstr (json_object_get_string_member (header, "version"), ==, "3.12.1");
  g_assert_cmpstr (json_object_get_string_member (header, "level"), ==, "full");
  g_assert_cmpint (json_array_get_int_element (json_object_get_array_member (header, "threshold"), 0), ==, 700);
  g_assert_cmpint (json_object_get_int_member (header, "base_objects"), ==, 16000);
}

static void
test_statement_when_it_ends (void)
{
  g_autoptr (GPtrArray) objects = trace ("3.13", "for i in range(2):\n"
                                                 "    if i:\n"
                                                 "        x = i\n"
                                                 "        break\n"
                                                 "def f():\n"
                                                 "    y = 1\n"
                                                 "f()\n");
  g_autofree char *lines = dup_lines (objects);

  g_assert_cmpstr (lines, ==, "2 3 1 5 7");
}

static void
test_record_names_what_lives (void)
{
  g_autoptr (GPtrArray) objects = trace ("3.13", "a = [1000]\nb = {'k': a}\nprint('out')\n");
  JsonObject *list = get_named (objects, 2, "a");
  JsonObject *dict = get_named (objects, 2, "b");

  g_assert_cmpstr (json_object_get_string_member (list, "type"), ==, "list");
  g_assert_cmpint (json_object_get_int_member (list, "rc"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (list, "size"), ==, 64);
  g_assert_cmpint (json_object_get_int_member (list, "gen"), ==, 0);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (dict, "keys"), 0), ==, "'k'");
  g_assert_cmpstr (json_object_get_string_member (objects->pdata[2], "stdout"), ==, "");
  g_assert_cmpstr (json_object_get_string_member (objects->pdata[3], "stdout"), ==, "out\n");
}

static void
test_garbage_has_no_name (void)
{
  g_autoptr (GPtrArray) objects = trace ("3.13", "a = []\na.append(a)\ndel a\n");
  JsonArray  *garbage = json_object_get_array_member (objects->pdata[3], "garbage");
  JsonObject *all = json_object_get_object_member (objects->pdata[3], "objects");
  JsonObject *list = json_object_get_object_member (all, json_array_get_string_element (garbage, 0));

  g_assert_cmpuint (json_array_get_length (garbage), ==, 1);
  g_assert_cmpint (json_object_get_int_member (list, "rc"), ==, 1);
}

static void
test_exception_ends_it (void)
{
  g_autoptr (GPtrArray) objects = trace ("3.13", "x = 1\nx.y\nz = 2\n");

  g_assert_cmpuint (objects->len, ==, 4);
  g_assert_cmpint (json_object_get_int_member (objects->pdata[2], "line"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (objects->pdata[2], "exc"), ==, "AttributeError: 'int' object has no attribute 'y'");
  g_assert_cmpint (json_object_get_int_member (objects->pdata[3], "status"), ==, 1);
}

static void
test_exit_says_the_last_words (void)
{
  g_autoptr (GPtrArray) objects = trace ("3.13", "class A:\n"
                                                 "    def __del__(self):\n"
                                                 "        print('gone')\n"
                                                 "a = A()\n");
  JsonObject *end = objects->pdata[objects->len - 1];

  g_assert_cmpstr (json_object_get_string_member (end, "event"), ==, "exit");
  g_assert_cmpstr (json_object_get_string_member (end, "stdout"), ==, "gone\n");
  g_assert_cmpint (json_object_get_int_member (end, "status"), ==, 0);
}

static void
test_off_leaves_lines_out (void)
{
  g_autoptr (GPtrArray) objects = trace ("3.13", "a = 1\n"
                                                 "print(2)  # record: off\n"
                                                 "c = 3\n"
                                                 "d = 4  # record: on\n");
  g_autofree char *lines = dup_lines (objects);

  g_assert_cmpstr (lines, ==, "1 4");
  g_assert_cmpstr (json_object_get_string_member (objects->pdata[2], "stdout"), ==, "2\n");
}

static void
test_drop_makes_null (void)
{
  g_autoptr (GPtrArray) objects = trace ("3.13", "# record: drop count, garbage\na = 1\n");

  g_assert_true (json_object_get_null_member (objects->pdata[1], "count"));
  g_assert_false (json_object_get_null_member (objects->pdata[1], "gc"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (objects->pdata[0], "dropped")), ==, 2);
}

static void
test_outcome_is_one_record (void)
{
  g_autoptr (GPtrArray) objects = trace ("3.13", "# record: outcome\nprint(1)\nprint(2)\n");

  g_assert_cmpuint (objects->len, ==, 3);
  g_assert_cmpint (json_object_get_int_member (objects->pdata[1], "line"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (objects->pdata[1], "stdout"), ==, "1\n2\n");
  g_assert_false (json_object_has_member (objects->pdata[1], "names"));
}

/* The list b crosses the threshold, and no call follows that would collect: the recorder does. The program does not, and so
 * the next record stands for the same collection. */
static void
test_scheduled_collection_shows (void)
{
  g_autoptr (GPtrArray) objects = trace ("3.13", "import gc\n"
                                                 "gc.set_threshold(0)\n"
                                                 "keep = [[] for i in range(100)]\n"
                                                 "gc.set_threshold(50)\n"
                                                 "b = []\n"
                                                 "c = []\n"
                                                 "x = print(end='')\n");

  g_assert_cmpint (get_count (objects, 5, 0), ==, 0);
  g_assert_cmpint (get_count (objects, 5, 1), ==, 1);
  g_assert_cmpint (json_object_get_int_member (get_named (objects, 5, "b"), "gen"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (objects->pdata[5], "gc")), ==, 1);
  g_assert_cmpint (get_count (objects, 6, 1), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (objects->pdata[6], "gc")), ==, 0);
  g_assert_cmpint (get_count (objects, 7, 1), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/the-header-comes-first", test_header_first);
  g_test_add_func ("/trace/a-statement-is-recorded-when-it-ends", test_statement_when_it_ends);
  g_test_add_func ("/trace/a-record-names-what-lives", test_record_names_what_lives);
  g_test_add_func ("/trace/garbage-has-no-name", test_garbage_has_no_name);
  g_test_add_func ("/trace/an-exception-ends-the-records", test_exception_ends_it);
  g_test_add_func ("/trace/the-exit-says-the-last-words", test_exit_says_the_last_words);
  g_test_add_func ("/trace/off-leaves-lines-out", test_off_leaves_lines_out);
  g_test_add_func ("/trace/drop-makes-a-field-null", test_drop_makes_null);
  g_test_add_func ("/trace/outcome-is-one-record", test_outcome_is_one_record);
  g_test_add_func ("/trace/a-scheduled-collection-shows", test_scheduled_collection_shows);
  return g_test_run ();
}
