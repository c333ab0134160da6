/* ouro-mark.h - what a record says besides the changes themselves
 *
 * A mark stands in the record between the changes it speaks of (ouro_heap_mark ()); each names an object
 * or none and has up to two details. The list is included wherever marks matter:
 *
 *   OURO_MARK (NAME)   object; first detail; second detail
 */
#pragma once

/* The second detail of BIND and UNBIND: which kind of name. */
enum {
  OURO_BOUND_LOCAL = 1, /* the first detail is its number among the locals */
  OURO_BOUND_GLOBAL,    /* the first detail is the name */
};

typedef enum {
#define OURO_MARK(NAME) OURO_MARK_##NAME,
#include "ouro-marks.h"
#undef OURO_MARK
  OURO_N_MARKS,
} OuroMark;
