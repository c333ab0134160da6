/* ouro-beside.h - the modules that lie beside a document: NAME.py in its folder, and nothing else of the file system
 *
 * A name must be a plain identifier, the file a regular one (no link) and a text of no more than OURO_DOCUMENT_MAX_BYTES.
 */
#pragma once

#include <gio/gio.h>

/* An OuroReadModuleFunc; document is the GFile of the program, or NULL when it lies nowhere yet. */
char *ouro_beside_read (const char *name,
                        char      **file,
                        gpointer    document);
