/* ouro-window-edit.c - makes statements of gestures
 *
 * gesture -> proposals at the cursor -> one of them, chosen -> appended, or inserted where the cursor stands.
 *
 * While the program runs nothing can be proposed, so gestures wait in a queue, in the order in which they were made.
 */

#include "ouro-window-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-chooser.h"

typedef struct
{
  OuroGesture *gesture;
  GdkRectangle area;
  gboolean     has_area;
} Waiting;

/* A statement that a question is about. */
typedef struct
{
  OuroWindow  *window;
  OuroGesture *gesture;
  char        *statements;
} Pending;

static void
waiting_free (Waiting *self)
{
  ouro_gesture_free (self->gesture);
  g_free (self);
}

static Pending *
pending_new (OuroWindow        *window,
             const OuroGesture *gesture,
             const char        *statements)
{
  Pending *self = g_new0 (Pending, 1);

  self->window = g_object_ref (window);
  self->gesture = ouro_gesture_copy (gesture);
  self->statements = g_strdup (statements);
  return self;
}

static void
pending_free (Pending *self)
{
  g_object_unref (self->window);
  ouro_gesture_free (self->gesture);
  g_free (self->statements);
  g_free (self);
}

static void
pending_free_closure (gpointer  self,
                      GClosure *closure)
{
  pending_free (self);
}

/* Where the cursor is not at the end --------------------------------------------------------- */

static void
insert_here (Pending *pending)
{
  OuroWindow *window = pending->window;
  g_autoptr (GError) error = NULL;

  if (!ouro_session_insert (window->session, pending->statements, &error))
    ouro_window_explain (window, _("This cannot be inserted here"), error->message);
}

static void
where_response_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   Pending          *pending)
{
  OuroWindow *window = pending->window;

  if (g_strcmp0 (response, "insert") == 0)
    insert_here (pending);
  else if (g_strcmp0 (response, "end") == 0)
    {
      ouro_session_go_to_end (window->session);
      ouro_window_perform (window, pending->gesture, NULL);
    }
}

static void
ask_where (OuroWindow        *self,
           const OuroGesture *gesture,
           const char        *statements)
{
  g_autofree char  *code = g_strchomp (g_strdup (statements));
  GtkWidget        *widget = adw_message_dialog_new (GTK_WINDOW (self), _("You are looking at an earlier moment"), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  /* Translators: %s is a statement of Python */
  adw_message_dialog_format_body (dialog, _("A click adds a statement to the program:\n\n%s\n\nAdd it at the end, or insert it here and "
                                            "run what follows again?"),
                                             code);
  adw_message_dialog_add_responses (dialog,
                                    "cancel", _("_Cancel"), "insert", _("_Insert Here"), "end", _("_Go to the End"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "end", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "end");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (where_response_cb),
                         pending_new (self, gesture, statements), pending_free_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Where the program has failed --------------------------------------------------------------- */

/* The text without the line; line: from 1. */
static char *
dup_without_line (const char *text,
                  guint32     line)
{
  const char *from = text;
  const char *end;

  for (guint32 i = 1; i < line && *from != '\0'; i++)
    {
      from = strchrnul (from, '\n');
      if (*from == '\n')
        from++;
    }
  end = strchrnul (from, '\n');
  if (*end == '\n')
    end++;

  return g_strdup_printf ("%.*s%s", (int)(from - text), text, end);
}

static void
remove_failing_line (OuroWindow        *self,
                     const OuroGesture *gesture)
{
  g_autofree char *text = NULL;
  guint32          line = 0;

  if (ouro_run_get_failure (ouro_session_get_run (self->session), &line) == NULL)
    return;

  text = dup_without_line (ouro_session_get_text (self->session), line);
  ouro_session_set_text (self->session, text);
  ouro_window_perform (self, gesture, NULL);
}

static void
insert_before_failure (Pending *pending)
{
  OuroSession *session = pending->window->session;
  OuroRun     *run = ouro_session_get_run (session);
  guint        n = ouro_run_get_n_statements (run);
  OuroCursor   cursor = { 0 };

  if (n > 0)
    cursor.position = ouro_run_get_statement (run, n - 1)->position;
  ouro_session_seek (session, cursor);
  insert_here (pending);
}

static void
failure_response_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     Pending          *pending)
{
  if (g_strcmp0 (response, "before") == 0)
    insert_before_failure (pending);
  else if (g_strcmp0 (response, "remove") == 0)
    remove_failing_line (pending->window, pending->gesture);
}

static void
ask_about_failure (OuroWindow        *self,
                   const OuroGesture *gesture,
                   const char        *statements,
                   const char        *message)
{
  GtkWidget        *widget = adw_message_dialog_new (GTK_WINDOW (self), _("The program does not get that far"), message);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_add_responses (dialog,
                                    "cancel", _("_Cancel"), "remove", _("_Remove That Line"), "before", _("_Insert Before It"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (failure_response_cb),
                         pending_new (self, gesture, statements), pending_free_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* From gesture to statement ------------------------------------------------------------------ */

static void
apply (OuroWindow        *self,
       const OuroGesture *gesture,
       const char        *statements)
{
  OuroRun *run = ouro_session_get_run (self->session);
  g_autoptr (GError) error = NULL;

  if (!ouro_session_is_at_end (self->session))
    {
      ask_where (self, gesture, statements);
      return;
    }
  if (ouro_session_append (self->session, statements, &error))
    {
      self->selects_newest = gesture->kind == OURO_GESTURE_CREATE;
      return;
    }

  if (ouro_run_get_failure (run, NULL) != NULL)
    ask_about_failure (self, gesture, statements, error->message);
  else
    ouro_window_explain (self, _("This cannot be added"), error->message);
}

static void
chosen_cb (OuroChooser *chooser,
           const char  *statements,
           Pending     *pending)
{
  apply (pending->window, pending->gesture, statements);
}

/* The same area in the places of the stage, which is what holds a popover. */
GdkRectangle
ouro_window_area_on_stage (OuroWindow         *self,
                           const GdkRectangle *area)
{
  graphene_point_t from = GRAPHENE_POINT_INIT (area->x, area->y);
  graphene_point_t to = from;

  if (!gtk_widget_compute_point (GTK_WIDGET (self->canvas), GTK_WIDGET (self->stage), &from, &to))
    to = from;
  return (GdkRectangle){ to.x, to.y, MAX (area->width, 1), MAX (area->height, 1) };
}

/* Where a question about a gesture belongs: where it was made, else at the selected card, else in the middle. */
static GdkRectangle
get_area (OuroWindow         *self,
          const GdkRectangle *area)
{
  GdkRectangle card;

  if (area != NULL)
    return ouro_window_area_on_stage (self, area);
  if (ouro_canvas_get_card_area (self->canvas, ouro_canvas_get_selected (self->canvas), &card))
    return ouro_window_area_on_stage (self, &card);

  return (GdkRectangle){ gtk_widget_get_width (GTK_WIDGET (self->stage)) / 2,
                         gtk_widget_get_height (GTK_WIDGET (self->stage)) / 3, 1, 1 };
}

static void
ask_which (OuroWindow         *self,
           const OuroGesture  *gesture,
           GPtrArray          *proposals,
           const GdkRectangle *area)
{
  g_autofree char *title = ouro_gesture_dup_title (gesture);
  GtkWidget       *chooser = ouro_chooser_new (title, proposals);
  GdkRectangle     place = get_area (self, area);

  g_signal_connect_data (chooser, "chosen", G_CALLBACK (chosen_cb),
                         pending_new (self, gesture, NULL), pending_free_closure, 0);
  ouro_chooser_popup (OURO_CHOOSER (chooser), GTK_WIDGET (self->stage), &place);
}

static gboolean
is_plain (const GPtrArray *proposals)
{
  const OuroProposal *first = proposals->pdata[0];

  return proposals->len == 1 && first->statements != NULL && first->needs_input == NULL;
}

static void
perform_now (OuroWindow         *self,
             const OuroGesture  *gesture,
             const GdkRectangle *area)
{
  g_autoptr (GPtrArray) proposals = ouro_gesture_propose (gesture, ouro_session_get_run (self->session));

  if (is_plain (proposals))
    apply (self, gesture, ((OuroProposal *)proposals->pdata[0])->statements);
  else
    ask_which (self, gesture, g_steal_pointer (&proposals), area);
}

static gboolean
is_busy (OuroWindow *self)
{
  return ouro_session_is_running (self->session) || ouro_session_get_run (self->session) == NULL;
}

void
ouro_window_perform (OuroWindow         *self,
                     const OuroGesture  *gesture,
                     const GdkRectangle *area)
{
  Waiting *waiting;

  g_return_if_fail (OURO_IS_WINDOW (self) && gesture != NULL);

  ouro_program_view_flush (self->program);
  if (!is_busy (self))
    {
      perform_now (self, gesture, area);
      return;
    }

  waiting = g_new0 (Waiting, 1);
  waiting->gesture = ouro_gesture_copy (gesture);
  waiting->has_area = area != NULL;
  if (area != NULL)
    waiting->area = *area;
  g_queue_push_tail (&self->waiting, waiting);
}

/* Selects what the last click has made: the youngest object of the picture. */
static void
select_newest (OuroWindow *self)
{
  const OuroScene *scene = ouro_stage_view_get_scene (self->stage);
  guint64          newest = 0;

  self->selects_newest = FALSE;
  for (guint i = 0; scene != NULL && i < scene->n_cards; i++)
    if (ouro_key_get_kind (scene->cards[i].key) == OURO_KEY_OBJECT && !(scene->cards[i].marks & OURO_MARK_GHOST))
      newest = MAX (newest, scene->cards[i].key);

  if (newest == 0)
    return;

  ouro_canvas_set_selected (self->canvas, newest);
  ouro_canvas_reveal (self->canvas, newest);
}

void
ouro_window_perform_waiting (OuroWindow *self)
{
  Waiting *waiting;

  if (self->selects_newest)
    select_newest (self);

  while (!is_busy (self) && (waiting = g_queue_pop_head (&self->waiting)) != NULL)
    {
      perform_now (self, waiting->gesture, waiting->has_area ? &waiting->area : NULL);
      waiting_free (waiting);
    }
}

void
ouro_window_forget_waiting (OuroWindow *self)
{
  Waiting *waiting;

  self->selects_newest = FALSE;
  while ((waiting = g_queue_pop_head (&self->waiting)) != NULL)
    waiting_free (waiting);
}
