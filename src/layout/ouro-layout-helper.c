/* ouro-layout-helper.c - the process in which Graphviz runs
 *
 * Reads a question, answers it, reads the next. Whatever is wrong ends the process: the one who
 * asked notices, starts another and, at worst, finds an answer without Graphviz.
 */

#include "ouro-layout-helper.h"

#include "ouro-layout-graphviz.h"
#include "ouro-layout-protocol.h"
#include "ouro-layout-route.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

/* Memory that the process may take. The sanitizers need terabytes of addresses to themselves. */
#define MEMORY_LIMIT (1024ul * 1024 * 1024)

#if defined(__SANITIZE_ADDRESS__)
#define HAS_MEMORY_LIMIT 0
#else
#define HAS_MEMORY_LIMIT 1
#endif

/* How much memory the process takes now, in KiB; 0 when the system does not tell. */
static guint32
get_memory (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  fields = g_strsplit (text, " ", 3);
  if (g_strv_length (fields) < 2)
    return 0;

  return (guint32)(g_ascii_strtoull (fields[1], NULL, 10) * (guint64)sysconf (_SC_PAGESIZE) / 1024);
}

/* Should nobody be left to end a process that computes for ever, the system does. */
static void
set_alarm (guint32 milliseconds)
{
  guint32          twice = MIN (milliseconds, G_MAXUINT32 / 2) * 2;
  struct itimerval timer = { .it_value = { twice / 1000, twice % 1000 * 1000 } };

  setitimer (ITIMER_REAL, &timer, NULL);
}

/* Nothing but answers may go where answers go: standard output and error of everybody else lead
 * nowhere. Returns where answers go, or -1. */
static int
keep_output_for_answers (void)
{
  int answers = fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  int nowhere = open ("/dev/null", O_WRONLY | O_CLOEXEC);

  if (answers < 0 || nowhere < 0 || dup2 (nowhere, STDOUT_FILENO) < 0 ||
      dup2 (nowhere, STDERR_FILENO) < 0)
    return -1;
  close (nowhere);

  return answers;
}

typedef enum {
  NEXT,   /* go on */
  ENDED,  /* nobody asks any more */
  BROKEN, /* what came was no question, or nobody takes the answer */
} Outcome;

/* FALSE at the end of the input, and on errors. */
static gboolean
read_all (GInputStream *questions,
          guint8       *data,
          gsize         length)
{
  gsize n;

  return g_input_stream_read_all (questions, data, length, &n, NULL, NULL) && n == length;
}

static Outcome
read_payload (GInputStream *questions,
              guint8      **payload,
              gsize        *length)
{
  guint8 frame[OURO_LAYOUT_FRAME_LENGTH];

  if (!read_all (questions, frame, sizeof frame))
    return ENDED;
  if (!ouro_layout_protocol_read_frame (frame, length, NULL))
    return BROKEN;
  *payload = g_malloc (*length);

  return read_all (questions, *payload, *length) ? NEXT : BROKEN;
}

static Outcome
answer_one (OuroLayoutGraphviz *graphviz,
            GInputStream       *questions,
            GOutputStream      *answers)
{
  g_autofree guint8 *payload = NULL;
  g_autoptr (OuroLayoutGraph) graph = NULL;
  g_autoptr (GBytes) answer = NULL;
  OuroLayoutQuestion question;
  gsize              length;
  Outcome            outcome = read_payload (questions, &payload, &length);

  if (outcome != NEXT)
    return outcome;
  graph = ouro_layout_protocol_read_question (payload, length, &question, NULL);
  if (graph == NULL)
    return BROKEN;

  set_alarm (question.time_limit);
  if (question.task == OURO_LAYOUT_ARRANGE)
    ouro_layout_graphviz_arrange (graphviz, graph, question.effort);
  else
    ouro_layout_route (graph);
  set_alarm (0);

  answer = ouro_layout_protocol_write_answer (&question, graph, get_memory ());
  return g_output_stream_write_all (answers, g_bytes_get_data (answer, NULL),
                                    g_bytes_get_size (answer), NULL, NULL, NULL)
           ? NEXT
           : BROKEN;
}

int
ouro_layout_helper_run (void)
{
  struct rlimit limit = { MEMORY_LIMIT, MEMORY_LIMIT };
  g_autoptr (OuroLayoutGraphviz) graphviz = NULL;
  g_autoptr (GInputStream) questions = NULL;
  g_autoptr (GOutputStream) answers = NULL;
  int     output = keep_output_for_answers ();
  Outcome outcome = NEXT;

  if (output < 0)
    return 1;
  if (HAS_MEMORY_LIMIT)
    setrlimit (RLIMIT_AS, &limit);

  questions = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  answers = g_unix_output_stream_new (output, TRUE);
  graphviz = ouro_layout_graphviz_new ();
  while (outcome == NEXT)
    outcome = answer_one (graphviz, questions, answers);

  return outcome == ENDED ? 0 : 1;
}
