/* ouro-repr.c - atoms in words, as repr () prints them */
#include "ouro-repr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ouro-atom.h"
#include "ouro-text.h"

/* float ------------------------------------------------------------------------------------- */

static gboolean
reads_back (const char *text,
            double      value)
{
  return g_ascii_strtod (text, NULL) == value;
}

/* One more in the last place of d.ddde±dd. */
static void
count_up (char *text)
{
  char *digit = strchr (text, 'e') - 1;

  while (digit > text && (*digit == '9' || *digit == '.'))
    {
      if (*digit == '9')
        *digit = '0';
      digit--;
    }
  (*digit)++;
}

/* The shortest digits that read back as the value. When any number of n digits does, the nearest one does; but a power of
 * two is twice as far from the next greater double as from the next smaller one, so there it may be the one above that. */
static void
get_shortest_digits (double value,
                     char  *digits,
                     int   *exponent)
{
  gboolean is_power = frexp (value, exponent) == 0.5;
  char     text[40];
  char    *e;

  for (guint precision = 0; precision < 17; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%ue", precision);
      g_ascii_formatd (text, sizeof text, format, value);
      if (reads_back (text, value))
        break;
      if (is_power)
        count_up (text);
      if (is_power && reads_back (text, value))
        break;
    }
  e = strchr (text, 'e');
  *exponent = atoi (e + 1);
  *e = '\0';
  digits[0] = text[0];
  g_strlcpy (digits + 1, text[1] == '.' ? text + 2 : "", 20);
}

/* Python/pystrtod.c, format_float_short: exponents below -4 and from 16 on are written as such. */
void
ouro_double_repr (double value,
                  char  *buffer)
{
  char digits[24];
  int  exponent, n;

  if (!isfinite (value))
    {
      strcpy (buffer, isnan (value) ? "nan" : value > 0 ? "inf"
                                                        : "-inf");
      return;
    }
  if (signbit (value))
    *buffer++ = '-';
  if (value == 0)
    {
      strcpy (buffer, "0.0");
      return;
    }
  get_shortest_digits (fabs (value), digits, &exponent);
  n = strlen (digits);
  if (exponent < -4 || exponent >= 16)
    g_snprintf (buffer, 30, "%c%s%se%c%02d", digits[0], n > 1 ? "." : "", digits + 1, exponent < 0 ? '-' : '+', abs (exponent));
  else if (exponent < 0)
    g_snprintf (buffer, 30, "0.%.*s%s", -exponent - 1, "0000", digits);
  else if (n <= exponent + 1)
    g_snprintf (buffer, 30, "%s%.*s.0", digits, exponent + 1 - n, "0000000000000000");
  else
    g_snprintf (buffer, 30, "%.*s.%s", exponent + 1, digits, digits + exponent + 1);
}

static void
append_double (GString *text,
               double   value)
{
  char buffer[40];

  ouro_double_repr (value, buffer);
  g_string_append (text, buffer);
}

/* complex_repr: no ".0", and no real part when it is +0. */
static void
append_complex (GString        *text,
                const OuroHeap *heap,
                OuroId          object)
{
  double   real, imaginary;
  char     buffer[40];
  gboolean both;

  ouro_complex_get (heap, object, &real, &imaginary);
  both = real != 0 || signbit (real);
  if (both)
    {
      ouro_double_repr (real, buffer);
      if (g_str_has_suffix (buffer, ".0"))
        buffer[strlen (buffer) - 2] = '\0';
      g_string_append_printf (text, "(%s", buffer);
    }
  ouro_double_repr (imaginary, buffer);
  if (g_str_has_suffix (buffer, ".0"))
    buffer[strlen (buffer) - 2] = '\0';
  g_string_append_printf (text, "%s%sj%s", both && buffer[0] != '-' ? "+" : "", buffer, both ? ")" : "");
}

/* int --------------------------------------------------------------------------------------- */

static void
append_int (GString        *text,
            const OuroHeap *heap,
            OuroId          object,
            gsize           limit)
{
  gint64           small;
  mpz_t            value;
  g_autofree char *digits = NULL;

  if (ouro_int_get (heap, object, &small))
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, small);
      return;
    }
  mpz_init (value);
  ouro_int_get_mpz (heap, object, value);
  /* Only the first digits are wanted: what is cut off need not be computed. */
  if (limit > 0 && mpz_sizeinbase (value, 10) > limit + 32)
    {
      mpz_t power;

      mpz_init (power);
      mpz_ui_pow_ui (power, 10, mpz_sizeinbase (value, 10) - limit - 16);
      mpz_tdiv_q (value, value, power);
      mpz_clear (power);
    }
  digits = g_malloc (mpz_sizeinbase (value, 10) + 3);
  mpz_get_str (digits, 10, value);
  g_string_append (text, digits);
  mpz_clear (value);
}

/* str, bytes -------------------------------------------------------------------------------- */

static gboolean
is_printable (gunichar c)
{
  if (c < 0x7f)
    return c >= 0x20;
  if (c < 0xa1 || c == 0xad || (c >= 0xd800 && c < 0xe000))
    return FALSE;
  switch ((guint)g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:
      return FALSE;
    default:
      return TRUE;
    }
}

static void
append_escaped (GString *text,
                gunichar c,
                char     quote)
{
  if (c == (gunichar)quote || c == '\\')
    g_string_append_printf (text, "\\%c", (char)c);
  else if (c == '\t')
    g_string_append (text, "\\t");
  else if (c == '\n')
    g_string_append (text, "\\n");
  else if (c == '\r')
    g_string_append (text, "\\r");
  else if (is_printable (c))
    g_string_append_unichar (text, c);
  else
    g_string_append_printf (text, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x"
                                                                      : "\\U%08x",
                            c);
}

/* Objects/unicodeobject.c, unicode_repr: double quotes only where single ones would have to be escaped. */
static char
choose_quote (const OuroHeap *heap,
              OuroId          object)
{
  gsize    n = heap->rows[object].n;
  gboolean has_single = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      gunichar c = ouro_str_get_character (heap, object, i);

      if (c == '"')
        return '\'';
      has_single = has_single || c == '\'';
    }
  return has_single ? '"' : '\'';
}

static void
append_text (GString        *text,
             const OuroHeap *heap,
             OuroId          object,
             gsize           limit)
{
  gboolean is_bytes = ouro_heap_get_kind (heap, object) == OURO_KIND_BYTES;
  gsize    n = heap->rows[object].n;
  char     quote = choose_quote (heap, object);

  g_string_append_printf (text, "%s%c", is_bytes ? "b" : "", quote);
  for (gsize i = 0; i < n; i++)
    {
      gunichar c = ouro_str_get_character (heap, object, i);

      if (limit > 0 && text->len > limit)
        return;
      if (is_bytes && c >= 0x7f)
        g_string_append_printf (text, "\\x%02x", c);
      else
        append_escaped (text, c, quote);
    }
  g_string_append_c (text, quote);
}

/* All --------------------------------------------------------------------------------------- */

static void
append_singleton (GString *text,
                  OuroId   object)
{
  switch (object)
    {
    case OURO_ID_ELLIPSIS:
      g_string_append (text, "Ellipsis");
      break;
    case OURO_ID_NOT_IMPLEMENTED:
      g_string_append (text, "NotImplemented");
      break;
    default:
      g_string_append (text, "None");
      break;
    }
}

/* Cuts at a whole character. */
static void
cut (GString *text,
     gsize    limit)
{
  const char *end;

  if (limit == 0 || text->len <= limit)
    return;
  end = g_utf8_find_prev_char (text->str, text->str + limit - 2);
  g_string_truncate (text, end != NULL ? end - text->str : 0);
  g_string_append (text, "…");
}

char *
ouro_atom_dup_repr (const OuroHeap *heap,
                    OuroId          object,
                    gsize           limit)
{
  GString *text = g_string_new (NULL);

  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_SINGLETON:
      append_singleton (text, object);
      break;
    case OURO_KIND_BOOL:
      g_string_append (text, object == OURO_ID_TRUE ? "True" : "False");
      break;
    case OURO_KIND_INT:
      append_int (text, heap, object, limit);
      break;
    case OURO_KIND_FLOAT:
      append_double (text, ouro_float_get (heap, object));
      break;
    case OURO_KIND_COMPLEX:
      append_complex (text, heap, object);
      break;
    case OURO_KIND_STR:
    case OURO_KIND_BYTES:
      append_text (text, heap, object, limit);
      break;
    default:
      g_return_val_if_reached (g_string_free (text, FALSE));
    }
  cut (text, limit);
  return g_string_free (text, FALSE);
}
