/* test-palette.c - colours that can be read
 *
 * Contrast as WCAG 2.1 defines it, under "contrast ratio" and "relative luminance".
 */
#include "ouro-palette.h"

#include <math.h>

static const char *const role_names[OURO_N_ROLES] = {
  "ground", "card", "line", "text", "dim", "unreachable", "unreachable-ground", "ghost", "amber",
  "amber-ground", "changed-ground", "changed-text", "accent", "pill", "pill-text", "strip"
};

/* What the painter writes, and on what. */
static const struct
{
  OuroRole text;
  OuroRole ground;
} pairs[] = {
  { OURO_ROLE_TEXT, OURO_ROLE_GROUND },
  { OURO_ROLE_TEXT, OURO_ROLE_CARD },
  { OURO_ROLE_TEXT, OURO_ROLE_STRIP },
  { OURO_ROLE_TEXT, OURO_ROLE_UNREACHABLE_GROUND },
  { OURO_ROLE_DIM, OURO_ROLE_GROUND },
  { OURO_ROLE_DIM, OURO_ROLE_CARD },
  { OURO_ROLE_DIM, OURO_ROLE_STRIP },
  { OURO_ROLE_DIM, OURO_ROLE_UNREACHABLE_GROUND },
  { OURO_ROLE_UNREACHABLE, OURO_ROLE_UNREACHABLE_GROUND },
  { OURO_ROLE_UNREACHABLE, OURO_ROLE_GROUND },
  { OURO_ROLE_CARD, OURO_ROLE_UNREACHABLE },
  { OURO_ROLE_GHOST, OURO_ROLE_CARD },
  { OURO_ROLE_GHOST, OURO_ROLE_GROUND },
  { OURO_ROLE_AMBER, OURO_ROLE_AMBER_GROUND },
  { OURO_ROLE_AMBER, OURO_ROLE_GROUND },
  { OURO_ROLE_CHANGED_TEXT, OURO_ROLE_CHANGED_GROUND },
  { OURO_ROLE_PILL_TEXT, OURO_ROLE_PILL },
};

static double
linearize (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (OuroColour colour)
{
  return 0.2126 * linearize (colour.red) +
         0.7152 * linearize (colour.green) +
         0.0722 * linearize (colour.blue);
}

static double
get_contrast (OuroColour a,
              OuroColour b)
{
  double first = get_luminance (a) + 0.05;
  double second = get_luminance (b) + 0.05;

  return fmax (first, second) / fmin (first, second);
}

/* CIE L*, 0 to 100. */
static double
get_lightness (OuroColour colour)
{
  double y = get_luminance (colour);

  return y > 216.0 / 24389 ? 116 * cbrt (y) - 16 : y * 24389 / 27;
}

static double
get_wanted (OuroTheme theme)
{
  return theme == OURO_THEME_HIGH_CONTRAST || theme == OURO_THEME_HIGH_CONTRAST_DARK ? 7 : 4.5;
}

static void
test_contrast_is_known (void)
{
  OuroColour black = { 0, 0, 0 };
  OuroColour white = { 1, 1, 1 };

  g_assert_cmpfloat_with_epsilon (get_contrast (black, white), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (get_contrast (white, white), 1, 0.001);
}

static void
test_text_can_be_read (void)
{
  for (guint theme = 0; theme < OURO_N_THEMES; theme++)
    for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
      {
        double contrast = get_contrast (ouro_palette_get (theme, pairs[i].text),
                                        ouro_palette_get (theme, pairs[i].ground));

        g_test_message ("%s: %s on %s: %.2f", ouro_theme_get_name (theme),
                        role_names[pairs[i].text], role_names[pairs[i].ground], contrast);
        g_assert_cmpfloat (contrast, >=, get_wanted (theme));
      }
}

static void
test_families_can_be_read (void)
{
  for (guint theme = 0; theme < OURO_N_THEMES; theme++)
    for (guint family = 0; family < OURO_N_FAMILIES; family++)
      {
        OuroColour colour = ouro_palette_get_family (theme, family);

        OuroColour card = ouro_palette_get (theme, OURO_ROLE_CARD);
        OuroColour ground = ouro_palette_get (theme, OURO_ROLE_GROUND);

        g_test_message ("%s: family %u", ouro_theme_get_name (theme), family);
        g_assert_cmpfloat (get_contrast (colour, card), >=, get_wanted (theme));
        g_assert_cmpfloat (get_contrast (colour, ground), >=, get_wanted (theme));
      }
}

static void
test_marks_can_be_seen (void)
{
  /* WCAG 1.4.11: what is no text needs 3 : 1. */
  for (guint theme = 0; theme < OURO_N_THEMES; theme++)
    {
      OuroColour accent = ouro_palette_get (theme, OURO_ROLE_ACCENT);
      OuroColour ground = ouro_palette_get (theme, OURO_ROLE_GROUND);

      g_assert_cmpfloat (get_contrast (accent, ground), >=, 3);
    }
}

static void
test_families_differ_in_grey_when_printed (void)
{
  for (guint a = 0; a < OURO_N_FAMILIES; a++)
    for (guint b = 0; b < a; b++)
      {
        g_test_message ("families %u and %u", a, b);
        g_assert_cmpfloat (fabs (get_lightness (ouro_palette_get_family (OURO_THEME_PRINT, a)) -
                                 get_lightness (ouro_palette_get_family (OURO_THEME_PRINT, b))),
                           >, 3);
      }
}

static void
test_families_differ_in_every_theme (void)
{
  for (guint theme = 0; theme < OURO_N_THEMES; theme++)
    for (guint a = 0; a < OURO_N_FAMILIES; a++)
      for (guint b = 0; b < a; b++)
        {
          OuroColour x = ouro_palette_get_family (theme, a);
          OuroColour y = ouro_palette_get_family (theme, b);
          double     distance = fabs (x.red - y.red) + fabs (x.green - y.green) + fabs (x.blue - y.blue);

          g_assert_cmpfloat (distance, >, 0.05);
        }
}

static void
test_names_lead_back (void)
{
  OuroTheme theme;

  for (guint i = 0; i < OURO_N_THEMES; i++)
    {
      g_assert_true (ouro_theme_from_name (ouro_theme_get_name (i), &theme));
      g_assert_cmpint (theme, ==, i);
    }
  g_assert_cmpstr (ouro_theme_get_name (OURO_THEME_HIGH_CONTRAST_DARK), ==, "contrast-dark");
}

static void
test_unknown_names_are_refused (void)
{
  OuroTheme theme = OURO_THEME_PRINT;

  g_assert_false (ouro_theme_from_name ("Light", &theme));
  g_assert_false (ouro_theme_from_name ("", &theme));
  g_assert_cmpint (theme, ==, OURO_THEME_PRINT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/palette/contrast-is-known", test_contrast_is_known);
  g_test_add_func ("/palette/text-can-be-read", test_text_can_be_read);
  g_test_add_func ("/palette/families-can-be-read", test_families_can_be_read);
  g_test_add_func ("/palette/marks-can-be-seen", test_marks_can_be_seen);
  g_test_add_func ("/palette/families-differ-in-grey-when-printed", test_families_differ_in_grey_when_printed);
  g_test_add_func ("/palette/families-differ-in-every-theme", test_families_differ_in_every_theme);
  g_test_add_func ("/palette/names-lead-back", test_names_lead_back);
  g_test_add_func ("/palette/unknown-names-are-refused", test_unknown_names_are_refused);

  return g_test_run ();
}
