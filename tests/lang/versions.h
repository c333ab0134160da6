/* versions.h - how Python 3.11 to 3.15 read and compile, for tests
 *
 * The program has these rows from its profiles, which this floor does not know.
 */
#pragma once

#include "ouro-compiler.h"

#define OLDEST_MINOR 11
#define NEWEST_MINOR 15

OuroDialect  get_dialect (guint minor);
OuroLowering get_lowering (guint minor);
