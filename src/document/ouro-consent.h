/* ouro-consent.h - which documents the user allows to be run for real
 *
 * One small file in the user's state directory: a URI on each line, the latest last. Who moves a document is asked again.
 */
#pragma once

#include <gio/gio.h>

/* directory: NULL for the user's own. */
gboolean ouro_consent_is_given (GFile *directory,
                                GFile *document);

/* FALSE and an error when it cannot be kept; the user is then asked again. */
gboolean ouro_consent_give (GFile   *directory,
                            GFile   *document,
                            GError **error);
