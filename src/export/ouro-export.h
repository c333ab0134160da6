/* ouro-export.h - moments of a run as files: pictures, slides, one for each statement
 *
 * A slide is a picture in a frame, with the document's title, its code with the current line, and the sentence of the step.
 */
#pragma once

#include <gio/gio.h>

#include "ouro-picture-file.h"
#include "ouro-stage.h"

/* More moments are not written at once. */
#define OURO_EXPORT_MAX_MOMENTS 2000

typedef struct
{
  OuroPictureFormat format;
  OuroTheme         theme;
  double            scale; /* 1 for the size itself */
  double            width; /* of the picture in points, 0: as large as it needs; likewise height */
  double            height;
  gboolean          transparent;
  gboolean          is_slide;
  const char       *name;    /* of the document, for slides without a title of their own; or NULL */
  OuroPainter      *painter; /* see ouro_picture_file_new (); or NULL */
} OuroExport;

/* The moment at the cursor. */
GBytes *ouro_export_moment (const OuroExport *self,
                            OuroRun          *run,
                            OuroStage        *stage,
                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes the moment at the cursor. */
gboolean ouro_export_write_moment (const OuroExport *self,
                                   OuroRun          *run,
                                   OuroStage        *stage,
                                   GFile            *file,
                                   GError          **error);

/* Writes the moment after each statement: a PDF of so many pages, otherwise numbered files, "cycle-001.png" beside "cycle.png". A
 * program in which no statement finishes has one moment, its start. files: what was written, array of GFile, which it
 * frees. */
gboolean ouro_export_write_all (const OuroExport *self,
                                OuroRun          *run,
                                OuroStage        *stage,
                                GFile            *file,
                                GPtrArray       **files,
                                GError          **error);
