/* fuzz-run.c - any bytes, run as a Python program
 *
 * The first byte chooses the version, the rest is the program. It may take a few thousand lines, a little memory and no
 * longer than a moment; then the heap is recounted, and history goes back to the start and forward again.
 */

#include "fuzz.h"

#include "ouro-heap.h"
#include "ouro-run.h"

#define MAX_LENGTH 4096

static const OuroVmLimits limits = { .max_lines = 2000, .max_output = 100 * 1000, .max_memory = 64 * 1024 * 1024, .max_seconds = 1 };

static void
check (const OuroRun *run)
{
  g_autofree char *problem = NULL;

  ouro_heap_check (ouro_run_get_heap (run), &problem);
  g_assert_cmpstr (problem, ==, NULL);
}

static void
run (const char        *text,
     const OuroProfile *profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroRun) run = ouro_run_new (text, "fuzz.py", profile, OURO_HISTORY_KEEP, &error);
  guint64    hash;
  OuroCursor end;

  g_assert_true ((run == NULL) == (error != NULL));
  if (run == NULL)
    return;

  ouro_run_set_limits (run, &limits);
  ouro_run_execute (run);
  if (ouro_run_get_state (run) == OURO_VM_INTERRUPTED)
    return;

  check (run);
  end = ouro_run_get_cursor (run);
  hash = ouro_heap_hash (ouro_run_get_heap (run));
  ouro_run_seek_statement (run, 0);
  check (run);
  ouro_run_seek (run, end);
  g_assert_cmpuint (ouro_heap_hash (ouro_run_get_heap (run)), ==, hash);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const OuroProfile *const *profiles = ouro_profile_list ();
  guint                     n_profiles = g_strv_length ((char **)profiles);
  g_autofree char          *text = NULL;

  if (size == 0 || size > MAX_LENGTH || !g_utf8_validate ((const char *)data + 1, size - 1, NULL))
    return 0;

  text = g_strndup ((const char *)data + 1, size - 1);
  run (text, profiles[data[0] % n_profiles]);
  return 0;
}
