/* ouro-fonts.c - few fonts, quickly, for a process that only writes a picture */

#include "ouro-fonts.h"

#include <fontconfig/fontconfig.h>
#include <libintl.h>
#include <locale.h>

#define FAMILY(name) "<pattern><patelt name=\"family\"><string>" name "</string></patelt></pattern>"

/* The folders of fonts of every Linux, the cache that is there already, and of all fonts the families of ouro-lettering.c with those that
 * have what they lack (arrows). */
static const char few[] =
  "<?xml version=\"1.0\"?>"
  "<fontconfig>"
  "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir><dir prefix=\"xdg\">fonts</dir><dir>~/.fonts</dir>"
  "<cachedir>/var/cache/fontconfig</cachedir><cachedir prefix=\"xdg\">fontconfig</cachedir>"
  "<selectfont>"
  "<acceptfont>" FAMILY ("Cantarell") FAMILY ("JetBrains Mono") FAMILY ("DejaVu Sans") FAMILY ("DejaVu Sans Mono") "</acceptfont>"
                                                                                                                   "<rejectfont><pattern></pattern></rejectfont>"
                                                                                                                   "</selectfont>"
                                                                                                                   "</fontconfig>";

static gboolean
has_family (const FcFontSet *fonts,
            const char      *family)
{
  for (int i = 0; i < fonts->nfont; i++)
    {
      FcChar8 *name;

      for (int n = 0; FcPatternGetString (fonts->fonts[i], FC_FAMILY, n, &name) == FcResultMatch; n++)
        if (g_str_equal ((const char *)name, family))
          return TRUE;
    }

  return FALSE;
}

/* The translation of nothing is what a catalogue says about itself. */
static gboolean
is_translated (void)
{
  return dcgettext (GETTEXT_PACKAGE, "", LC_MESSAGES)[0] != '\0';
}

void
ouro_fonts_use_few (const char *text)
{
  FcConfig *config;

  g_return_if_fail (text != NULL);

  if (!g_str_is_ascii (text) || is_translated ())
    return;

  config = FcConfigCreate ();
  if (config == NULL)
    return;
  if (FcConfigParseAndLoadFromMemory (config, (const FcChar8 *)few, FcTrue) && FcConfigBuildFonts (config) &&
      has_family (FcConfigGetFonts (config, FcSetSystem), "Cantarell") &&
      has_family (FcConfigGetFonts (config, FcSetSystem), "JetBrains Mono") &&
      has_family (FcConfigGetFonts (config, FcSetSystem), "DejaVu Sans"))
    FcConfigSetCurrent (config); /* takes a reference */
  FcConfigDestroy (config);
}
