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
static GdkRectangle
to_stage (OuroWindow         *self,
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
    return to_stage (self, area);
  if (ouro_canvas_get_card_area (self->canvas, ouro_canvas_get_selected (self->canvas), &card))
    return to_stage (self, &card);

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

/* The canvas -------------------------------------------------------------------------------- */

/* FALSE, with an explanation, when the key stands for no object. */
static gboolean
find_object (OuroWindow *self,
             guint64     key,
             guint32    *birth)
{
  switch (ouro_key_get_kind (key))
    {
    case OURO_KEY_OBJECT:
      *birth = key;
      return key != 0;
    case OURO_KEY_FRAME:
      ouro_window_tell (self, _("This is a function that runs: only its own code binds its names"));
      return FALSE;
    case OURO_KEY_GROUP:
      ouro_window_tell (self, _("This stands for many objects: open it first (Enter)"));
      return FALSE;
    case OURO_KEY_NAME:
    case OURO_KEY_NAMES:
    default:
      return FALSE;
    }
}

static void
reference_requested_cb (OuroWindow *self,
                        guint64     from,
                        int         slot,
                        guint64     to,
                        double      x,
                        double      y)
{
  OuroGesture  gesture = { .kind = OURO_GESTURE_REFER, .slot = slot };
  GdkRectangle area = { x, y, 1, 1 };

  if (to == 0)
    ouro_window_tell (self, _("Drop the arrow on the object that it shall refer to"));
  else if (find_object (self, from, &gesture.object) && find_object (self, to, &gesture.to))
    ouro_window_perform (self, &gesture, &area);
}

static void
pill_reference_requested_cb (OuroWindow *self,
                             const char *name,
                             guint64     to,
                             double      x,
                             double      y)
{
  OuroGesture  gesture = { .kind = OURO_GESTURE_REBIND, .name = (char *)name };
  GdkRectangle area = { x, y, 1, 1 };

  if (find_object (self, to, &gesture.to))
    ouro_window_perform (self, &gesture, &area);
}

static void
rename_requested_cb (OuroWindow *self,
                     const char *name)
{
  OuroGesture gesture = { .kind = OURO_GESTURE_RENAME, .name = (char *)name };

  ouro_window_perform (self, &gesture, NULL);
}

static void
delete_selection (OuroWindow *self)
{
  const OuroCanvasItem *item = ouro_canvas_get_selection (self->canvas);
  OuroGesture           gesture = { .slot = item->slot, .name = item->name };

  if (item->kind == OURO_CANVAS_ITEM_NONE)
    return;

  if (item->name != NULL)
    gesture.kind = OURO_GESTURE_DELETE_NAME;
  else if (!find_object (self, item->key, &gesture.object))
    return;
  else if (item->kind == OURO_CANVAS_ITEM_ARROW)
    gesture.kind = OURO_GESTURE_DELETE_REFERENCE;
  else
    gesture.kind = OURO_GESTURE_DELETE_OBJECT;

  /* The selection may change while the gesture is performed. */
  gesture.name = g_strdup (gesture.name);
  ouro_window_perform (self, &gesture, NULL);
  g_free (gesture.name);
}

/* What can be done with one thing of the picture. */
static GMenu *
new_context_menu (const OuroCanvasItem *item)
{
  GMenu *menu = g_menu_new ();

  switch (item->kind)
    {
    case OURO_CANVAS_ITEM_CARD:
      g_menu_append (menu, _("_Inspect"), "win.inspect");
      g_menu_append (menu, _("Give It a _Name…"), "win.name");
      g_menu_append (menu, _("_Refer to Another Object"), "win.refer");
      g_menu_append (menu, _("_Delete…"), "win.delete");
      break;
    case OURO_CANVAS_ITEM_PILL:
      g_menu_append (menu, _("_Rename…"), "win.name");
      g_menu_append (menu, _("_Bind to Another Object"), "win.refer");
      g_menu_append (menu, _("_Delete the Name"), "win.delete");
      break;
    case OURO_CANVAS_ITEM_ARROW:
      g_menu_append (menu, _("_Take the Reference Away…"), "win.delete");
      break;
    case OURO_CANVAS_ITEM_NONE:
    default:
      g_menu_append (menu, _("New _List"), "win.create('list')");
      g_menu_append (menu, _("New _Dictionary"), "win.create('dict')");
      g_menu_append (menu, _("New _Object"), "win.create('object')");
      g_menu_append (menu, _("_Tidy Up"), "win.tidy-up");
      g_menu_append (menu, _("_Save Picture…"), "win.save-picture");
      g_menu_append (menu, _("_Copy Picture"), "win.copy-picture");
    }

  return menu;
}

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (GTK_WIDGET (popover));
  return G_SOURCE_REMOVE;
}

/* Not at once: its action is yet to come. */
static void
menu_closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
context_menu_cb (OuroWindow         *self,
                 OuroCanvasItem     *item,
                 const GdkRectangle *area)
{
  g_autoptr (GMenu) menu = new_context_menu (item);
  GtkWidget   *popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  GdkRectangle place = to_stage (self, area);

  gtk_widget_set_parent (popover, GTK_WIDGET (self->stage));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  g_signal_connect (popover, "closed", G_CALLBACK (menu_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
ouro_window_connect_canvas (OuroWindow *self)
{
  g_signal_connect_swapped (self->canvas, "reference-requested", G_CALLBACK (reference_requested_cb), self);
  g_signal_connect_swapped (self->canvas, "pill-reference-requested", G_CALLBACK (pill_reference_requested_cb), self);
  g_signal_connect_swapped (self->canvas, "rename-requested", G_CALLBACK (rename_requested_cb), self);
  g_signal_connect_swapped (self->canvas, "delete-requested", G_CALLBACK (delete_selection), self);
  g_signal_connect_swapped (self->canvas, "context-menu", G_CALLBACK (context_menu_cb), self);
}

/* Actions ----------------------------------------------------------------------------------- */

static void
create_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  OuroGesture gesture = { .kind = OURO_GESTURE_CREATE };

  if (ouro_gesture_find_new (g_variant_get_string (parameter, NULL), &gesture.what))
    ouro_window_perform (OURO_WINDOW (widget), &gesture, NULL);
}

static void
collect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  OuroGesture gesture = { .kind = OURO_GESTURE_COLLECT, .generation = g_variant_get_int32 (parameter) };

  ouro_window_perform (OURO_WINDOW (widget), &gesture, NULL);
}

static void
name_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  OuroWindow           *self = OURO_WINDOW (widget);
  const OuroCanvasItem *item = ouro_canvas_get_selection (self->canvas);
  OuroGesture           gesture = { .kind = OURO_GESTURE_NAME };

  if (item->kind == OURO_CANVAS_ITEM_PILL)
    rename_requested_cb (self, item->name);
  else if (item->kind == OURO_CANVAS_ITEM_CARD && find_object (self, item->key, &gesture.object))
    ouro_window_perform (self, &gesture, NULL);
}

static void
refer_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  OuroWindow *self = OURO_WINDOW (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  ouro_canvas_begin_reference (self->canvas);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  delete_selection (OURO_WINDOW (widget));
}

void
ouro_window_install_edit_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.create", "s", create_action);
  gtk_widget_class_install_action (widget_class, "win.collect", "i", collect_action);
  gtk_widget_class_install_action (widget_class, "win.name", NULL, name_action);
  gtk_widget_class_install_action (widget_class, "win.refer", NULL, refer_action);
  gtk_widget_class_install_action (widget_class, "win.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "win.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "win.name", NULL);
}

void
ouro_window_update_edit_actions (OuroWindow *self)
{
  OuroCanvasItemKind kind = ouro_canvas_get_selection (self->canvas)->kind;
  gboolean           is_thing = kind == OURO_CANVAS_ITEM_CARD || kind == OURO_CANVAS_ITEM_PILL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.name", is_thing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.refer", is_thing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.delete", kind != OURO_CANVAS_ITEM_NONE);
}
