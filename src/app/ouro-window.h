/* ouro-window.h - a document, its picture and its time
 *
 * A window owns one session and shows it: program and output at the left, the canvas with palette and caption, the inspector at
 * the right, the transport below. What hands do becomes a gesture (ouro-gesture.h), the gesture a statement of the program.
 *
 * Actions   win.new, open, open-recent (uri), open-example (file name), save, save-as, close, undo, redo, python (version), stop,
 *           create (word), collect (generation), name, refer, delete, inspect, step (granularity, direction), play, first, last, save-picture,
 *           copy-picture, tidy-up, zoom-in, zoom-out, zoom-normal, zoom-fit, show-program, show-inspector, show-shortcuts
 */
#pragma once

#include <adwaita.h>

#include "ouro-gesture.h"
#include "ouro-session.h"

G_BEGIN_DECLS

#define OURO_TYPE_WINDOW (ouro_window_get_type ())
G_DECLARE_FINAL_TYPE (OuroWindow, ouro_window, OURO, WINDOW, AdwApplicationWindow)

OuroWindow  *ouro_window_new (GtkApplication *application) G_GNUC_WARN_UNUSED_RESULT;
OuroSession *ouro_window_get_session (OuroWindow *self);

/* Nothing would be lost if another document took its place. */
gboolean ouro_window_is_pristine (OuroWindow *self);

/* Reads the file, in this window if it is pristine, else in a new one, which is returned; errors are shown there. */
OuroWindow *ouro_window_open_file (OuroWindow *self,
                                   GFile      *file);

/* A file of data/examples, "cycle.py", as a document without a file; the cursor stands at the beginning. */
void ouro_window_open_example (OuroWindow *self,
                               const char *name);

/* Offers what windows that died have left behind. */
void ouro_window_offer_recovery (OuroWindow *self);

/* Makes a statement of a gesture, as soon as the program that runs has ended. area: where it was made, for questions, in the places
 * of the canvas; may be NULL. */
void ouro_window_perform (OuroWindow         *self,
                          const OuroGesture  *gesture,
                          const GdkRectangle *area);

G_END_DECLS
