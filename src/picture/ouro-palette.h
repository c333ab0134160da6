/* ouro-palette.h - the colours, light and dark, for screen, slide and print
 *
 * One colour family per kind of object. Contrast of every text on its ground is at least 4.5 : 1
 * (WCAG 2.1 AA), which a test computes; in OURO_THEME_PRINT families differ in grey as well.
 */
#pragma once

#include "ouro-scene.h"

typedef enum {
  OURO_THEME_LIGHT,
  OURO_THEME_DARK,
  OURO_THEME_HIGH_CONTRAST, /* light */
  OURO_THEME_HIGH_CONTRAST_DARK,
  OURO_THEME_PRINT, /* white ground, safe in grey */
  OURO_N_THEMES,
} OuroTheme;

typedef struct
{
  double red;
  double green;
  double blue;
} OuroColour;

typedef enum {
  OURO_ROLE_GROUND, /* of the canvas */
  OURO_ROLE_CARD,   /* of a card */
  OURO_ROLE_LINE,   /* between slots, between panes */
  OURO_ROLE_TEXT,
  OURO_ROLE_DIM, /* sizes, indices */
  OURO_ROLE_UNREACHABLE,
  OURO_ROLE_UNREACHABLE_GROUND,
  OURO_ROLE_GHOST,
  OURO_ROLE_AMBER, /* gc_refs, temporaries */
  OURO_ROLE_AMBER_GROUND,
  OURO_ROLE_CHANGED_GROUND, /* behind a slot changed in this step, and the current line */
  OURO_ROLE_CHANGED_TEXT,
  OURO_ROLE_ACCENT, /* focus ring, bars */
  OURO_ROLE_PILL,
  OURO_ROLE_PILL_TEXT,
  OURO_ROLE_STRIP, /* behind the code of a slide */
  OURO_N_ROLES,
} OuroRole;

OuroColour ouro_palette_get (OuroTheme theme,
                             OuroRole  role);
OuroColour ouro_palette_get_family (OuroTheme  theme,
                                    OuroFamily family);

/* "light", "dark", "contrast", "contrast-dark", "print"; FALSE when there is none of that name. */
gboolean    ouro_theme_from_name (const char *name,
                                  OuroTheme  *theme);
const char *ouro_theme_get_name (OuroTheme theme);
