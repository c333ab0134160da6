/* ouro-window-check.c - the program on show, run for real and compared with the simulation
 *
 * First the interpreter is looked for, then the user is asked (once for each document; each time where there is no file, or no sandbox), then it is run.
 * A button of the header shows that a check is under way, and what it has found until the text changes.
 */

#include "ouro-window-private.h"

#include <glib/gi18n-lib.h>

#include "ouro-reality.h"
#include "ouro-consent.h"

/* A check from the question to the verdict. */
typedef struct
{
  OuroWindow        *window;
  GCancellable      *cancellable;
  char              *text;
  char              *name;
  GFile             *file;   /* or NULL */
  const OuroProfile *wanted; /* under which the document is shown */
  OuroPython        *python; /* NULL before it is found */
} Job;

static Job *
job_new (OuroWindow *window)
{
  Job *self = g_new0 (Job, 1);

  self->window = g_object_ref (window);
  self->cancellable = g_object_ref (window->checking);
  self->text = g_strdup (ouro_session_get_text (window->session));
  self->wanted = ouro_session_get_profile (window->session);
  g_set_object (&self->file, ouro_session_get_file (window->session));
  if (self->file != NULL)
    self->name = g_file_get_basename (self->file);
  else
    self->name = g_strdup (window->example != NULL ? window->example : "untitled.py");
  return self;
}

static void
job_free (Job *self)
{
  g_object_unref (self->window);
  g_object_unref (self->cancellable);
  g_free (self->text);
  g_free (self->name);
  g_clear_object (&self->file);
  g_clear_pointer (&self->python, ouro_python_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* The button -------------------------------------------------------------------------------- */

/* page: NULL hides it. words: what it says to the pointer and to who cannot see it. */
static void
show_button (OuroWindow *self,
             const char *page,
             const char *words)
{
  gboolean is_running = g_strcmp0 (page, "running") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->check_button), page != NULL);
  gtk_spinner_set_spinning (self->check_spinner, is_running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.check", !is_running);
  if (page == NULL)
    return;

  gtk_stack_set_visible_child_name (self->check_stack, page);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->check_button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
ouro_window_forget_check (OuroWindow *self)
{
  if (self->checking != NULL)
    g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  g_clear_pointer (&self->check, ouro_reality_free);
  show_button (self, NULL, NULL);
}

/* What was found ---------------------------------------------------------------------------- */

/* After the statement; where the versions differ so much that it is another one, after that of the line. */
static void
go_to_difference (OuroWindow *self)
{
  OuroRun *run = ouro_session_get_run (self->session);
  guint    n = run != NULL && !ouro_session_is_running (self->session) ? ouro_run_get_n_statements (run) : 0;
  guint    index = MIN (self->check->statement, n);

  while (index > 0 && self->check->line > 0 && ouro_run_get_statement (run, index - 1)->line != self->check->line)
    index--;
  if (index == 0)
    index = MIN (self->check->statement, n);
  if (index > 0)
    ouro_session_seek (self->session, (OuroCursor){ .position = ouro_run_get_statement (run, index - 1)->position });
}

static void
difference_response_cb (AdwMessageDialog *dialog,
                        const char       *response,
                        OuroWindow       *self)
{
  if (g_strcmp0 (response, "go") == 0 && self->check != NULL)
    go_to_difference (self);
}

static GtkWidget *
new_values_label (const char *values)
{
  GtkWidget *label = gtk_label_new (values);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "monospace");
  return label;
}

static void
show_difference (OuroWindow *self)
{
  g_autofree char  *verdict = ouro_reality_dup_verdict (self->check);
  g_autofree char  *values = ouro_reality_dup_values (self->check);
  g_autofree char  *note = ouro_reality_dup_note (self->check, ouro_session_get_profile (self->session));
  g_autofree char  *body = note != NULL ? g_strconcat (verdict, ".\n\n", note, NULL) : g_strconcat (verdict, ".", NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _("The Simulation Differs"), body));

  if (values != NULL)
    adw_message_dialog_set_extra_child (dialog, new_values_label (values));
  adw_message_dialog_add_response (dialog, "close", _("_Close"));
  if (self->check->statement > 0)
    {
      adw_message_dialog_add_response (dialog, "go", _("_Go to This Step"));
      adw_message_dialog_set_response_appearance (dialog, "go", ADW_RESPONSE_SUGGESTED);
    }
  adw_message_dialog_set_default_response (dialog, self->check->statement > 0 ? "go" : "close");
  adw_message_dialog_set_close_response (dialog, "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (difference_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_agreement (OuroWindow *self)
{
  g_autofree char   *verdict = ouro_reality_dup_verdict (self->check);
  const OuroProfile *shown = ouro_session_get_profile (self->session);
  /* Translators: “Agrees with CPython 3.11.7: 11 statements (3.15 is on show)” */
  g_autofree char *words = shown != self->check->profile ? g_strdup_printf (_("%s (%s is on show)"), verdict, shown->name) : g_strdup (verdict);

  ouro_window_tell (self, words);
}

static void
show_check (OuroWindow *self)
{
  g_autofree char *verdict = ouro_reality_dup_verdict (self->check);
  g_autofree char *note = ouro_reality_dup_note (self->check, ouro_session_get_profile (self->session));
  g_autofree char *words = note != NULL ? g_strconcat (verdict, "\n", note, NULL) : g_strdup (verdict);

  show_button (self, self->check->agrees ? "agrees" : "differs", words);
  if (self->check->agrees)
    show_agreement (self);
  else
    show_difference (self);
}

/* Running ----------------------------------------------------------------------------------- */

/* Whether this is the check that the window waits for: not one that was cancelled, by hand or by a change of the text. */
static gboolean
is_awaited (const Job *job)
{
  return job->window->checking == job->cancellable && !g_cancellable_is_cancelled (job->cancellable);
}

static void
give_up (Job          *job,
         const GError *error)
{
  ouro_window_forget_check (job->window);
  ouro_window_explain (job->window, _("The Program Could Not Be Checked"), error->message);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroReality) check = ouro_reality_run_finish (result, &error);

  if (!is_awaited (job))
    return;
  if (check == NULL)
    {
      give_up (job, error);
      return;
    }
  g_clear_object (&job->window->checking);
  job->window->check = g_steal_pointer (&check);
  show_check (job->window);
}

/* Takes the job. */
static void
run (Job *job)
{
  ouro_reality_run_async (job->python, job->text, job->name, job->file, OURO_REALITY_SECONDS, job->cancellable, checked_cb, job);
}

/* A document that nothing confines is asked about each time. */
static void
question_response_cb (AdwMessageDialog *dialog,
                      const char       *response)
{
  g_autoptr (Job) job = g_object_steal_data (G_OBJECT (dialog), "job");

  if (!is_awaited (job))
    return;
  if (g_strcmp0 (response, "run") != 0)
    {
      ouro_window_forget_check (job->window);
      return;
    }
  if (job->file != NULL && job->python->danger == NULL)
    ouro_consent_give (NULL, job->file, NULL);
  run (g_steal_pointer (&job));
}

/* Takes the job. */
static void
ask (Job *job)
{
  g_autofree char  *question = ouro_reality_dup_question (job->python);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (job->window), _("Run the Program for Real?"), question));

  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "run", _("_Run"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "run", job->python->danger != NULL ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, job->python->danger != NULL ? "cancel" : "run");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "job", job, (GDestroyNotify)job_free);
  g_signal_connect (dialog, "response", G_CALLBACK (question_response_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;

  job->python = ouro_reality_find_finish (result, &error);
  if (!is_awaited (job))
    return;
  if (job->python == NULL)
    give_up (job, error);
  else if (job->python->danger == NULL && job->file != NULL && ouro_consent_is_given (NULL, job->file))
    run (g_steal_pointer (&job));
  else
    ask (g_steal_pointer (&job));
}

static void
check_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  OuroWindow *self = OURO_WINDOW (widget);
  Job        *job;

  ouro_program_view_flush (self->program);
  ouro_window_forget_check (self);
  self->checking = g_cancellable_new ();
  show_button (self, "running", _("Checking against real Python; press to cancel"));
  job = job_new (self);
  ouro_reality_find_async (NULL, job->wanted, job->cancellable, found_cb, job);
}

/* Cancels what runs, tells what was found. */
static void
check_details_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  OuroWindow *self = OURO_WINDOW (widget);

  if (self->check == NULL)
    ouro_window_forget_check (self);
  else if (self->check->agrees)
    show_agreement (self);
  else
    show_difference (self);
}

void
ouro_window_install_check_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "win.check-details", NULL, check_details_action);
}
