/* fuzz.h - what a fuzzer calls
 *
 * libFuzzer has a main () that makes up inputs; replay.c has one that takes them from files, so that what was once found
 * is tried by every compiler.
 */
#pragma once

#include <glib.h>
#include <string.h>

/* One input of any bytes; aborts when it breaks the program. Always 0, as libFuzzer wants it. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
