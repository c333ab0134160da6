/* hand.h - a hand for tests of widgets: real pointer and key events through the X server
 *
 * By xdotool, which speaks XTEST: the events pass through the server and GDK as a user's do. Without a
 * window manager the window stands in the corner of the screen and takes the focus with a click.
 */
#pragma once

#include <gtk/gtk.h>

/* Shows a window of this size with the widget in it, and waits until it is drawn. */
GtkWidget *hand_show (GtkWidget *child,
                      int        width,
                      int        height) G_GNUC_WARN_UNUSED_RESULT;

/* Runs the main loop until the condition holds; fails the test after ten seconds. */
typedef gboolean (*HandCondition) (gpointer data);
void hand_wait (HandCondition condition,
                gpointer      data);

/* Until everything that has been asked for is drawn. */
void hand_settle (GtkWidget *widget);

/* Words of xdotool, and waits until it has said them: "key", "Right", NULL. */
void hand_do (const char *word,
              ...) G_GNUC_NULL_TERMINATED;

/* In pixels of a widget. A drag goes in small steps and ends with the button down. */
void hand_move (GtkWidget *widget,
                double     x,
                double     y);
void hand_click (GtkWidget  *widget,
                 double      x,
                 double      y,
                 const char *button);
void hand_press (GtkWidget *widget,
                 double     x,
                 double     y);
void hand_drag_to (GtkWidget *widget,
                   double     x,
                   double     y);
void hand_release (void);
void hand_key (const char *key);
