/* ouro-library.h - the modules of the library that are written in Python
 *
 * Their texts are a part of the program (library.gresource.xml). They have no lines for the machine to step.
 */
#pragma once

#include "ouro-code.h"
#include "ouro-profile.h"

/* Whether there is a text of this name, dots and all. */
gboolean ouro_library_has (const char *name);

/* What tracebacks call it, "<frozen NAME>"; lives as long as the process. */
const char *ouro_library_get_file (const char *name);

/* Appends the names of what the text imports, also in its functions, to imports (of char *). */
OuroCodeUnit *ouro_library_compile (const char        *name,
                                    const OuroProfile *profile,
                                    GPtrArray         *imports,
                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;
