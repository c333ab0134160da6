/* ouro-session.h - a document being run, to be watched
 *
 * What the window shows: the text of a program, its run, and a cursor in that run. Views connect to the signals and ask again; they never ask the
 * virtual machine anything.
 *
 * Text      every change of the text runs the program anew, in a thread of its own; the old run stays on show until the new one has ended.
 * Running   while the property "running" is TRUE nothing may be asked about run and heap but what get_run () returned before; Stop answers at once.
 * Undo      set_text (), append () and insert () are edits that can be undone; typing in one place is one edit.
 * Signals   "text-changed" (); "run-changed" (): there is another run, with a cursor of its own; "moved" (): the cursor of the run moved;
 *           "failed" (char *message): the text is no program; the run of before stays.
 * Properties "running", "modified", "can-undo", "can-redo", "title" (the file's name, or a translated "Untitled").
 */
#pragma once

#include <gio/gio.h>

#include "ouro-run.h"

#define OURO_TYPE_SESSION (ouro_session_get_type ())
G_DECLARE_FINAL_TYPE (OuroSession, ouro_session, OURO, SESSION, GObject)

typedef enum {
  OURO_GRANULARITY_STATEMENT,
  OURO_GRANULARITY_LINE,
  OURO_GRANULARITY_EVENT,
} OuroGranularity;

OuroSession *ouro_session_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* The text ---------------------------------------------------------------------------------- */

/* Another document: no undo back to the one before, not modified. file may be NULL. The cursor goes to the end unless at_start. */
void        ouro_session_open_text (OuroSession *self,
                                    const char  *text,
                                    GFile       *file,
                                    gboolean     at_start);
const char *ouro_session_get_text (OuroSession *self);
GFile      *ouro_session_get_file (OuroSession *self);

/* An edit by hand in the editor. The cursor stays at the same number of statements where it can. */
void ouro_session_set_text (OuroSession *self,
                            const char  *text);

/* Appends statements (whole lines) at the end, and goes there: what a click does. FALSE and an error, nothing changed, when the program
 * has failed or been stopped (message says where) or when the statements are no Python. */
gboolean ouro_session_append (OuroSession *self,
                              const char  *statements,
                              GError     **error);

/* The same after the last statement finished at the cursor: for a cursor that is not at the end. Fails where that is inside a block. */
gboolean ouro_session_insert (OuroSession *self,
                              const char  *statements,
                              GError     **error);
gboolean ouro_session_is_at_end (OuroSession *self);

void ouro_session_undo (OuroSession *self);
void ouro_session_redo (OuroSession *self);

/* The file has been written: no longer modified. */
void ouro_session_set_saved (OuroSession *self,
                             GFile       *file);

/* The version -------------------------------------------------------------------------------- */

const OuroProfile *ouro_session_get_profile (OuroSession *self);
void               ouro_session_set_profile (OuroSession       *self,
                                             const OuroProfile *profile);

/* The run ----------------------------------------------------------------------------------- */

/* NULL before the first run has ended. Owned by the session, valid until "run-changed". */
OuroRun *ouro_session_get_run (OuroSession *self);
gboolean ouro_session_is_running (OuroSession *self);
void     ouro_session_stop (OuroSession *self);

/* Runs the main context until no run is under way; for tests and the command line. */
void ouro_session_wait (OuroSession *self);

/* Moving emits "moved". */
gboolean ouro_session_step (OuroSession    *self,
                            OuroGranularity granularity,
                            int             direction);
void     ouro_session_go_to_start (OuroSession *self);
void     ouro_session_go_to_end (OuroSession *self);
void     ouro_session_seek (OuroSession *self,
                            OuroCursor   cursor);
