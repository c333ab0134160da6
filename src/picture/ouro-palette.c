/* ouro-palette.c - the colours, light and dark, for screen, slide and print
 *
 * One table for roles and one for families, a column for each theme. Light and dark share their
 * hues; the high-contrast themes are darker or lighter still, on plain white or black; print
 * keeps the hues and spaces the families about 4.5 apart in CIE lightness, so that they differ
 * when a copier takes the colour away.
 */
#include "ouro-palette.h"

static const char *const theme_names[OURO_N_THEMES] = {
  [OURO_THEME_LIGHT] = "light",
  [OURO_THEME_DARK] = "dark",
  [OURO_THEME_HIGH_CONTRAST] = "contrast",
  [OURO_THEME_HIGH_CONTRAST_DARK] = "contrast-dark",
  [OURO_THEME_PRINT] = "print",
};

/* 0xRRGGBB, in the order of OuroTheme: light, dark, contrast, contrast-dark, print. */
static const guint32 role_colours[OURO_N_ROLES][OURO_N_THEMES] = {
  [OURO_ROLE_GROUND] = { 0xffffff, 0x1e1e20, 0xffffff, 0x000000, 0xffffff },
  [OURO_ROLE_CARD] = { 0xffffff, 0x28282b, 0xffffff, 0x0d0d0f, 0xffffff },
  [OURO_ROLE_LINE] = { 0xe1e3e8, 0x45454b, 0x77777c, 0x8c8c92, 0xc8c8c8 },
  [OURO_ROLE_TEXT] = { 0x1f2328, 0xeceef1, 0x000000, 0xffffff, 0x000000 },
  [OURO_ROLE_DIM] = { 0x646b78, 0xa2a8b2, 0x3d4147, 0xc8ccd2, 0x555555 },
  [OURO_ROLE_UNREACHABLE] = { 0xc01c28, 0xff8080, 0x9c0f1c, 0xff9c9c, 0xa3000d },
  [OURO_ROLE_UNREACHABLE_GROUND] = { 0xfff5f5, 0x372527, 0xffffff, 0x1c0507, 0xffffff },
  [OURO_ROLE_GHOST] = { 0x6f6f75, 0x95949a, 0x55555a, 0xa8a8ad, 0x6b6b6b },
  [OURO_ROLE_AMBER] = { 0x856600, 0xf5c211, 0x5f4700, 0xffd84a, 0x5c4900 },
  [OURO_ROLE_AMBER_GROUND] = { 0xfff9e5, 0x3a3216, 0xffffff, 0x1f1a00, 0xffffff },
  [OURO_ROLE_CHANGED_GROUND] = { 0xfff3c4, 0x5a4a10, 0xffec8f, 0x4d3d00, 0xe4e4e4 },
  [OURO_ROLE_CHANGED_TEXT] = { 0x1f2328, 0xffffff, 0x000000, 0xffffff, 0x000000 },
  [OURO_ROLE_ACCENT] = { 0x3584e4, 0x4a95ec, 0x0b4ba3, 0x78aeff, 0x2a2a2a },
  [OURO_ROLE_PILL] = { 0x1f2328, 0xeceef1, 0x000000, 0xffffff, 0x1c1c1f },
  [OURO_ROLE_PILL_TEXT] = { 0xffffff, 0x1e1e20, 0xffffff, 0x000000, 0xffffff },
  [OURO_ROLE_STRIP] = { 0xf6f6f8, 0x28282b, 0xf2f2f2, 0x1a1a1c, 0xf7f7f7 },
};

static const guint32 family_colours[OURO_N_FAMILIES][OURO_N_THEMES] = {
  [OURO_FAMILY_SEQUENCE] = { 0x1c71d8, 0x78aeed, 0x15428f, 0x9cc8ff, 0x1969c9 },
  [OURO_FAMILY_MAPPING] = { 0x813d9c, 0xc79ae0, 0x64307a, 0xdcb9f0, 0x5c2a70 },
  [OURO_FAMILY_TUPLE] = { 0xb05400, 0xffab5e, 0x7f4200, 0xffc48c, 0x894000 },
  [OURO_FAMILY_SET] = { 0x0d7377, 0x5fd0d0, 0x085457, 0x86e6e6, 0x108186 },
  [OURO_FAMILY_INSTANCE] = { 0x1a7f4b, 0x7ad9a2, 0x125732, 0x9aeabb, 0x0e5531 },
  [OURO_FAMILY_FUNCTION] = { 0x8a6100, 0xe6c35c, 0x654800, 0xf2d680, 0x493200 },
  [OURO_FAMILY_GENERATOR] = { 0xa51d7d, 0xf08fd0, 0x8a1a68, 0xf8b0e0, 0xad1f83 },
  [OURO_FAMILY_MODULE] = { 0x5e5c64, 0xb7b5bd, 0x3d3b42, 0xd6d4da, 0x232226 },
  [OURO_FAMILY_EXCEPTION] = { 0xa01c28, 0xff8b8b, 0x8a1621, 0xffadad, 0x5b0b13 },
  [OURO_FAMILY_ATOM] = { 0x3f5873, 0xa9c1d9, 0x2b4560, 0xc4d6e8, 0x101a25 },
};

static OuroColour
unpack (guint32 colour)
{
  return (OuroColour){
    (colour >> 16 & 0xff) / 255.0,
    (colour >> 8 & 0xff) / 255.0,
    (colour & 0xff) / 255.0,
  };
}

OuroColour
ouro_palette_get (OuroTheme theme,
                  OuroRole  role)
{
  g_return_val_if_fail ((guint)theme < OURO_N_THEMES, (OuroColour){ 0 });
  g_return_val_if_fail ((guint)role < OURO_N_ROLES, (OuroColour){ 0 });

  return unpack (role_colours[role][theme]);
}

OuroColour
ouro_palette_get_family (OuroTheme  theme,
                         OuroFamily family)
{
  g_return_val_if_fail ((guint)theme < OURO_N_THEMES, (OuroColour){ 0 });
  g_return_val_if_fail ((guint)family < OURO_N_FAMILIES, (OuroColour){ 0 });

  return unpack (family_colours[family][theme]);
}

gboolean
ouro_theme_from_name (const char *name,
                      OuroTheme  *theme)
{
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (theme != NULL, FALSE);

  for (guint i = 0; i < OURO_N_THEMES; i++)
    if (g_str_equal (theme_names[i], name))
      {
        *theme = i;
        return TRUE;
      }

  return FALSE;
}

const char *
ouro_theme_get_name (OuroTheme theme)
{
  g_return_val_if_fail ((guint)theme < OURO_N_THEMES, NULL);

  return theme_names[theme];
}
