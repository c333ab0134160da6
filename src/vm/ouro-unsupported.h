/* ouro-unsupported.h - builtins that CPython has and the simulator has not
 *
 * A program that uses one is refused before it runs, with the reason; Python's suggestions for a misspelt name know them all the same.
 * Source  dir (builtins), 3.11 to 3.15
 */
#pragma once

#include "ouro-profile.h"

/* Why there is none of that name, as a sentence without a full stop; NULL for any other name. For OuroLowering: the profile is the data. */
char *ouro_unsupported_dup_reason (const char   *name,
                                   gconstpointer profile) G_GNUC_WARN_UNUSED_RESULT;

/* Adds all names, as strings that belong to the array. */
void ouro_unsupported_add_names (const OuroProfile *profile,
                                 GPtrArray         *names);
