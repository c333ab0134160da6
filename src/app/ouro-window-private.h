/* ouro-window-private.h - what the files of the window share
 *
 * ouro-window.c is the shell, ouro-window-actions.c has its actions; ouro-window-hands.c makes gestures of what hands do,
 * ouro-window-edit.c statements of gestures; ouro-window-files.c reads and writes documents, ouro-window-picture.c pictures;
 * ouro-window-check.c compares with real Python.
 */
#pragma once

#include "ouro-window.h"

#include "ouro-reality.h"
#include "ouro-inspector.h"
#include "ouro-output-view.h"
#include "ouro-program-view.h"
#include "ouro-recovery.h"
#include "ouro-stage-view.h"
#include "ouro-transport.h"

G_BEGIN_DECLS

struct _OuroWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle  *title;
  GtkPopoverMenu  *open_menu;
  GtkButton       *check_button;
  GtkStack        *check_stack;
  GtkSpinner      *check_spinner;
  GtkMenuButton   *version_button;
  GtkWidget       *program_pane;
  GtkStack        *texts;
  GtkStackPage    *output_page;
  OuroProgramView *program;
  OuroOutputView  *output;
  AdwFlap         *flap;
  OuroStageView   *stage;
  GtkLabel        *caption;
  GtkRevealer     *running;
  GtkSpinner      *spinner;
  OuroInspector   *inspector;
  OuroTransport   *transport;

  OuroSession  *session;
  OuroRecovery *recovery;
  OuroCanvas   *canvas;    /* of the stage */
  GCancellable *checking;  /* of the check under way, or NULL */
  OuroReality  *check;     /* what it has found for the text on show, or NULL */
  GQueue        waiting;   /* of Waiting: gestures made while the program runs */
  char         *example;   /* the file name of the example that is shown, or NULL */
  gsize         n_printed; /* bytes of output when the user last looked */
  guint         running_source;
  gboolean      shows_program;
  gboolean      shows_inspector;
  gboolean      is_closing;     /* it closes when the text is saved */
  gboolean      may_close;      /* the user has said what becomes of the changes */
  gboolean      selects_newest; /* what the run under way makes is selected when it has ended */
};

/* Says something without being in the way. */
void ouro_window_tell (OuroWindow *self,
                       const char *text);

/* The same for what has to be read: an explanation, an error. */
void ouro_window_explain (OuroWindow *self,
                          const char *heading,
                          const char *body);

/* ouro-window-actions.c */
void ouro_window_install_actions (GtkWidgetClass *widget_class);
void ouro_window_add_canvas_keys (OuroWindow *self);

/* ouro-window-hands.c */
void ouro_window_connect_canvas (OuroWindow *self);
void ouro_window_install_edit_actions (GtkWidgetClass *widget_class);
void ouro_window_update_edit_actions (OuroWindow *self);

/* ouro-window-edit.c: the area is one of the canvas; the answer one of the stage, which holds popovers. */
GdkRectangle ouro_window_area_on_stage (OuroWindow         *self,
                                        const GdkRectangle *area);
void         ouro_window_perform_waiting (OuroWindow *self);
void         ouro_window_forget_waiting (OuroWindow *self);

/* ouro-window-files.c */
void     ouro_window_install_file_actions (GtkWidgetClass *widget_class);
void     ouro_window_keep_text (OuroWindow *self);
gboolean ouro_window_ask_before_closing (OuroWindow *self);
void     ouro_window_fill_open_menu (OuroWindow *self);

/* ouro-window-picture.c */
void ouro_window_install_picture_actions (GtkWidgetClass *widget_class);

/* ouro-window-check.c */
void ouro_window_install_check_actions (GtkWidgetClass *widget_class);
void ouro_window_forget_check (OuroWindow *self);

G_END_DECLS
