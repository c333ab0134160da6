/* ouro-program-view.c - the program's text, editable, with the moment marked
 *
 * The session's text is the truth. What the user types is newer for a moment (has_typed) and then becomes the truth; what
 * the session changes itself (a click, undo) comes back as the smallest replacement, so that the place in the text stays.
 */

#include "ouro-program-view.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

#include "ouro-palette.h"

/* So long nobody has to type before the text is run. */
#define TYPING_PAUSE_MS 400

/* So many bytes of the end of a traceback are shown; a thousand equal frames are one line of it. */
#define MAX_TRACEBACK 8000

struct _OuroProgramView
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkRevealer       *problem_revealer;
  GtkLabel          *problem;
  GtkLabel          *place;

  GtkSourceView   *view; /* NULL until the view has been seen */
  GtkSourceBuffer *buffer;

  OuroSession *session;
  guint        make_source;
  guint        typing_source;
  guint        scroll_source;
  gboolean     is_wrong;     /* the text is no program */
  guint        problem_line; /* of a text that is no program; 0 for none */
  gboolean     has_typed;
  gboolean     is_showing; /* the session's text is being put into the buffer */
};

G_DEFINE_FINAL_TYPE (OuroProgramView, ouro_program_view, GTK_TYPE_WIDGET)

typedef struct
{
  const char *category;
  const char *icon;
  int         priority;
} Mark;

/* The later ones are drawn over the earlier ones. */
static const Mark marks[] = {
  { "last", "object-select-symbolic", 0 },
  { "next", "go-next-symbolic", 1 },
  { "error", "dialog-error-symbolic", 2 },
};

/* The text ---------------------------------------------------------------------------------- */

static char *
dup_buffer_text (OuroProgramView *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}

/* How many bytes two texts have in common at the beginning, whole characters only. */
static gsize
count_common_start (const char *a,
                    const char *b)
{
  gsize n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  while (n > 0 && ((a[n] & 0xc0) == 0x80 || (b[n] & 0xc0) == 0x80))
    n--;

  return n;
}

/* The same at the end, of what has not been counted at the beginning. */
static gsize
count_common_end (const char *a,
                  gsize       n_a,
                  const char *b,
                  gsize       n_b)
{
  gsize n = 0;

  while (n < n_a && n < n_b && a[n_a - n - 1] == b[n_b - n - 1])
    n++;
  while (n > 0 && (a[n_a - n] & 0xc0) == 0x80)
    n--;

  return n;
}

/* Replaces only what differs. */
static void
show_text (OuroProgramView *self,
           const char      *text)
{
  GtkTextBuffer   *buffer = GTK_TEXT_BUFFER (self->buffer);
  g_autofree char *before = dup_buffer_text (self);
  gsize            start = count_common_start (before, text);
  gsize            n_before = strlen (before) - start;
  gsize            n_after = strlen (text) - start;
  gsize            end = count_common_end (before + start, n_before, text + start, n_after);
  glong            offset = g_utf8_strlen (before, start);
  GtkTextIter      from;
  GtkTextIter      to;

  if (n_before == 0 && n_after == 0)
    return;

  self->is_showing = TRUE;
  gtk_text_buffer_get_iter_at_offset (buffer, &from, offset);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, offset + g_utf8_strlen (before + start, n_before - end));
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, text + start, n_after - end);
  self->is_showing = FALSE;

  gtk_text_buffer_place_cursor (buffer, &from);
}

void
ouro_program_view_flush (OuroProgramView *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (OURO_IS_PROGRAM_VIEW (self));

  g_clear_handle_id (&self->typing_source, g_source_remove);
  if (!self->has_typed)
    return;

  self->has_typed = FALSE;
  text = dup_buffer_text (self);
  ouro_session_set_text (self->session, text);
}

static gboolean
typing_paused_cb (gpointer data)
{
  OuroProgramView *self = OURO_PROGRAM_VIEW (data);

  self->typing_source = 0;
  ouro_program_view_flush (self);
  return G_SOURCE_REMOVE;
}

static void
buffer_changed_cb (OuroProgramView *self)
{
  if (self->is_showing)
    return;

  self->has_typed = TRUE;
  g_clear_handle_id (&self->typing_source, g_source_remove);
  self->typing_source = g_timeout_add (TYPING_PAUSE_MS, typing_paused_cb, self);
}

/* The marks --------------------------------------------------------------------------------- */

static void
remove_marks (OuroProgramView *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    gtk_source_buffer_remove_source_marks (self->buffer, &start, &end, marks[i].category);
}

/* line: from 1, 0 for none. */
static void
add_mark (OuroProgramView *self,
          const char      *category,
          guint            line)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter    iter;

  if (line == 0 || line > gtk_text_buffer_get_line_count (buffer))
    return;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, line - 1);
  gtk_source_buffer_create_source_mark (self->buffer, NULL, category, &iter);
}

static guint
get_last_line (OuroRun *run)
{
  guint n = ouro_run_get_statement_index (run);

  return n > 0 ? ouro_run_get_statement (run, n - 1)->line : 0;
}

/* What stands on standard error when an exception has ended the program and the cursor is there: the traceback; NULL otherwise. */
static char *
dup_traceback (OuroProgramView *self,
               OuroRun         *run)
{
  const char *errors;
  gsize       length;

  if (!ouro_session_is_at_end (self->session) || ouro_run_get_failure (run, NULL) == NULL)
    return NULL;

  errors = ouro_run_get_errors (run, &length);
  if (length > MAX_TRACEBACK)
    {
      errors += length - MAX_TRACEBACK;
      length = MAX_TRACEBACK;
    }
  return g_strchomp (g_utf8_make_valid (errors, length));
}

/* The line that runs next, else the one that ran last. */
static gboolean
scroll_cb (gpointer data)
{
  OuroProgramView *self = OURO_PROGRAM_VIEW (data);
  OuroRun         *run = ouro_session_get_run (self->session);
  guint            line = run != NULL ? ouro_run_get_line (run) : 0;
  GtkTextIter      iter;

  self->scroll_source = 0;
  if (line == 0 && run != NULL)
    line = get_last_line (run);
  if (line == 0)
    return G_SOURCE_REMOVE;

  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &iter, line - 1);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &iter, 0.1, FALSE, 0, 0);
  return G_SOURCE_REMOVE;
}

/* Later, when the lines have their heights. */
static void
scroll_to_moment (OuroProgramView *self)
{
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (G_PRIORITY_LOW, scroll_cb, self, NULL);
}

/* The lines of the program that a traceback names: the first entry is the module's own, so its file is the program's. */
static void
mark_traceback (OuroProgramView *self,
                const char      *traceback)
{
  g_autoptr (GRegex) regex = g_regex_new ("^  File \"([^\"\\n]*)\", line (\\d{1,9})", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *program = NULL;

  for (g_regex_match (regex, traceback, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *file = g_match_info_fetch (match, 1);
      g_autofree char *digits = g_match_info_fetch (match, 2);

      if (program == NULL)
        program = g_strdup (file);
      if (g_str_equal (file, program))
        add_mark (self, "error", g_ascii_strtoull (digits, NULL, 10));
    }
}

static void
update_marks (OuroProgramView *self)
{
  OuroRun         *run = ouro_session_get_run (self->session);
  g_autofree char *traceback = NULL;

  remove_marks (self);
  if (self->problem_line != 0)
    add_mark (self, "error", self->problem_line);
  if (run == NULL || self->has_typed || self->problem_line != 0)
    return;

  add_mark (self, "last", get_last_line (run));
  traceback = dup_traceback (self, run);
  if (traceback != NULL)
    mark_traceback (self, traceback);
  add_mark (self, "next", ouro_run_get_line (run));
  scroll_to_moment (self);
}

static void
update_place (OuroProgramView *self)
{
  OuroRun         *run = ouro_session_get_run (self->session);
  g_autofree char *text = NULL;

  if (run != NULL && ouro_run_get_n_statements (run) > 0)
    /* Translators: the numbers of a statement of the program and of all its statements */
    text = g_strdup_printf (_("After statement %u of %u. The program is a plain Python file: python3 runs it as it is."),
                               ouro_run_get_statement_index (run), ouro_run_get_n_statements (run));
  gtk_label_set_text (self->place, text != NULL ? text : _("Each click adds a Python statement here. You can type as well."));
}

/* message: what stands under the program instead of the place, NULL for the place. */
static void
show_message (OuroProgramView *self,
              const char      *message)
{
  if (message != NULL)
    gtk_label_set_text (self->problem, message);
  gtk_revealer_set_reveal_child (self->problem_revealer, message != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->place), message == NULL);
}

static void
update_message (OuroProgramView *self)
{
  OuroRun         *run = ouro_session_get_run (self->session);
  g_autofree char *traceback = NULL;

  if (self->is_wrong)
    return;

  update_place (self);
  if (run != NULL)
    traceback = dup_traceback (self, run);
  show_message (self, traceback);
}

static void
update (OuroProgramView *self)
{
  update_message (self);
  if (self->view != NULL)
    update_marks (self);
}

/* The session ------------------------------------------------------------------------------- */

static void
set_problem (OuroProgramView *self,
             const char      *message,
             guint            line)
{
  self->is_wrong = message != NULL;
  self->problem_line = line;
  show_message (self, message);
}

/* "line 3" of a message, as Python and our own refusals write it; 0 when there is none. */
static guint
find_line (const char *message)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\bline (\\d{1,9})", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *digits = NULL;

  if (!g_regex_match (regex, message, 0, &match))
    return 0;

  digits = g_match_info_fetch (match, 1);
  return g_ascii_strtoull (digits, NULL, 10);
}

static void
failed_cb (OuroSession     *session,
           const char      *message,
           OuroProgramView *self)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);

  set_problem (self, g_strchomp (valid), find_line (message));
  update (self);
}

static void
text_changed_cb (OuroSession     *session,
                 OuroProgramView *self)
{
  set_problem (self, NULL, 0);
  if (self->view != NULL && !self->has_typed)
    show_text (self, ouro_session_get_text (session));
}

static void
run_changed_cb (OuroSession     *session,
                OuroProgramView *self)
{
  set_problem (self, NULL, 0);
  update (self);
}

static void
moved_cb (OuroSession     *session,
          OuroProgramView *self)
{
  update (self);
}

/* The editor -------------------------------------------------------------------------------- */

static GdkRGBA
get_colour (OuroTheme theme,
            OuroRole  role)
{
  OuroColour colour = ouro_palette_get (theme, role);

  return (GdkRGBA){ colour.red, colour.green, colour.blue, 1.0 };
}

static void
follow_style (OuroProgramView *self)
{
  AdwStyleManager             *manager = adw_style_manager_get_default ();
  gboolean                     is_dark = adw_style_manager_get_dark (manager);
  OuroTheme                    theme = is_dark ? OURO_THEME_DARK : OURO_THEME_LIGHT;
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();
  const GdkRGBA                grounds[] = {
                   [0] = { 0.5, 0.5, 0.5, 0.0 },
                   [1] = get_colour (theme, OURO_ROLE_CHANGED_GROUND),
                   [2] = get_colour (theme, OURO_ROLE_UNREACHABLE_GROUND),
  };

  gtk_source_buffer_set_style_scheme (self->buffer,
                                      gtk_source_style_scheme_manager_get_scheme (schemes, is_dark ? "Adwaita-dark" : "Adwaita"));

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autoptr (GtkSourceMarkAttributes) attributes = gtk_source_mark_attributes_new ();

      gtk_source_mark_attributes_set_icon_name (attributes, marks[i].icon);
      gtk_source_mark_attributes_set_background (attributes, &grounds[i]);
      gtk_source_view_set_mark_attributes (self->view, marks[i].category, attributes, marks[i].priority);
    }
}

static void
configure_editor (OuroProgramView *self)
{
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->view), 4);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->view), 24);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->view), 6);
  gtk_source_view_set_show_line_numbers (self->view, TRUE);
  gtk_source_view_set_show_line_marks (self->view, TRUE);
  gtk_source_view_set_auto_indent (self->view, TRUE);
  gtk_source_view_set_insert_spaces_instead_of_tabs (self->view, TRUE);
  gtk_source_view_set_tab_width (self->view, 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Program"), -1);
}

static void
make_editor (OuroProgramView *self)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();

  self->buffer = gtk_source_buffer_new (NULL);
  gtk_source_buffer_set_language (self->buffer, gtk_source_language_manager_get_language (languages, "python3"));
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, TRUE);
  gtk_source_buffer_set_implicit_trailing_newline (self->buffer, FALSE);
  /* The session undoes, typed text and clicks in one order. */
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self->buffer), FALSE);

  self->view = GTK_SOURCE_VIEW (gtk_source_view_new_with_buffer (self->buffer));
  configure_editor (self);
  follow_style (self);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->view));

  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (follow_style), self, G_CONNECT_SWAPPED);
  show_text (self, ouro_session_get_text (self->session));
  update (self);
}

static gboolean
make_editor_cb (gpointer data)
{
  OuroProgramView *self = OURO_PROGRAM_VIEW (data);

  self->make_source = 0;
  make_editor (self);
  return G_SOURCE_REMOVE;
}

static void
ouro_program_view_map (GtkWidget *widget)
{
  OuroProgramView *self = OURO_PROGRAM_VIEW (widget);

  GTK_WIDGET_CLASS (ouro_program_view_parent_class)->map (widget);

  if (self->view == NULL && self->make_source == 0)
    self->make_source = g_idle_add_full (G_PRIORITY_LOW, make_editor_cb, self, NULL);
}

static gboolean
ouro_program_view_grab_focus (GtkWidget *widget)
{
  OuroProgramView *self = OURO_PROGRAM_VIEW (widget);

  return self->view != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
ouro_program_view_dispose (GObject *object)
{
  OuroProgramView *self = OURO_PROGRAM_VIEW (object);
  GtkWidget       *child;

  g_clear_handle_id (&self->make_source, g_source_remove);
  g_clear_handle_id (&self->typing_source, g_source_remove);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->buffer);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ouro_program_view_parent_class)->dispose (object);
}

static void
ouro_program_view_class_init (OuroProgramViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ouro_program_view_dispose;
  widget_class->map = ouro_program_view_map;
  widget_class->grab_focus = ouro_program_view_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ouroboros/Ouroboros/ui/ouro-program-view.ui");
  gtk_widget_class_bind_template_child (widget_class, OuroProgramView, scroller);
  gtk_widget_class_bind_template_child (widget_class, OuroProgramView, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, OuroProgramView, problem);
  gtk_widget_class_bind_template_child (widget_class, OuroProgramView, place);
}

static void
ouro_program_view_init (OuroProgramView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ouro_program_view_set_session (OuroProgramView *self,
                               OuroSession     *session)
{
  g_return_if_fail (OURO_IS_PROGRAM_VIEW (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "text-changed", G_CALLBACK (text_changed_cb), self, 0);
  g_signal_connect_object (session, "run-changed", G_CALLBACK (run_changed_cb), self, 0);
  g_signal_connect_object (session, "moved", G_CALLBACK (moved_cb), self, 0);
  g_signal_connect_object (session, "failed", G_CALLBACK (failed_cb), self, 0);
  update (self);
}
