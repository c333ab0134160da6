/* test-run.c - a program executed, and its moments gone through forward and backward */
#include "ouro-run.h"

#include <string.h>

static const char cycle[] = "import gc\n"
                            "a = []\n"
                            "b = [a]\n"
                            "a.append(b)\n"
                            "del a\n"
                            "del b\n"
                            "found = gc.collect()\n";

static const char loop[] = "class Node:\n"
                           "    def __init__(self, n):\n"
                           "        self.n = n\n"
                           "    def __repr__(self):\n"
                           "        return 'Node ' + str(self.n)\n"
                           "nodes = []\n"
                           "for i in range(20):\n"
                           "    nodes.append(Node(i))\n"
                           "    if i % 3 == 0:\n"
                           "        nodes[0].other = nodes\n"
                           "print(nodes[7], len(nodes))\n"
                           "nodes = None\n";

/* Modules of the library that are written in Python, imported in the middle, which call the program's functions. */
static const char library[] = "class Odd(Exception):\n"
                              "    def __init__(self, n):\n"
                              "        self.n = n\n"
                              "    def __hash__(self):\n"
                              "        return self.n\n"
                              "    def __del__(self):\n"
                              "        gone.append(self.n)\n"
                              "gone = []\n"
                              "even = []\n"
                              "def check(n):\n"
                              "    from contextlib import contextmanager\n"
                              "    @contextmanager\n"
                              "    def around():\n"
                              "        try:\n"
                              "            yield [n]\n"
                              "        except Odd as error:\n"
                              "            gone.append(repr(error.n))\n"
                              "    with around() as box:\n"
                              "        if n % 2:\n"
                              "            raise Odd(n)\n"
                              "        even.append(box)\n"
                              "for i in range(6):\n"
                              "    check(i)\n"
                              "import weakref, copy\n"
                              "things = [Odd(i) for i in range(4)]\n"
                              "by_number = weakref.WeakValueDictionary((t.n, t) for t in things)\n"
                              "numbers = weakref.WeakKeyDictionary((t, t.n) for t in things)\n"
                              "class Node:\n"
                              "    pass\n"
                              "node = Node()\n"
                              "node.next = [node, even]\n"
                              "other = copy.deepcopy(node)\n"
                              "ref = weakref.ref(node, lambda r: gone.append('node'))\n"
                              "del node, things[1:3]\n"
                              "import gc\n"
                              "gc.collect()\n"
                              "print(sorted(by_number), len(numbers), other.next[1])\n";

/* Threads that take turns: by waiting for a lock, by sleeping, and because the GIL is asked for. */
static const char threads[] = "import sys, threading, time\n"
                              "sys.setswitchinterval(0.000001)\n"
                              "lock = threading.Lock()\n"
                              "n = 0\n"
                              "def one():\n"
                              "    return 1\n"
                              "def work(turns):\n"
                              "    global n\n"
                              "    for i in range(turns):\n"
                              "        n += one()\n"
                              "        with lock:\n"
                              "            box = [i]\n"
                              "            if i == 2:\n"
                              "                time.sleep(0.001)\n"
                              "class Slow:\n"
                              "    def __repr__(self):\n"
                              "        time.sleep(0.0001)\n"
                              "        return 'slow'\n"
                              "all = [threading.Thread(target=work, args=(6,)) for i in range(3)]\n"
                              "for t in all:\n"
                              "    t.start()\n"
                              "print(Slow())\n"
                              "for t in all:\n"
                              "    t.join()\n"
                              "print(len(all), lock.locked())\n";

static const struct
{
  const char *name;
  const char *text;
} programs[] = {
  { "loop", loop },
  { "library", library },
  { "threads", threads },
};

static OuroRun *
run (const char *text)
{
  g_autoptr (GError) error = NULL;
  OuroRun *self = ouro_run_new (text, "test.py", ouro_profile_get_default (), OURO_HISTORY_KEEP, &error);

  g_assert_no_error (error);
  ouro_run_execute (self);
  return self;
}

static void
assert_sound (OuroRun *self)
{
  g_autofree char *problem = NULL;

  ouro_heap_check (ouro_run_get_heap (self), &problem);
  g_assert_cmpstr (problem, ==, NULL);
}

/* The hashes of the state at all positions. */
static GArray *
list_states (OuroRun *self)
{
  GArray *states = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint32 i = 0; i <= ouro_run_get_n_positions (self); i++)
    {
      guint64 state;

      ouro_run_seek (self, (OuroCursor){ .position = i });
      state = ouro_heap_hash (ouro_run_get_heap (self));
      g_array_append_val (states, state);
    }
  return states;
}

static void
test_statements_finish_in_order (void)
{
  g_autoptr (OuroRun) self = run (cycle);

  g_assert_cmpint (ouro_run_get_state (self), ==, OURO_VM_FINISHED);
  g_assert_cmpuint (ouro_run_get_n_statements (self), ==, 7);
  for (guint i = 0; i < 7; i++)
    g_assert_cmpuint (ouro_run_get_statement (self, i)->line, ==, i + 1);
}

static void
test_steps_back_and_forth_meet_the_same_states (gconstpointer program)
{
  g_autoptr (OuroRun) self = run (program);
  g_autoptr (GArray) forward = list_states (self);

  for (guint32 i = ouro_run_get_n_positions (self); i-- > 0;)
    {
      g_assert_true (ouro_run_step_line (self, -1));
      g_assert_cmpuint (ouro_run_get_cursor (self).position, ==, i);
      g_assert_cmpuint (ouro_heap_hash (ouro_run_get_heap (self)), ==, g_array_index (forward, guint64, i));
    }
  g_assert_false (ouro_run_step_line (self, -1));
}

/* Events up to the end of a line lead to the state after it, and the way back to the state before. */
static void
test_events_lead_from_line_to_line (gconstpointer program)
{
  g_autoptr (OuroRun) self = run (program);
  g_autoptr (GArray) states = list_states (self);
  guint n_events = 0, n_back = 0;

  ouro_run_seek (self, (OuroCursor){ 0 });
  while (ouro_run_step_event (self, 1))
    {
      OuroCursor cursor = ouro_run_get_cursor (self);

      n_events++;
      if (cursor.event == 0)
        g_assert_cmpuint (ouro_heap_hash (ouro_run_get_heap (self)), ==, g_array_index (states, guint64, cursor.position));
    }
  g_assert_cmpuint (ouro_run_get_cursor (self).position, ==, ouro_run_get_n_positions (self));
  g_assert_cmpuint (n_events, >, 10 * ouro_run_get_n_statements (self));
  while (ouro_run_step_event (self, -1))
    {
      OuroCursor cursor = ouro_run_get_cursor (self);

      n_back++;
      if (cursor.event == 0)
        g_assert_cmpuint (ouro_heap_hash (ouro_run_get_heap (self)), ==, g_array_index (states, guint64, cursor.position));
    }
  g_assert_cmpuint (n_back, ==, n_events);
  g_assert_cmpuint (ouro_heap_hash (ouro_run_get_heap (self)), ==, g_array_index (states, guint64, 0));
}

/* Importing makes nothing that is counted, and what the library does makes no lines and no statements. */
static void
test_the_library_leaves_the_program_as_it_is (void)
{
  g_autoptr (OuroRun) plain = run ("import sys\nn = []\nm = [n]\n");
  g_autoptr (OuroRun) with = run ("import contextlib\nn = []\nm = [n]\n");

  g_assert_cmpuint (ouro_run_get_n_positions (with), ==, ouro_run_get_n_positions (plain));
  g_assert_cmpuint (ouro_run_get_n_statements (with), ==, ouro_run_get_n_statements (plain));
  for (guint i = 0; i < ouro_run_get_n_statements (plain); i++)
    g_assert_cmpuint (ouro_run_get_statement (with, i)->n_births, ==, ouro_run_get_statement (plain, i)->n_births);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (ouro_heap_get_word (ouro_run_get_heap (with), OURO_WORD_COUNT + i), ==, ouro_heap_get_word (ouro_run_get_heap (plain), OURO_WORD_COUNT + i));
      g_assert_cmpuint (ouro_heap_get_list_length (ouro_run_get_heap (with), i), ==, ouro_heap_get_list_length (ouro_run_get_heap (plain), i));
    }
}

/* From any moment to any other, and events from there. */
static void
test_jumps_meet_the_same_states (gconstpointer program)
{
  g_autoptr (OuroRun) self = run (program);
  g_autoptr (GArray) states = list_states (self);

  for (guint i = 0; i < 200; i++)
    {
      guint32 position = g_test_rand_int_range (0, (gint32)states->len);

      ouro_run_seek (self, (OuroCursor){ .position = position });
      g_assert_cmpuint (ouro_heap_hash (ouro_run_get_heap (self)), ==, g_array_index (states, guint64, position));
      if (i % 4 == 0)
        for (guint k = 0; k < 20; k++)
          ouro_run_step_event (self, g_test_rand_bit () ? 1 : -1);
    }
}

static void
test_a_deadlock_is_explained (void)
{
  g_autoptr (OuroRun) self = run ("import threading\n"
                                  "first, second = threading.Lock(), threading.Lock()\n"
                                  "ready = threading.Barrier(2)\n"
                                  "def work():\n"
                                  "    with second:\n"
                                  "        ready.wait()\n"
                                  "        first.acquire()\n"
                                  "threading.Thread(target=work, name='worker').start()\n"
                                  "with first:\n"
                                  "    ready.wait()\n"
                                  "    second.acquire()\n");
  gsize            length;
  g_autofree char *errors = NULL;

  g_assert_cmpint (ouro_run_get_state (self), ==, OURO_VM_FAILED);
  g_assert_cmpint (ouro_run_get_exit_status (self), ==, 1);
  errors = g_strdup (ouro_run_get_errors (self, &length));
  g_assert_nonnull (strstr (errors, "MainThread (line 11) waits for the lock second, which worker has taken"));
  g_assert_nonnull (strstr (errors, "worker (line 7) waits for the lock first, which MainThread has taken"));
  assert_sound (self);
  g_assert_cmpuint (ouro_vm_get_n_threads (ouro_run_get_vm (self)), ==, 2);
}

static void
test_two_runs_give_the_same_log (gconstpointer program)
{
  g_autoptr (OuroRun) one = run (program);
  g_autoptr (OuroRun) other = run (program);
  g_autoptr (GArray) of_one = list_states (one);
  g_autoptr (GArray) of_other = list_states (other);

  g_assert_cmpmem (of_one->data, of_one->len * sizeof (guint64), of_other->data, of_other->len * sizeof (guint64));
  ouro_run_seek (one, (OuroCursor){ 0 });
  ouro_run_seek (other, (OuroCursor){ 0 });
  while (ouro_run_step_event (one, 1))
    {
      g_autofree char *caption = ouro_run_dup_caption (one);
      g_autofree char *again = NULL;

      g_assert_true (ouro_run_step_event (other, 1));
      again = ouro_run_dup_caption (other);
      g_assert_cmpstr (caption, ==, again);
    }
}

static void
test_each_phase_of_a_collection_is_an_event (void)
{
  const OuroMark phases[] = { OURO_MARK_GC_START, OURO_MARK_GC_COPIED, OURO_MARK_GC_SUBTRACT, OURO_MARK_GC_SUBTRACTED, OURO_MARK_GC_SUSPECT, OURO_MARK_GC_DIVIDED, OURO_MARK_GC_CLEAR, OURO_MARK_GC_END };
  g_autoptr (OuroRun) self = run (cycle);
  const OuroEvent *events;
  guint            n_events, phase = 0;

  ouro_run_seek_statement (self, 6);
  events = ouro_run_get_events (self, &n_events);
  for (guint i = 0; i < n_events && phase < G_N_ELEMENTS (phases); i++)
    if (events[i].kind == OURO_EVENT_COLLECTOR && events[i].mark == phases[phase])
      phase++;
  g_assert_cmpuint (phase, ==, G_N_ELEMENTS (phases));
}

static void
test_output_goes_back_with_time (void)
{
  g_autoptr (OuroRun) self = run ("print('one')\nprint('two')\n");
  gsize length;

  ouro_run_seek_statement (self, 1);
  ouro_run_get_output (self, &length);
  g_assert_cmpuint (length, ==, 4);
  ouro_run_seek_statement (self, 2);
  g_assert_cmpmem (ouro_run_get_output (self, &length), 8, "one\ntwo\n", 8);
}

static void
test_an_expression_leaves_no_trace (void)
{
  g_autoptr (OuroRun) self = run (cycle);
  g_autoptr (GError) error = NULL;
  guint64          state;
  g_autofree char *value = NULL;

  ouro_run_seek_statement (self, 4);
  state = ouro_heap_hash (ouro_run_get_heap (self));
  value = ouro_run_evaluate (self, "len(a), a is b[0]", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, "(1, True)");
  g_assert_null (ouro_run_evaluate (self, "nothing", &error));
  g_assert_error (error, OURO_RUN_ERROR, OURO_RUN_ERROR_EXPRESSION);
  g_assert_cmpuint (ouro_heap_hash (ouro_run_get_heap (self)), ==, state);
}

static void
test_an_exception_ends_the_program (void)
{
  g_autoptr (OuroRun) self = run ("a = 1\nb = a / 0\nc = 2\n");
  guint32 line;

  g_assert_cmpint (ouro_run_get_state (self), ==, OURO_VM_FAILED);
  g_assert_cmpstr (ouro_run_get_failure (self, &line), ==, "ZeroDivisionError: division by zero");
  g_assert_cmpuint (line, ==, 2);
  g_assert_cmpint (ouro_run_get_exit_status (self), ==, 1);
  g_assert_cmpuint (ouro_run_get_n_statements (self), ==, 1);
}

static void
test_an_endless_loop_ends_at_a_limit (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroRun) self = ouro_run_new ("n = 0\nwhile True:\n    n += 1\n", "test.py", ouro_profile_get_default (), OURO_HISTORY_KEEP, &error);
  OuroVmLimits limits = { .max_lines = 10000 };

  ouro_run_set_limits (self, &limits);
  g_assert_cmpint (ouro_run_execute (self), ==, OURO_VM_INTERRUPTED);
  g_assert_nonnull (ouro_run_get_interruption (self));
  assert_sound (self);
  g_assert_true (ouro_run_step_statement (self, -1));
  assert_sound (self);
}

/* All within one line: what it has done is taken back, and the history before it is whole. */
static void
test_an_endless_call_ends_at_a_limit (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroRun) self = ouro_run_new ("a = []\nlist(filter(lambda x: False, iter(int, 1)))\n", "test.py", ouro_profile_get_default (), OURO_HISTORY_KEEP, &error);
  OuroVmLimits limits = { .max_seconds = 1 };

  ouro_run_set_limits (self, &limits);
  g_assert_cmpint (ouro_run_execute (self), ==, OURO_VM_INTERRUPTED);
  assert_sound (self);
}

static void
test_what_is_no_program_is_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ouro_run_new ("a = = 1\n", "bad.py", ouro_profile_get_default (), OURO_HISTORY_KEEP, &error));
  g_assert_error (error, OURO_RUN_ERROR, OURO_RUN_ERROR_SYNTAX);
  g_assert_true (g_str_has_suffix (error->message, "SyntaxError: invalid syntax"));
  g_clear_error (&error);
  g_assert_null (ouro_run_new ("async def f(): pass\n", "bad.py", ouro_profile_get_default (), OURO_HISTORY_KEEP, &error));
  g_assert_error (error, OURO_RUN_ERROR, OURO_RUN_ERROR_UNSUPPORTED);
  g_assert_true (g_str_has_prefix (error->message, "bad.py:1:"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/statements-finish-in-order", test_statements_finish_in_order);
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autofree char *steps = g_strdup_printf ("/run/%s/steps-back-and-forth-meet-the-same-states", programs[i].name);
      g_autofree char *events = g_strdup_printf ("/run/%s/events-lead-from-line-to-line", programs[i].name);
      g_autofree char *jumps = g_strdup_printf ("/run/%s/jumps-meet-the-same-states", programs[i].name);
      g_autofree char *log = g_strdup_printf ("/run/%s/two-runs-give-the-same-log", programs[i].name);

      g_test_add_data_func (steps, programs[i].text, test_steps_back_and_forth_meet_the_same_states);
      g_test_add_data_func (events, programs[i].text, test_events_lead_from_line_to_line);
      g_test_add_data_func (jumps, programs[i].text, test_jumps_meet_the_same_states);
      g_test_add_data_func (log, programs[i].text, test_two_runs_give_the_same_log);
    }
  g_test_add_func ("/run/the-library-leaves-the-program-as-it-is", test_the_library_leaves_the_program_as_it_is);
  g_test_add_func ("/run/a-deadlock-is-explained", test_a_deadlock_is_explained);
  g_test_add_func ("/run/each-phase-of-a-collection-is-an-event", test_each_phase_of_a_collection_is_an_event);
  g_test_add_func ("/run/output-goes-back-with-time", test_output_goes_back_with_time);
  g_test_add_func ("/run/an-expression-leaves-no-trace", test_an_expression_leaves_no_trace);
  g_test_add_func ("/run/an-exception-ends-the-program", test_an_exception_ends_the_program);
  g_test_add_func ("/run/an-endless-loop-ends-at-a-limit", test_an_endless_loop_ends_at_a_limit);
  g_test_add_func ("/run/an-endless-call-ends-at-a-limit", test_an_endless_call_ends_at_a_limit);
  g_test_add_func ("/run/what-is-no-program-is-refused", test_what_is_no_program_is_refused);
  return g_test_run ();
}
