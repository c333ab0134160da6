/* ouro-costs.h - what everything costs in simulated time
 *
 * The one table of the simulated clock: nanoseconds for each instruction, and for what the interpreter and the operating
 * system do besides. Nothing else says how long something takes, and nothing here knows who asks.
 *
 * Source  measured with CPython 3.13.5 on a desktop computer: loops around one statement each, the best of several runs, without the
 *         empty loop. An empty turn of a for loop takes 10 ns, "n += 1" on a global 22 ns more, on a local 12 ns, a call of an empty
 *         Python function 20 ns, of abs () 12 ns, "with lock" 85 ns, time.perf_counter () 40 ns. Waking and switching threads: Linux 6.
 */
#pragma once

#include "ouro-code.h"

/* For each instruction by itself; what it calls is paid for by those who do it. At most 255. */
extern const guint8 ouro_costs[OURO_N_OPS];

enum {
  OURO_COST_CALL_C = 6,           /* entering a function in C and coming back */
  OURO_COST_NEXT = 6,             /* the next item for a loop in C or Python */
  OURO_COST_LOCK = 18,            /* taking or giving back a lock that nobody waits for */
  OURO_COST_CLOCK = 24,           /* reading a clock of the operating system */
  OURO_COST_START = 60000,        /* making a thread of the operating system */
  OURO_COST_WAKE = 20000,         /* from a signal until the sleeper is awake */
  OURO_COST_SLEEP = 60000,        /* time.sleep () sleeps so much too long: the slack of Linux timers */
  OURO_COST_HAND_OVER = 5000,     /* from the release of the GIL until another thread has it */
  OURO_COST_FAIR_AFTER = 1000000, /* a lock of the newer kind is handed to one who has waited so long (Python/lock.c, TIME_TO_BE_FAIR_NS) */
};
