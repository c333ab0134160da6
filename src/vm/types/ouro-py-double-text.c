/* ouro-py-double-text.c - floats in digits
 *
 * The C library rounds correctly to any number of digits; what Python adds is its own choice between the two notations,
 * and words for what is not finite.
 * Source  Python/pystrtod.c: PyOS_double_to_string, format_float_short (3.11 to 3.15)
 */
#include "ouro-py-format-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ouro-py-arguments-private.h"

/* So many digits are still written in a moment. */
#define MOST_DIGITS (1 << 24)

gboolean
ouro_py_check_precision (OuroVm *vm,
                         gint64  precision)
{
  if (precision <= MOST_DIGITS)
    return TRUE;
  if (precision > G_MAXINT)
    ouro_vm_raise (vm, OURO_TYPE_VALUE_ERROR, "precision too big");
  else
    ouro_py_raise_memory_error (vm);
  return FALSE;
}

static char *
print (double   value,
       char     type,
       guint    precision,
       gboolean alternate)
{
  gsize            size = (gsize)precision + 350; /* before the point stand at most 309 digits */
  char            *buffer = g_malloc (size);
  g_autofree char *format = g_strdup_printf ("%%%s.%u%c", alternate ? "#" : "", precision, type);

  return g_ascii_formatd (buffer, (gint)size, format, value);
}

/* "1.500e+03" without zeros at the end of its digits. */
static char *
print_exponent_trimmed (double value,
                        guint  precision)
{
  char *text = print (value, 'e', precision, FALSE);
  char *e = strchr (text, 'e');
  char *end = e;

  if (strchr (text, '.') != NULL)
    {
      while (end[-1] == '0')
        end--;
      if (end[-1] == '.')
        end--;
    }
  memmove (end, e, strlen (e) + 1);
  return text;
}

/* 'g' of a float whose type was left out: a whole number gets ".0", and the notation with an exponent begins one digit earlier,
 * so that there is room for it. */
static char *
print_general_with_dot (double value,
                        guint  precision)
{
  g_autofree char *probe = print (value, 'e', precision - 1, FALSE);
  gint             exponent = atoi (strchr (probe, 'e') + 1);
  char            *text, *dotted;

  if (exponent == (gint)precision - 1)
    return print_exponent_trimmed (value, precision - 1);
  text = print (value, 'g', precision, FALSE);
  if (strpbrk (text, ".e") != NULL)
    return text;
  dotted = g_strconcat (text, ".0", NULL);
  g_free (text);
  return dotted;
}

static char *
print_repr (double value,
            guint  flags)
{
  char  buffer[40];
  char *e;

  ouro_double_repr (value, buffer);
  if (!(flags & OURO_DOUBLE_ADD_DOT_0) && g_str_has_suffix (buffer, ".0"))
    buffer[strlen (buffer) - 2] = '\0';
  if (!(flags & OURO_DOUBLE_ALTERNATE) || strchr (buffer, '.') != NULL)
    return g_strdup (buffer);
  e = strchr (buffer, 'e');
  if (e == NULL)
    return g_strconcat (buffer, ".", NULL);
  *e = '\0';
  return g_strconcat (buffer, ".e", e + 1, NULL);
}

static char *
dup_not_finite (double   value,
                gboolean upper)
{
  if (isnan (value))
    return g_strdup (upper ? "NAN" : "nan");
  if (value > 0)
    return g_strdup (upper ? "INF" : "inf");
  return g_strdup (upper ? "-INF" : "-inf");
}

char *
ouro_py_double_dup_text (double value,
                         char   type,
                         guint  precision,
                         guint  flags)
{
  gboolean alternate = (flags & OURO_DOUBLE_ALTERNATE) != 0;
  gboolean general = type == 'g' || type == 'G';
  char    *text;

  if (!isfinite (value))
    return dup_not_finite (value, g_ascii_isupper (type));
  if (general && precision == 0)
    precision = 1;
  if (type == 'r')
    text = print_repr (value, flags);
  else if (type == 'g' && (flags & OURO_DOUBLE_ADD_DOT_0) && !alternate)
    text = print_general_with_dot (value, precision);
  else
    text = print (value, type, precision, alternate);
  /* The exponent of a zero is zero, too. */
  if ((flags & OURO_DOUBLE_NO_NEGATIVE_ZERO) && text[0] == '-' && strpbrk (text, "123456789") == NULL)
    memmove (text, text + 1, strlen (text));
  return text;
}
