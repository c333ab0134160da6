/* ouro-cells.h - the cells of a program in the percent format
 *
 * "# %% [markdown]" begins a cell of text, whose lines are comments; "# %%" one of code. What stands before the first of
 * these is code. The rest of such a line may hold metadata: # %% picture="made". The file stays plain Python: nothing of
 * this is needed to run it.
 *
 * Lines   count from 1.
 * Source  https://jupytext.readthedocs.io/en/latest/formats-scripts.html (the percent format)
 */
#pragma once

#include <glib.h>

typedef enum {
  OURO_CELL_CODE,
  OURO_CELL_TEXT,
} OuroCellKind;

typedef struct
{
  OuroCellKind kind;
  guint        first_line; /* of what is in it, after its marker */
  guint        end_line;   /* one past the last */
  const char  *text;       /* from first_line, in the text that was given */
  gsize        length;
  char        *metadata; /* what the marker says besides its kind; "" for nothing */
} OuroCell;

/* All cells of the text, in order: array of OuroCell, which frees what they own. The text must outlive it. Never fails: any text
 * is at least one cell. */
GArray *ouro_cells_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* The value of a key of the metadata, without its quotes; NULL when there is none. Free with g_free (). */
char *ouro_cell_dup_value (const OuroCell *cell,
                           const char     *key) G_GNUC_WARN_UNUSED_RESULT;

/* The first heading of the text cells, without its marks; NULL when there is none. Free with g_free (). */
char *ouro_cells_dup_title (const GArray *cells) G_GNUC_WARN_UNUSED_RESULT;

/* The lines of code alone, for a slide: no text cells, no markers, no more than one empty line in a row. line is turned into that of the
 * result; a line that is not in it into 0. Free with g_free (). */
char *ouro_cells_dup_code (const GArray *cells,
                           guint        *line) G_GNUC_WARN_UNUSED_RESULT;
