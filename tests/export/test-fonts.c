/* test-fonts.c - few fonts where few are enough, all of them otherwise */

#include "ouro-fonts.h"

#include <fontconfig/fontconfig.h>

static guint
count_families (gboolean *has_ours)
{
  const FcFontSet *fonts = FcConfigGetFonts (FcConfigGetCurrent (), FcSetSystem);
  g_autoptr (GHashTable) families = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; fonts != NULL && i < fonts->nfont; i++)
    {
      FcChar8 *name;

      if (FcPatternGetString (fonts->fonts[i], FC_FAMILY, 0, &name) == FcResultMatch)
        g_hash_table_add (families, g_strdup ((const char *)name));
    }
  *has_ours = g_hash_table_contains (families, "Cantarell") && g_hash_table_contains (families, "JetBrains Mono");

  return g_hash_table_size (families);
}

static void
test_letters_of_far_scripts_have_all_fonts (void)
{
  const FcConfig *before = FcConfigGetCurrent ();

  ouro_fonts_use_few ("name = 'caf\xc3\xa9'\n");
  g_assert_true (FcConfigGetCurrent () == before);
}

static void
test_plain_programs_have_few_fonts (void)
{
  gboolean        has_ours;
  const FcConfig *before = FcConfigGetCurrent ();

  count_families (&has_ours);
  if (!has_ours)
    {
      g_test_skip ("the fonts of pictures are not installed");
      return;
    }
  ouro_fonts_use_few ("name = 'cafe'\n");
  g_assert_true (FcConfigGetCurrent () != before);
  g_assert_cmpuint (count_families (&has_ours), <=, 4);
  g_assert_true (has_ours);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fonts/letters-of-far-scripts-have-all-fonts", test_letters_of_far_scripts_have_all_fonts);
  g_test_add_func ("/fonts/plain-programs-have-few-fonts", test_plain_programs_have_few_fonts);

  return g_test_run ();
}
