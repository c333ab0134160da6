/* ouro-cli-export.c - the command export: a run in pictures */

#include "ouro-cli-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ouro-fonts.h"
#include "ouro-layout-route.h"

/* Whoever needs more has mistyped. */
#define MIN_SCALE 0.05
#define MAX_SCALE 32.0
#define MAX_SIDE  32767

typedef struct
{
  char    *output;
  char    *version;
  char    *size;
  char    *theme;
  double   scale;
  int      line;  /* 0: not asked for */
  gint64   event; /* -1: not asked for */
  gboolean all;
  gboolean transparent;
  gboolean slides;
} Wishes;

static void
wishes_clear (Wishes *wishes)
{
  g_free (wishes->output);
  g_free (wishes->version);
  g_free (wishes->size);
  g_free (wishes->theme);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wishes, wishes_clear)

static gboolean
read_wishes (int     argc,
             char  **argv,
             Wishes *wishes,
             char  **file)
{
  const GOptionEntry options[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &wishes->output, N_ ("The picture; its name ends in .png, .svg or .pdf"), N_ ("OUT") },
      { "at", 0, 0, G_OPTION_ARG_INT, &wishes->line, N_ ("The moment after the statement of this line has last finished"), N_ ("LINE") },
        { "event", 0, 0, G_OPTION_ARG_INT64, &wishes->event, N_ ("The moment after so many events"), N_ ("N") },
          { "all", 0, 0, G_OPTION_ARG_NONE, &wishes->all, N_ ("One picture (OUT-001.png ...) or page for each statement"), NULL },
            { "slides", 0, 0, G_OPTION_ARG_NONE, &wishes->slides, N_ ("With title, code and a sentence about the step"), NULL },
              { "size", 0, 0, G_OPTION_ARG_STRING, &wishes->size, N_ ("Size of the picture in points (as large as it needs)"), N_ ("WIDTHxHEIGHT") },
                { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &wishes->scale, N_ ("Pixels for each point (1)"), N_ ("FACTOR") },
                  { "theme", 0, 0, G_OPTION_ARG_STRING, &wishes->theme, N_ ("light, dark, contrast, contrast-dark or print (light)"), N_ ("THEME") },
                    { "transparent", 0, 0, G_OPTION_ARG_NONE, &wishes->transparent, N_ ("Without a ground"), NULL },
                      { "python", 0, 0, G_OPTION_ARG_STRING, &wishes->version, N_ ("CPython version to be like (the newest)"), N_ ("VERSION") },
                        { NULL },
                      };

  return ouro_cli_parse (argc, argv, options, _ ("Draws the end of a program, or another moment of it."), file);
}

/* "1920x1080" */
static gboolean
parse_size (const char *text,
            double     *width,
            double     *height)
{
  guint64     sides[2];
  const char *rest = text;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      char *end;

      if (!g_ascii_isdigit (*rest))
        return FALSE;
      sides[i] = g_ascii_strtoull (rest, &end, 10);
      if (sides[i] < 1 || sides[i] > MAX_SIDE || *end != (i == 0 ? 'x' : '\0'))
        return FALSE;
      rest = end + 1;
    }
  *width = sides[0];
  *height = sides[1];

  return TRUE;
}

/* Turns the words of the command line into what is to be drawn; FALSE after saying what is wrong with them. */
static gboolean
check_wishes (const Wishes *wishes,
              OuroExport   *how)
{
  g_autoptr (GError) error = NULL;

  if (wishes->output == NULL)
    ouro_cli_refuse (_ ("ouroboros export needs -o OUT.png, OUT.svg or OUT.pdf"));
  else if (!ouro_picture_format_from_path (wishes->output, &how->format, &error))
    ouro_cli_refuse ("%s", error->message);
  else if ((wishes->line != 0) + (wishes->event >= 0) + wishes->all > 1)
    ouro_cli_refuse (_ ("--at, --event and --all exclude each other"));
  else if (wishes->line < 0)
    ouro_cli_refuse (_ ("--at %d: lines count from 1"), wishes->line);
  else if (wishes->size != NULL && !parse_size (wishes->size, &how->width, &how->height))
    ouro_cli_refuse (_ ("--size %s: a size is like 1920x1080, each side from 1 to %d"), wishes->size, MAX_SIDE);
  else if (!(wishes->scale >= MIN_SCALE && wishes->scale <= MAX_SCALE))
    ouro_cli_refuse (_ ("--scale %g: from %g to %g"), wishes->scale, MIN_SCALE, MAX_SCALE);
  else if (wishes->theme != NULL && !ouro_theme_from_name (wishes->theme, &how->theme))
    ouro_cli_refuse (_ ("--theme %s: there are light, dark, contrast, contrast-dark and print"), wishes->theme);
  else
    return TRUE;

  return FALSE;
}

static void
set_up (const Wishes *wishes,
        OuroExport   *how)
{
  how->scale = wishes->scale;
  how->transparent = wishes->transparent;
  how->is_slide = wishes->slides;
  if (wishes->slides && wishes->size == NULL)
    {
      how->width = OURO_CLI_SLIDE_WIDTH;
      how->height = OURO_CLI_SLIDE_HEIGHT;
    }
}

static int
fail_to_read (const char   *file,
              const GError *error)
{
  const char *last = strrchr (error->message, '\n');
  const char *line = strstr (error->message, ", line ");

  if (!g_error_matches (error, OURO_RUN_ERROR, OURO_RUN_ERROR_SYNTAX))
    return ouro_cli_fail ("%s", error->message);

  return ouro_cli_fail ("%s:%d: %s", file, line != NULL ? atoi (line + strlen (", line ")) : 1, last != NULL ? last + 1 : error->message);
}

/* FALSE after saying that there is no such moment. */
static gboolean
seek (OuroRun      *run,
      const Wishes *wishes,
      const char   *file)
{
  if (wishes->line != 0 && !ouro_run_seek_after_line (run, wishes->line))
    {
      ouro_cli_fail (_ ("%s:%d: no statement of the module that begins in this line has finished"), file, wishes->line);
      return FALSE;
    }
  if (wishes->event >= 0 && !ouro_run_seek_event (run, wishes->event))
    {
      ouro_cli_fail (_ ("%s: there are not so many events as %" G_GINT64_FORMAT), file, wishes->event);
      return FALSE;
    }

  return TRUE;
}

/* This process draws a few pictures and ends: it loads the fonts of these alone, and routes arrows itself, as the layout helper does
 * for a window. */
OuroStage *
ouro_cli_new_stage (OuroRun    *run,
                    OuroExport *how)
{
  OuroStage *stage;

  ouro_fonts_use_few (ouro_run_get_text (run));
  stage = ouro_stage_new (run, ouro_layout_route);
  how->painter = ouro_stage_get_painter (stage);
  ouro_painter_set_for_file (how->painter, TRUE); /* before anything is measured: another painter's fonts take as long again */

  return stage;
}

static gboolean
write_pictures (OuroRun      *run,
                OuroExport   *how,
                const Wishes *wishes)
{
  g_autoptr (OuroStage) stage = ouro_cli_new_stage (run, how);
  g_autoptr (GFile) output = ouro_cli_new_file (wishes->output);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  gboolean written;

  if (wishes->all)
    written = ouro_export_write_all (how, run, stage, output, &files, &error);
  else
    written = ouro_export_write_moment (how, run, stage, output, &error);
  if (!written)
    ouro_cli_fail ("%s", error->message);

  return written;
}

/* A program that did not end well has pictures all the same; but whoever asked for its end hears of it. */
static int
report (const OuroRun *run,
        const Wishes  *wishes,
        const char    *file)
{
  guint32     line = 0;
  const char *failure = ouro_run_get_failure (run, &line);

  if (wishes->line != 0 || wishes->event >= 0)
    return OURO_CLI_DONE;
  if (ouro_run_get_interruption (run) != NULL)
    return ouro_cli_fail ("%s: %s", file, ouro_run_get_interruption (run));
  if (failure != NULL)
    return ouro_cli_fail ("%s:%u: %s", file, line, failure);

  return OURO_CLI_DONE;
}

int
ouro_cli_export (int    argc,
                 char **argv)
{
  g_auto (Wishes) wishes = { .scale = 1, .event = -1 };
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) document = NULL;
  g_autoptr (OuroRun) run = NULL;
  const OuroProfile *profile;
  OuroExport         how = { .theme = OURO_THEME_LIGHT };

  if (!read_wishes (argc, argv, &wishes, &file) || !check_wishes (&wishes, &how))
    return OURO_CLI_WRONG_USE;
  profile = ouro_cli_find_profile (wishes.version);
  if (profile == NULL)
    return OURO_CLI_WRONG_USE;
  text = ouro_cli_load (file);
  if (text == NULL)
    return OURO_CLI_FAILED;
  document = g_file_new_for_commandline_arg (file);
  run = ouro_run_new_for_document (text, file, document, profile, OURO_HISTORY_KEEP, &error);
  if (run == NULL)
    return fail_to_read (file, error);

  ouro_run_execute (run);
  set_up (&wishes, &how);
  name = g_path_get_basename (file);
  how.name = name;
  if (!seek (run, &wishes, file) || !write_pictures (run, &how, &wishes))
    return OURO_CLI_FAILED;

  return report (run, &wishes, file);
}
