/* test-session.c - a document being edited and run, as a window sees it */
#include "ouro-session.h"

#include "ouro-action.h"
#include "ouro-dict.h"
#include "ouro-inspect.h"
#include "ouro-text.h"

static OuroSession *
open_text (const char *text)
{
  OuroSession *self = ouro_session_new ();

  ouro_session_open_text (self, text, NULL, FALSE);
  ouro_session_wait (self);
  return self;
}

static void
append (OuroSession *self,
        const char  *statements)
{
  g_autoptr (GError) error = NULL;

  ouro_session_append (self, statements, &error);
  g_assert_no_error (error);
  ouro_session_wait (self);
}

/* Does what a click does with the first proposal. */
static void
apply (OuroSession *self,
       GPtrArray   *proposals)
{
  OuroProposal *proposal = g_ptr_array_index (proposals, 0);

  g_assert_nonnull (proposal->statements);
  append (self, proposal->statements);
  g_ptr_array_unref (proposals);
}

/* The birth number of what a name refers to. */
static guint32
find (OuroSession *self,
      const char  *name)
{
  OuroRun        *run = ouro_session_get_run (self);
  const OuroHeap *heap = ouro_run_get_heap (run);
  OuroId          dict = ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE);

  for (guint32 i = 0; i < ouro_dict_get_n_entries (heap, dict); i++)
    {
      OuroId           key = ouro_dict_get_key (heap, dict, i);
      g_autofree char *text = key != OURO_NO_ID ? ouro_str_dup_utf8 (heap, key, NULL) : NULL;

      if (g_strcmp0 (text, name) == 0)
        return ouro_heap_get_birth (heap, ouro_dict_get_value (heap, dict, i));
    }
  return 0;
}

static char *
dup_count (OuroSession *self,
           guint32      birth)
{
  g_autoptr (OuroInspection) object = ouro_inspect (ouro_session_get_run (self), birth);

  return g_strdup (object->count);
}

#define assert_count(self, birth, expected) \
  G_STMT_START \
  { \
    g_autofree char *count_ = dup_count (self, birth); \
    g_assert_cmpstr (count_, ==, expected); \
  } \
  G_STMT_END

/* The main job: make a cycle, delete the names, see it live on, collect it, step back. */
static void
test_clicks_write_the_story_of_a_cycle (void)
{
  g_autoptr (OuroSession) self = open_text ("");
  guint32 a, b;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (OuroProposal) proposal = ouro_action_create (ouro_session_get_run (self), OURO_NEW_LIST);

      append (self, proposal->statements);
    }
  a = find (self, "a");
  b = find (self, "b");
  apply (self, ouro_action_refer (ouro_session_get_run (self), a, -1, b));
  apply (self, ouro_action_refer (ouro_session_get_run (self), b, -1, a));
  assert_count (self, a, "2");
  apply (self, ouro_action_delete_name (ouro_session_get_run (self), "a"));
  apply (self, ouro_action_delete_name (ouro_session_get_run (self), "b"));
  assert_count (self, a, "1");
  assert_count (self, b, "1");
  apply (self, ouro_action_collect (ouro_session_get_run (self), 2));
  g_assert_cmpstr (ouro_session_get_text (self), ==,
                   "a = []\nb = []\na.append(b)\nb.append(a)\ndel a\ndel b\nimport gc\ngc.collect()\n");
  g_assert_cmpuint (ouro_run_find_object (ouro_session_get_run (self), a), ==, OURO_NO_ID);
  g_assert_true (ouro_session_step (self, OURO_GRANULARITY_STATEMENT, -1));
  assert_count (self, a, "1");
}

/* What no name reaches has no statement, but an explanation. */
static void
test_garbage_cannot_be_deleted (void)
{
  g_autoptr (OuroSession) self = open_text ("a = []\na.append(a)\n");
  guint32 a = find (self, "a");
  g_autoptr (GPtrArray) proposals = NULL;
  OuroProposal *proposal;

  append (self, "del a\n");
  proposals = ouro_action_delete_object (ouro_session_get_run (self), a);
  proposal = g_ptr_array_index (proposals, 0);
  g_assert_null (proposal->statements);
  g_assert_nonnull (proposal->reason);
}

static void
test_a_holder_is_listed_for_each_unit_of_the_count (void)
{
  g_autoptr (OuroSession) self = open_text ("a = []\nb = [a, a]\nc = {'k': a}\n");
  g_autoptr (OuroInspection) object = ouro_inspect (ouro_session_get_run (self), find (self, "a"));

  g_assert_cmpstr (object->count, ==, "4");
  g_assert_cmpuint (object->held_by->len, ==, 4);
}

static void
test_an_edit_can_be_undone_and_done_again (void)
{
  g_autoptr (OuroSession) self = open_text ("a = 1\n");

  append (self, "b = 2\n");
  ouro_session_undo (self);
  ouro_session_wait (self);
  g_assert_cmpstr (ouro_session_get_text (self), ==, "a = 1\n");
  g_assert_cmpuint (find (self, "b"), ==, 0);
  ouro_session_redo (self);
  ouro_session_wait (self);
  g_assert_cmpstr (ouro_session_get_text (self), ==, "a = 1\nb = 2\n");
}

static void
test_a_statement_is_inserted_in_the_past (void)
{
  g_autoptr (OuroSession) self = open_text ("a = []\nb = []\n");
  g_autoptr (GError) error = NULL;

  ouro_run_seek_statement (ouro_session_get_run (self), 1);
  ouro_session_insert (self, "a.append(1)\n", &error);
  g_assert_no_error (error);
  ouro_session_wait (self);
  g_assert_cmpstr (ouro_session_get_text (self), ==, "a = []\na.append(1)\nb = []\n");
  g_assert_cmpuint (ouro_run_get_statement_index (ouro_session_get_run (self)), ==, 2);
}

static void
test_nothing_is_appended_to_what_failed (void)
{
  g_autoptr (OuroSession) self = open_text ("1 / 0\n");
  g_autoptr (GError) error = NULL;

  g_assert_false (ouro_session_append (self, "a = 1\n", &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (ouro_session_get_text (self), ==, "1 / 0\n");
}

static void
on_failed (OuroSession *self,
           const char  *message,
           char       **kept)
{
  g_free (*kept);
  *kept = g_strdup (message);
}

static void
test_a_text_that_is_no_program_keeps_the_last_run (void)
{
  g_autoptr (OuroSession) self = open_text ("a = []\n");
  g_autofree char *message = NULL;

  g_signal_connect (self, "failed", G_CALLBACK (on_failed), &message);
  ouro_session_set_text (self, "a = [\n");
  ouro_session_wait (self);
  g_assert_nonnull (message);
  g_assert_cmpuint (find (self, "a"), >, 0);
}

static void
test_stop_ends_an_endless_loop (void)
{
  g_autoptr (OuroSession) self = ouro_session_new ();
  gint64 start;

  ouro_session_open_text (self, "while True:\n    pass\n", NULL, FALSE);
  g_assert_true (ouro_session_is_running (self));
  start = g_get_monotonic_time ();
  ouro_session_stop (self);
  ouro_session_wait (self);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  g_assert_nonnull (ouro_run_get_interruption (ouro_session_get_run (self)));
}

static void
test_proposals_ask_for_a_key_that_is_a_literal (void)
{
  g_autoptr (OuroSession) self = open_text ("d = {}\nx = []\n");
  g_autoptr (GPtrArray) proposals = ouro_action_refer (ouro_session_get_run (self), find (self, "d"), -1, find (self, "x"));
  OuroProposal *proposal = g_ptr_array_index (proposals, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *statements = ouro_proposal_fill (proposal, "'k'", &error);

  g_assert_cmpstr (statements, ==, "d['k'] = x\n");
  g_assert_null (ouro_proposal_fill (proposal, "f()", &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/clicks-write-the-story-of-a-cycle", test_clicks_write_the_story_of_a_cycle);
  g_test_add_func ("/session/garbage-cannot-be-deleted", test_garbage_cannot_be_deleted);
  g_test_add_func ("/session/a-holder-is-listed-for-each-unit-of-the-count", test_a_holder_is_listed_for_each_unit_of_the_count);
  g_test_add_func ("/session/an-edit-can-be-undone-and-done-again", test_an_edit_can_be_undone_and_done_again);
  g_test_add_func ("/session/a-statement-is-inserted-in-the-past", test_a_statement_is_inserted_in_the_past);
  g_test_add_func ("/session/nothing-is-appended-to-what-failed", test_nothing_is_appended_to_what_failed);
  g_test_add_func ("/session/a-text-that-is-no-program-keeps-the-last-run", test_a_text_that_is_no_program_keeps_the_last_run);
  g_test_add_func ("/session/stop-ends-an-endless-loop", test_stop_ends_an_endless_loop);
  g_test_add_func ("/session/proposals-ask-for-a-key-that-is-a-literal", test_proposals_ask_for_a_key_that_is_a_literal);
  return g_test_run ();
}
