/* ouro-picture-file.h - scenes as the bytes of a PNG, SVG or PDF
 *
 * The painter of the screen draws here as well, so a file is what the window shows. In SVG and PDF everything stays lines and
 * curves: SVG needs no font, since letters are outlines; PDF has its fonts in it, and words can be searched. A PDF may have many
 * pages, of any sizes; the other two are one picture. The caption of an SVG's scene is its title, for those who cannot see it.
 *
 * Size   the slide's, in points, times scale. A point is a pixel of a PNG, the unit "px" of an SVG and 1/72 inch of a PDF.
 * Bytes  the same scenes give the same bytes: no date, no name of a machine.
 */
#pragma once

#include <glib.h>

#include "ouro-scene.h"
#include "ouro-slide.h"

#define OURO_PICTURE_ERROR (ouro_picture_error_quark ())
GQuark ouro_picture_error_quark (void);

typedef enum {
  OURO_PICTURE_ERROR_UNKNOWN_FORMAT,
  OURO_PICTURE_ERROR_TOO_LARGE, /* for the format, or for any use */
  OURO_PICTURE_ERROR_FAILED,    /* no memory */
} OuroPictureError;

typedef enum {
  OURO_PICTURE_PNG,
  OURO_PICTURE_SVG,
  OURO_PICTURE_PDF,
  OURO_N_PICTURE_FORMATS,
} OuroPictureFormat;

/* By the end of the name, upper or lower case. */
gboolean ouro_picture_format_from_path (const char        *path,
                                        OuroPictureFormat *format,
                                        GError           **error);

typedef struct _OuroPictureFile OuroPictureFile;

/* scale: greater than 0; 1 for the slide's own size. painter: draws, and must outlive the file; its theme is set, and that it draws for
 * files. NULL: one that the file makes; but fonts take time to load, so who has one to spare lends it. */
OuroPictureFile *ouro_picture_file_new (OuroPictureFormat format,
                                        OuroTheme         theme,
                                        double            scale,
                                        OuroPainter      *painter) G_GNUC_WARN_UNUSED_RESULT;
void             ouro_picture_file_free (OuroPictureFile *self);

/* Draws one page. Only a PDF takes more than one. After an error the file is of no more use. */
gboolean ouro_picture_file_add (OuroPictureFile *self,
                                const OuroScene *scene,
                                const OuroSlide *slide,
                                GError         **error);

/* The bytes, when all pages have been added. */
GBytes *ouro_picture_file_finish (OuroPictureFile *self,
                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OuroPictureFile, ouro_picture_file_free)
