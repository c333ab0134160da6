/* ouro-layout-process.h - one helper process, from its start to its death
 *
 * Carries one message there and one back at a time, without blocking and with a time limit. It
 * knows nothing of graphs. After any error the process is dead: make another one.
 *
 * Signals  the first process made sets SIGPIPE to be ignored, if nobody has decided otherwise: a
 *          helper may die while it is being written to (GSocket does the same).
 */
#pragma once

#include <gio/gio.h>

#define OURO_TYPE_LAYOUT_PROCESS (ouro_layout_process_get_type ())
G_DECLARE_FINAL_TYPE (OuroLayoutProcess, ouro_layout_process, OURO, LAYOUT_PROCESS, GObject)

/* Starts "path layout-helper". NULL when it cannot be started. */
OuroLayoutProcess *ouro_layout_process_new (const char *path,
                                            GError    **error) G_GNUC_WARN_UNUSED_RESULT;

/* Kills it, whatever it does. It is reaped by itself. */
void ouro_layout_process_kill (OuroLayoutProcess *self);

/* Sends a whole message (frame and payload) and waits for one; returns its payload. When the answer
 * has not come after the time limit, in milliseconds, the process is killed and the error is
 * G_IO_ERROR_TIMED_OUT. Only one question at a time. */
void    ouro_layout_process_ask_async (OuroLayoutProcess  *self,
                                       GBytes             *question,
                                       guint               time_limit,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
GBytes *ouro_layout_process_ask_finish (OuroLayoutProcess *self,
                                        GAsyncResult      *result,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;
