/* ouro-preferences.h - what is remembered from one start to the next
 *
 * Installed, the schema is where all are; in the build folder it lies beside the program. Where there is none, nothing is
 * remembered.
 */
#pragma once

#include <gio/gio.h>

/* NULL when there is no schema. */
GSettings *ouro_preferences_new (void) G_GNUC_WARN_UNUSED_RESULT;
