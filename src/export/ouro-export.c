/* ouro-export.c - moments of a run as files: pictures, slides, one for each statement */

#include "ouro-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ouro-cells.h"
#include "ouro-document.h"
#include "ouro-moments.h"

/* The words of one slide. */
typedef struct
{
  char     *title;
  char     *stamp;
  char     *code;
  OuroSlide slide;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->title);
  g_free (words->stamp);
  g_free (words->code);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* --- Words ---------------------------------------------------------------------------------- */

/* The line to be marked: of the statement that has just finished, else the one that runs. */
static guint
get_current_line (OuroRun *run)
{
  guint n = ouro_run_get_statement_index (run);

  if (ouro_moment_ends_statement (run))
    return ouro_run_get_statement (run, n - 1)->line;

  return ouro_run_get_line (run);
}

static char *
dup_stamp (OuroRun *run)
{
  OuroCursor  cursor = ouro_run_get_cursor (run);
  const char *version = ouro_run_get_profile (run)->name;
  guint       n = ouro_run_get_statement_index (run);

  if (cursor.event > 0)
    return g_strdup_printf (_ ("CPython %s · after step %u, event %u"), version, n, cursor.event);

  return g_strdup_printf (_ ("CPython %s · step %u of %u"), version, n, ouro_run_get_n_statements (run));
}

static void
find_words (const OuroExport *self,
            OuroRun          *run,
            const OuroScene  *scene,
            Words            *words)
{
  g_autoptr (GArray) cells = NULL;
  guint line = get_current_line (run);

  words->slide = (OuroSlide){ .width = self->width, .height = self->height, .transparent = self->transparent };
  if (!self->is_slide)
    return;

  cells = ouro_cells_new (ouro_run_get_text (run));
  words->title = ouro_cells_dup_title (cells);
  if (words->title == NULL)
    words->title = g_strdup (self->name);
  words->code = ouro_moment_ends_statement (run) ? ouro_cells_dup_code (cells, &line) : g_strdup (ouro_run_get_text (run));
  words->stamp = dup_stamp (run);
  words->slide.title = words->title;
  words->slide.stamp = words->stamp;
  words->slide.code = words->code;
  words->slide.line = line;
  words->slide.caption = scene->caption;
}

/* --- Pictures ------------------------------------------------------------------------------- */

static gboolean
add_moment (const OuroExport *self,
            OuroRun          *run,
            OuroStage        *stage,
            OuroPictureFile  *picture,
            GError          **error)
{
  g_autoptr (OuroScene) scene = ouro_stage_build (stage);
  g_auto (Words) words = { 0 };

  find_words (self, run, scene, &words);

  return ouro_picture_file_add (picture, scene, &words.slide, error);
}

GBytes *
ouro_export_moment (const OuroExport *self,
                    OuroRun          *run,
                    OuroStage        *stage,
                    GError          **error)
{
  g_autoptr (OuroPictureFile) picture = NULL;

  g_return_val_if_fail (self != NULL && run != NULL && stage != NULL, NULL);

  picture = ouro_picture_file_new (self->format, self->theme, self->scale, self->painter);
  if (!add_moment (self, run, stage, picture, error))
    return NULL;

  return ouro_picture_file_finish (picture, error);
}

gboolean
ouro_export_write_moment (const OuroExport *self,
                          OuroRun          *run,
                          OuroStage        *stage,
                          GFile            *file,
                          GError          **error)
{
  g_autoptr (GBytes) bytes = ouro_export_moment (self, run, stage, error);

  return bytes != NULL && ouro_document_write (file, bytes, error);
}

/* --- All statements ------------------------------------------------------------------------- */

/* After how many statements each moment is: several that finish together, such as a loop with the last of its lines, are one. */
static GArray *
list_moments (const OuroRun *run)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (guint));
  guint   n = ouro_run_get_n_statements (run);
  guint   start = 0;

  for (guint i = 1; i <= n; i++)
    if (i == n || ouro_run_get_statement (run, i)->position != ouro_run_get_statement (run, i - 1)->position)
      g_array_append_val (moments, i);
  if (moments->len == 0)
    g_array_append_val (moments, start);

  return moments;
}

/* "cycle.png" -> "cycle-007.png", as many digits as the last one needs. */
static GFile *
get_numbered (GFile *file,
              guint  number,
              guint  n_files)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  const char      *end = strrchr (name, '.');
  g_autofree char *stem = g_strndup (name, end != NULL ? (gsize)(end - name) : strlen (name));
  g_autofree char *numbered = g_strdup_printf ("%s-%0*u%s", stem, n_files > 999 ? 4 : 3, number, end != NULL ? end : "");

  return g_file_get_child (folder, numbered);
}

static gboolean
write_pages (const OuroExport *self,
             OuroRun          *run,
             OuroStage        *stage,
             const GArray     *moments,
             GFile            *file,
             GPtrArray        *files,
             GError          **error)
{
  g_autoptr (OuroPictureFile) picture = ouro_picture_file_new (self->format, self->theme, self->scale, self->painter);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < moments->len; i++)
    {
      ouro_run_seek_statement (run, g_array_index (moments, guint, i));
      if (!add_moment (self, run, stage, picture, error))
        return FALSE;
    }
  bytes = ouro_picture_file_finish (picture, error);
  if (bytes == NULL || !ouro_document_write (file, bytes, error))
    return FALSE;
  g_ptr_array_add (files, g_object_ref (file));

  return TRUE;
}

static gboolean
write_numbered (const OuroExport *self,
                OuroRun          *run,
                OuroStage        *stage,
                const GArray     *moments,
                GFile            *file,
                GPtrArray        *files,
                GError          **error)
{
  for (guint i = 0; i < moments->len; i++)
    {
      g_autoptr (GFile) numbered = get_numbered (file, i + 1, moments->len);

      ouro_run_seek_statement (run, g_array_index (moments, guint, i));
      if (!ouro_export_write_moment (self, run, stage, numbered, error))
        return FALSE;
      g_ptr_array_add (files, g_steal_pointer (&numbered));
    }

  return TRUE;
}

gboolean
ouro_export_write_all (const OuroExport *self,
                       OuroRun          *run,
                       OuroStage        *stage,
                       GFile            *file,
                       GPtrArray       **files,
                       GError          **error)
{
  g_autoptr (GArray) moments = NULL;
  OuroCursor cursor;
  gboolean   written;

  g_return_val_if_fail (self != NULL && run != NULL && stage != NULL && G_IS_FILE (file) && files != NULL, FALSE);

  *files = g_ptr_array_new_with_free_func (g_object_unref);
  moments = list_moments (run);
  if (moments->len > OURO_EXPORT_MAX_MOMENTS)
    {
      g_set_error (error, OURO_PICTURE_ERROR, OURO_PICTURE_ERROR_TOO_LARGE,
                   _ ("the program has %u moments; no more than %u pictures are made at once"),
                      moments->len, OURO_EXPORT_MAX_MOMENTS);
      return FALSE;
    }

  cursor = ouro_run_get_cursor (run);
  if (self->format == OURO_PICTURE_PDF)
    written = write_pages (self, run, stage, moments, file, *files, error);
  else
    written = write_numbered (self, run, stage, moments, file, *files, error);
  ouro_run_seek (run, cursor);

  return written;
}
