/* ouro-document.h - a program's file: read, and written so that nothing is lost
 *
 * A document is UTF-8 text of at most OURO_DOCUMENT_MAX_BYTES, with or without a byte order mark and with any line ends;
 * it is handed on as it is, so that what nobody edits stays byte for byte the same.
 *
 * Writing  goes to a draft in the same folder, which is synced and then renamed: a full disk or a power cut never
 *          costs what was there. Permissions are kept, symbolic links are followed, no backup file is made. What is no
 *          plain file (a device, a pipe) is written to as it is.
 * Errors   every message is one line that names the file and says why; codes are those of OURO_DOCUMENT_ERROR and
 *          G_IO_ERROR.
 * Threads  the asynchronous calls work in a thread of their own and call back in the caller's main context.
 */
#pragma once

#include <gio/gio.h>

#define OURO_DOCUMENT_MAX_BYTES (32u * 1024 * 1024)

#define OURO_DOCUMENT_ERROR (ouro_document_error_quark ())
GQuark ouro_document_error_quark (void);

typedef enum {
  OURO_DOCUMENT_ERROR_NOT_TEXT, /* not UTF-8, or with a null byte; the message names the line and the byte */
  OURO_DOCUMENT_ERROR_TOO_LARGE,
} OuroDocumentError;

/* The file's text, to be freed with g_free (). Waits: for the command line and for tests. */
char *ouro_document_load (GFile   *file,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void  ouro_document_load_async (GFile              *file,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
char *ouro_document_load_finish (GAsyncResult *result,
                                 GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* The text may be changed or freed as soon as the first call is back. */
void     ouro_document_save_async (GFile              *file,
                                   const char         *text,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean ouro_document_save_finish (GAsyncResult *result,
                                    GError      **error);

/* Any bytes that could be made again, such as a picture: whole or not at all, but left to the system to bring to the disk. Waits. */
gboolean ouro_document_write (GFile   *file,
                              GBytes  *contents,
                              GError **error);
