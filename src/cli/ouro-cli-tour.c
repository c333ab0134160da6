/* ouro-cli-tour.c - the first example in pictures, where there is no display
 *
 * Cells of the example that say picture="made" are drawn as they end, each by a command that the user could have typed; the command is
 * printed with what it made.
 */

#include "ouro-cli-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ouro-cells.h"
#include "ouro-places.h"

#define EXAMPLE "examples/cycle.py"
#define FOLDER  "ouroboros-pictures"

typedef struct
{
  const char *program; /* as the user called it */
  const char *example;
  const char *folder;
  OuroRun    *run;
  OuroStage  *stage;
  OuroExport  how;
  guint       n_moments;
} Tour;

/* In the current folder, else among the temporary files; NULL after saying why not. */
static char *
make_folder (void)
{
  g_autofree char *other = g_build_filename (g_get_tmp_dir (), FOLDER, NULL);
  const char      *places[] = { FOLDER, other };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_mkdir (places[i], 0777) == 0 || (errno == EEXIST && g_access (places[i], W_OK | X_OK) == 0))
      return g_strdup (places[i]);
  ouro_cli_fail ("%s: %s", other, g_strerror (errno));

  return NULL;
}

/* A word as a shell takes it. */
static char *
quote (const char *word)
{
  for (const char *c = word; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("/._-+=:@%", *c) == NULL)
      return g_shell_quote (word);

  return g_strdup (word);
}

static gboolean
draw (Tour       *tour,
      const char *name,
      guint       line,
      const char *ending,
      gboolean    is_slide)
{
  g_autofree char *file = g_strdup_printf ("%s/cycle-%u-%s.%s", tour->folder, tour->n_moments, name, ending);
  g_autofree char *program = quote (tour->program);
  g_autofree char *example = quote (tour->example);
  g_autofree char *output = quote (file);
  g_autoptr (GFile) location = ouro_cli_new_file (file);
  g_autoptr (GError) error = NULL;
  OuroExport how = tour->how;

  how.is_slide = is_slide;
  how.width = is_slide ? OURO_CLI_SLIDE_WIDTH : 0;
  how.height = is_slide ? OURO_CLI_SLIDE_HEIGHT : 0;
  if (!ouro_picture_format_from_path (file, &how.format, &error) ||
      !ouro_export_write_moment (&how, tour->run, tour->stage, location, &error))
    {
      ouro_cli_fail ("%s", error->message);
      return FALSE;
    }
  g_print ("  %s\n    %s export %s --at %u%s -o %s\n", file, program, example, line, is_slide ? " --slides" : "", output);

  return TRUE;
}

/* The line of the last statement that finished in the cell; 0 for none. */
static guint
find_last_line (const OuroRun  *run,
                const OuroCell *cell)
{
  for (guint i = ouro_run_get_n_statements (run); i > 0; i--)
    {
      guint line = ouro_run_get_statement (run, i - 1)->line;

      if (line >= cell->first_line && line < cell->end_line)
        return line;
    }

  return 0;
}

static gboolean
draw_cell (Tour           *tour,
           const OuroCell *cell)
{
  g_autofree char *name = ouro_cell_dup_value (cell, "picture");
  guint            line = find_last_line (tour->run, cell);
  g_autoptr (OuroScene) scene = NULL;

  if (name == NULL || line == 0)
    return TRUE;

  tour->n_moments++;
  ouro_run_seek_after_line (tour->run, line);
  scene = ouro_stage_build (tour->stage);
  g_print ("\n%u. %s\n", tour->n_moments, scene->caption);

  return draw (tour, name, line, "svg", FALSE) && draw (tour, name, line, "png", TRUE);
}

static int
draw_cells (Tour         *tour,
            const GArray *cells)
{
  g_autofree char *title = ouro_cells_dup_title (cells);

  g_print (_ ("There is no display, so this is the first example in pictures: %s\n"), title != NULL ? title : tour->example);
  for (guint i = 0; i < cells->len; i++)
    if (!draw_cell (tour, &g_array_index (cells, OuroCell, i)))
      return OURO_CLI_FAILED;
  g_print (_ ("\nThe program is %s. More commands: %s --help\n"), tour->example, tour->program);

  return OURO_CLI_DONE;
}

int
ouro_cli_tour (const char *program)
{
  g_autofree char *example = ouro_places_dup_data (EXAMPLE);
  g_autofree char *folder = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GArray) cells = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OuroRun) run = NULL;
  g_autoptr (OuroStage) stage = NULL;
  Tour tour = { .program = program, .example = example, .how = { .theme = OURO_THEME_LIGHT, .scale = 1 } };

  if (example == NULL)
    return ouro_cli_fail (_ ("%s is not installed"), EXAMPLE);
  text = ouro_cli_load (example);
  folder = text != NULL ? make_folder () : NULL;
  if (folder == NULL)
    return OURO_CLI_FAILED;
  run = ouro_run_new (text, example, ouro_profile_get_default (), OURO_HISTORY_KEEP, &error);
  if (run == NULL)
    return ouro_cli_fail ("%s", error->message);

  ouro_run_execute (run);
  stage = ouro_cli_new_stage (run, &tour.how);
  cells = ouro_cells_new (text);
  tour.folder = folder;
  tour.run = run;
  tour.stage = stage;

  return draw_cells (&tour, cells);
}
