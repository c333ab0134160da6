/* ouro-mod-time.c - the module time, on the simulated clock
 *
 * Source  Modules/timemodule.c, Python/pytime.c (3.11 to 3.15)
 */
#include "ouro-costs.h"
#include "ouro-mod-private.h"
#include "ouro-threads.h"

/* Every program begins at the same moment: 2026-01-01 00:00:00 UTC, a second after the computer was switched on. */
#define EPOCH_AT_START     (G_GINT64_CONSTANT (1767225600) * 1000000000)
#define MONOTONIC_AT_START G_GINT64_CONSTANT (1000000000)

typedef enum {
  CLOCK_TIME,
  CLOCK_MONOTONIC_TIME,
  CLOCK_BUSY,
  CLOCK_OWN,
} Clock;

static gint64
read_clock (OuroVm *vm,
            Clock   clock)
{
  ouro_threads_spend (vm, OURO_COST_CLOCK);
  switch (clock)
    {
    case CLOCK_TIME:
      return EPOCH_AT_START + (gint64)ouro_threads_get_time (vm);
    case CLOCK_MONOTONIC_TIME:
      return MONOTONIC_AT_START + (gint64)ouro_threads_get_time (vm);
    case CLOCK_BUSY:
      return (gint64)ouro_threads_get_busy_time (vm);
    case CLOCK_OWN:
    default:
      return (gint64)ouro_threads_get_own_time (vm);
    }
}

#define CLOCK_FUNCTIONS(name, clock) \
  static OuroId \
    time_##name (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return ouro_float_new (vm->heap, (double)read_clock (vm, clock) / 1e9); \
  } \
  static OuroId \
    time_##name##_ns (OuroVm *vm, OuroId self, const guint32 *args, guint n_args, OuroId kwnames) \
  { \
    return ouro_int_new (vm->heap, read_clock (vm, clock)); \
  }

CLOCK_FUNCTIONS (time, CLOCK_TIME)
CLOCK_FUNCTIONS (monotonic, CLOCK_MONOTONIC_TIME)
CLOCK_FUNCTIONS (process_time, CLOCK_BUSY)
CLOCK_FUNCTIONS (thread_time, CLOCK_OWN)

static OuroId
time_sleep (OuroVm        *vm,
            OuroId         self,
            const guint32 *args,
            guint          n_args,
            OuroId         kwnames)
{
  OuroWaited waited;
  gint64     nanoseconds;

  if (ouro_threads_take_outcome (vm, &waited))
    return OURO_ID_NONE;
  if (!ouro_py_get_seconds (vm, ouro_vm_argument (args, 0), &nanoseconds))
    return OURO_NO_ID;
  if (nanoseconds < 0)
    {
      ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "sleep length must be non-negative");
      return OURO_NO_ID;
    }
  ouro_threads_catch_up (vm);
  waited = ouro_threads_wait (vm, OURO_WAIT_SLEEP, OURO_NO_ID, (guint64)nanoseconds);
  return waited == OURO_WAITED_DONE ? OURO_ID_NONE : OURO_NO_ID;
}

static const OuroBuiltinDef functions[] = {
  { "time", time_time, 0, 0, 0 },
  { "time_ns", time_time_ns, 0, 0, 0 },
  { "monotonic", time_monotonic, 0, 0, 0 },
  { "monotonic_ns", time_monotonic_ns, 0, 0, 0 },
  { "perf_counter", time_monotonic, 0, 0, 0 },
  { "perf_counter_ns", time_monotonic_ns, 0, 0, 0 },
  { "process_time", time_process_time, 0, 0, 0 },
  { "process_time_ns", time_process_time_ns, 0, 0, 0 },
  { "thread_time", time_thread_time, 0, 0, 0 },
  { "thread_time_ns", time_thread_time_ns, 0, 0, 0 },
  { "sleep", time_sleep, 1, 1, OURO_BUILTIN_WAITS },
  { NULL },
};

void
ouro_mod_time_add (OuroVm *vm,
                   OuroId  module)
{
  ouro_mod_add_functions (vm, module, functions);
}
