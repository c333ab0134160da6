/* run-python.c - runs a program on the virtual machine, as python3 would: for tests and for a look
 *
 * run-python [--python VERSION] [--check] [--record] [--jumps] FILE
 *   --check   recounts the whole heap at the end
 *   --record  goes back to the start and runs every line anew with recording on; each must lead to the same state
 *   --jumps   runs the program a second time line by line, and visits moments of the first run drawn by lot; each must be in the
 *             state that the second found
 */
#include <stdio.h>
#include <string.h>

#include "ouro-journal-private.h"
#include "ouro-vm.h"

static gboolean check = FALSE;
static gboolean record = FALSE;
static gboolean jumps = FALSE;

#define N_JUMPS 1000

/* Few, so that short programs have a history of several blocks. */
#define BLOCK_ENTRIES 400

typedef struct
{
  guint32 position;
  guint64 hash;
} Moment;

/* NAME.py beside the program. */
static char *
read_beside (const char *name,
             char      **file,
             gpointer    program)
{
  g_autofree char *folder = g_path_get_dirname (program);
  g_autofree char *base = g_strconcat (name, ".py", NULL);
  g_autofree char *path = g_build_filename (folder, base, NULL);
  char            *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  *file = g_steal_pointer (&base);
  return text;
}

static int
complain (const char *what,
          char       *problem)
{
  g_printerr ("%s: %s\n", what, problem);
  g_free (problem);
  return 3;
}

/* Each line again from its beginning, with recording on: the state at its end must be the same. */
static int
record_all (OuroVm   *vm,
            OuroHeap *heap)
{
  guint32 n = ouro_heap_get_n_transactions (heap);

  for (guint32 i = 0; i + 1 < n; i++)
    {
      guint64 expected, found;

      ouro_heap_seek (heap, i + 1);
      expected = ouro_heap_hash (heap);
      ouro_heap_seek (heap, i);
      if (!(ouro_heap_get_transaction_flags (heap, i) & OURO_TRANSACTION_CLEAN) || !(ouro_heap_get_transaction_flags (heap, i + 1) & OURO_TRANSACTION_CLEAN))
        continue;
      ouro_heap_start_record (heap);
      ouro_vm_record (vm, 1);
      ouro_heap_seek_change (heap, ouro_vm_get_n_recorded (vm));
      found = ouro_heap_hash (heap);
      if (!ouro_heap_stop_record (heap))
        return complain ("record", g_strdup ("full"));
      if (found != expected)
        return complain ("record", g_strdup_printf ("transaction %u, line %u: another state", i, ouro_heap_get_transaction_line (heap, i)));
    }
  ouro_heap_seek (heap, n);
  return 0;
}

/* The states between lines, found by a machine that stops at each: its history never has to run anything anew. */
static GArray *
list_moments (OuroProgram       *program,
              const OuroProfile *profile)
{
  g_autoptr (OuroHeap) heap = ouro_heap_new (profile, OURO_HISTORY_KEEP);
  g_autoptr (OuroVm) vm = ouro_vm_new (heap, program);
  GArray     *moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  OuroVmState state;

  do
    {
      Moment moment;

      state = ouro_vm_run (vm, 1);
      moment = (Moment){ ouro_heap_get_position (heap), ouro_heap_hash (heap) };
      g_array_append_val (moments, moment);
    }
  while (state == OURO_VM_RUNNING);
  return moments;
}

static int
jump (OuroHeap    *heap,
      OuroProgram *again)
{
  g_autoptr (GArray) moments = list_moments (again, ouro_heap_get_profile (heap));
  g_autoptr (GRand) random = g_rand_new_with_seed (moments->len);

  if (g_array_index (moments, Moment, moments->len - 1).position != ouro_heap_get_n_transactions (heap))
    return complain ("jumps", g_strdup ("another number of lines"));
  for (guint i = 0; i < N_JUMPS; i++)
    {
      guint index = g_rand_int_range (random, 0, (gint32)moments->len);

      for (guint step = 0; step <= i % 4 && index > 0; step++, index--)
        {
          const Moment *moment = &g_array_index (moments, Moment, index);
          char         *problem = NULL;

          ouro_heap_seek (heap, moment->position);
          if (ouro_heap_hash (heap) != moment->hash)
            return complain ("jumps", g_strdup_printf ("position %u is in another state", moment->position));
          if (i < 20 && !ouro_heap_check (heap, &problem))
            return complain ("jumps", problem);
        }
    }
  ouro_heap_seek (heap, ouro_heap_get_n_transactions (heap));
  return 0;
}

static OuroProgram *
compile (const char        *file,
         const OuroProfile *profile)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  OuroProgram     *program = NULL;

  if (g_file_get_contents (file, &text, NULL, &error))
    program = ouro_program_new (text, file, profile, read_beside, (gpointer)file, &error);
  if (program == NULL)
    g_printerr ("%s\n", error->message);
  return program;
}

static int
run (const char        *file,
     const OuroProfile *profile)
{
  g_autoptr (OuroHeap) heap = ouro_heap_new (profile, OURO_HISTORY_KEEP);
  g_autoptr (OuroVm) vm = NULL;
  OuroProgram *program = compile (file, profile);
  const char  *output, *errors;
  char        *problem = NULL;
  gsize        n_output, n_errors;
  int          status = 0;

  if (program == NULL)
    return 1;
  vm = ouro_vm_new (heap, program);
  if (jumps)
    ouro_journal_limit_blocks (heap->journal, BLOCK_ENTRIES);
  ouro_vm_run (vm, G_MAXUINT64);
  if (check && !ouro_heap_check (heap, &problem))
    status = complain ("check", problem);
  if (status == 0 && record)
    status = record_all (vm, heap);
  if (status == 0 && jumps)
    status = jump (heap, compile (file, profile));
  if (!record && !jumps)
    ouro_vm_shut_down (vm);
  output = ouro_vm_get_output (vm, &n_output);
  errors = ouro_vm_get_errors (vm, &n_errors);
  fwrite (output, 1, n_output, stdout);
  fflush (stdout);
  fwrite (errors, 1, n_errors, stderr);
  if (ouro_vm_get_interruption (vm) != NULL)
    g_printerr ("stopped: %s\n", ouro_vm_get_interruption (vm));
  return status != 0 ? status : ouro_vm_get_exit_status (vm);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *version = NULL;
  const OuroProfile *profile;
  GOptionEntry       entries[] = {
          { "python", 0, 0, G_OPTION_ARG_STRING, &version, "Version", "3.15" },
          { "check", 0, 0, G_OPTION_ARG_NONE, &check, "Recount", NULL },
          { "record", 0, 0, G_OPTION_ARG_NONE, &record, "Record", NULL },
          { "jumps", 0, 0, G_OPTION_ARG_NONE, &jumps, "Jump", NULL },
          { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "one FILE");
      return 2;
    }
  profile = version != NULL ? ouro_profile_find (version) : ouro_profile_get_default ();
  if (profile == NULL)
    {
      g_printerr ("unknown version\n");
      return 2;
    }
  return run (argv[1], profile);
}
