/* fake-layout-helper.c - helpers that misbehave, for the tests of the layout
 *
 * OURO_FAKE_HELPER says how: "gone" (before it reads anything), "hang", "crash", "exit",
 * "garbage", "endless-garbage", "half", "long" (a frame that promises too much), "other" (an
 * answer to another question). With OURO_FAKE_ONCE, the name of a file that does not exist yet,
 * only the first one misbehaves. The others are honest, and those that are say so by a line in the
 * file OURO_FAKE_STARTS.
 */

#include "ouro-layout-helper.h"
#include "ouro-layout-protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* TRUE for the process that makes the file. */
static gboolean
is_first (const char *path)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
  return fd >= 0;
}

static void
say_start (void)
{
  const char *path = g_getenv ("OURO_FAKE_STARTS");
  int         fd = path != NULL ? open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;

  if (fd < 0)
    return;
  if (write (fd, "\n", 1) != 1)
    exit (1);
  close (fd);
}

static void
put (const void *data,
     size_t      length)
{
  if (write (STDOUT_FILENO, data, length) < 0)
    exit (1);
}

static void
put_endlessly (void)
{
  char block[4096] = { 'x' };

  while (write (STDOUT_FILENO, block, sizeof block) > 0)
    ;
}

/* A sound answer, but to a question that nobody asked. */
static void
put_other_answer (void)
{
  OuroLayoutQuestion question = { .number = 4711, .task = OURO_LAYOUT_ARRANGE };
  OuroLayoutGraph   *graph = ouro_layout_graph_new (3, 0);
  GBytes            *answer = ouro_layout_protocol_write_answer (&question, graph, 0);

  put (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  g_bytes_unref (answer);
  ouro_layout_graph_free (graph);
}

static int
misbehave (const char *how)
{
  static const guint32 half[] = { 0x314c554f, 1000, 0 }, too_long[] = { 0x314c554f, 0xffffffff };
  char                 question[16];

  if (strcmp (how, "gone") == 0)
    return 3;
  if (read (STDIN_FILENO, question, sizeof question) <= 0)
    return 1;
  if (strcmp (how, "crash") == 0)
    abort ();
  else if (strcmp (how, "garbage") == 0)
    put ("this is no answer at all", 24);
  else if (strcmp (how, "endless-garbage") == 0)
    put_endlessly ();
  else if (strcmp (how, "half") == 0)
    put (half, sizeof half);
  else if (strcmp (how, "long") == 0)
    put (too_long, sizeof too_long);
  else if (strcmp (how, "other") == 0)
    put_other_answer ();
  else if (strcmp (how, "hang") == 0)
    for (;;)
      pause ();

  return 3;
}

int
main (void)
{
  const char *how = g_getenv ("OURO_FAKE_HELPER");
  const char *once = g_getenv ("OURO_FAKE_ONCE");

  if (how != NULL && (once == NULL || is_first (once)))
    /* Not exit (): the leak sanitizer traces a process that exits, and one that is killed while it
     * is traced stays a zombie. */
    _exit (misbehave (how));

  say_start ();
  return ouro_layout_helper_run ();
}
