/* ouro-syntax-dump.c - the tree as ast.dump () of Python 3.11 prints it
 *
 * Walks the table of ouro-ast-private.h. Optional fields that hold nothing are left out; constants
 * are printed as repr () prints them. Python 3.13 and later leave out more unless they are asked
 * with show_empty=True.
 *
 * Source: Lib/ast.py, dump (3.11); Objects/unicodeobject.c, unicode_repr; Python/pystrtod.c
 */
#include "ouro-syntax-tree-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ouro-ast-private.h"
#include "ouro-unicode.h"

/* A longer integer is printed as it is written: repr () refuses one too. */
#define MAX_HEXADECIMAL_DIGITS 3600

typedef struct
{
  GString           *out;
  const OuroDialect *dialect;
  gboolean           attributes;
} Dump;

static void dump_node (Dump           *self,
                       const OuroNode *node);

/* -- strings -- */

static void
append_hexadecimal (GString *out,
                    gunichar c)
{
  if (c <= 0xff)
    g_string_append_printf (out, "\\x%02x", c);
  else if (c <= 0xffff)
    g_string_append_printf (out, "\\u%04x", c);
  else
    g_string_append_printf (out, "\\U%08x", c);
}

/* The character at p, which may be a lone surrogate in three bytes. */
static gunichar
get_character (const char *p,
               guint      *length)
{
  const guchar *bytes = (const guchar *)p;

  if (bytes[0] == 0xed && bytes[1] >= 0xa0)
    {
      *length = 3;
      return 0xd000 | ((bytes[1] & 0x3f) << 6) | (bytes[2] & 0x3f);
    }
  *length = g_utf8_skip[bytes[0]];
  return g_utf8_get_char (p);
}

static gboolean
append_escape (GString *out,
               gunichar c,
               char     quote)
{
  if (c == '\\' || c == (gunichar)quote)
    g_string_append_printf (out, "\\%c", (char)c);
  else if (c == '\t')
    g_string_append (out, "\\t");
  else if (c == '\n')
    g_string_append (out, "\\n");
  else if (c == '\r')
    g_string_append (out, "\\r");
  else
    return FALSE;
  return TRUE;
}

/* repr () of text or of bytes */
static void
dump_string (Dump       *self,
             const char *text,
             gsize       size,
             gboolean    is_bytes)
{
  gboolean has_single = memchr (text, '\'', size) != NULL, has_double = memchr (text, '"', size) != NULL;
  char     quote = has_single && !has_double ? '"' : '\'';
  guint    length;

  g_string_append_printf (self->out, "%s%c", is_bytes ? "b" : "", quote);
  for (const char *p = text; p < text + size; p += length)
    {
      gunichar c = (guchar)*p;
      gboolean is_printable;

      length = 1;
      if (!is_bytes)
        c = get_character (p, &length);
      is_printable = is_bytes ? c >= 0x20 && c < 0x7f : ouro_unicode_is_printable (c);
      if (append_escape (self->out, c, quote))
        continue;
      if (is_printable)
        g_string_append_len (self->out, p, length);
      else
        append_hexadecimal (self->out, c);
    }
  g_string_append_c (self->out, quote);
}

static void
dump_name (Dump       *self,
           const char *name)
{
  dump_string (self, name, strlen (name), FALSE);
}

/* -- numbers -- */

/* Multiplies a number in decimal digits, lowest first, and adds to it. */
static void
multiply_and_add (GByteArray *digits,
                  guint       factor,
                  guint       carry)
{
  for (guint i = 0; i < digits->len; i++)
    {
      carry += digits->data[i] * factor;
      digits->data[i] = carry % 10;
      carry /= 10;
    }
  while (carry > 0)
    {
      guint8 digit = carry % 10;

      g_byte_array_append (digits, &digit, 1);
      carry /= 10;
    }
}

/* The text has a prefix unless it is decimal. */
static void
dump_integer (Dump       *self,
              const char *text)
{
  g_autoptr (GByteArray) digits = NULL;
  guint base = text[0] != '0' ? 10 : text[1] == 'x' ? 16
                                   : text[1] == 'o' ? 8
                                   : text[1] == 'b' ? 2
                                                    : 10;

  if (base == 10 || strlen (text) > MAX_HEXADECIMAL_DIGITS * (base == 2 ? 4 : 1))
    {
      g_string_append (self->out, text);
      return;
    }

  digits = g_byte_array_new ();
  for (const char *p = text + 2; *p != '\0'; p++)
    multiply_and_add (digits, base, g_ascii_xdigit_value (*p));
  if (digits->len == 0)
    g_string_append_c (self->out, '0');
  for (guint i = digits->len; i > 0; i--)
    g_string_append_c (self->out, '0' + digits->data[i - 1]);
}

/* Whether d.ddd times ten to the exponent is the value. */
static gboolean
reads_back (const char *digits,
            int         exponent,
            double      value)
{
  char text[48];

  g_snprintf (text, sizeof text, "0.%se%d", digits, exponent + 1);
  return g_ascii_strtod (text, NULL) == value;
}

static void
count_up (char *digits)
{
  char *last = digits + strlen (digits) - 1;

  while (last > digits && *last == '9')
    *last-- = '0';
  (*last)++;
}

/* d.ddd times ten to the exponent, rounded to so many digits. */
static void
round_to_digits (double value,
                 int    n_digits,
                 char   digits[32],
                 int   *exponent)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE], format[8];
  int  n = 0;

  g_snprintf (format, sizeof format, "%%.%de", n_digits - 1);
  g_ascii_formatd (text, sizeof text, format, value);
  for (const char *p = text; *p != 'e'; p++)
    if (*p != '.')
      digits[n++] = *p;
  digits[n] = '\0';
  *exponent = atoi (strchr (text, 'e') + 1);
}

/* Finds the fewest digits that read back as the same number. They are the nearest ones, but for some
 * powers of two, which have less room below them than above. */
static void
find_digits (double value,
             char   digits[32],
             int   *exponent)
{
  int n;

  for (n = 1; n <= 17; n++)
    {
      round_to_digits (value, n, digits, exponent);
      if (reads_back (digits, *exponent, value))
        break;
      count_up (digits);
      if (reads_back (digits, *exponent, value))
        break;
    }
  for (n = strlen (digits); n > 1 && digits[n - 1] == '0'; n--)
    digits[n - 1] = '\0';
}

/* repr () of a float; complex numbers are printed without the ".0" of whole ones. */
static void
dump_real (Dump    *self,
           double   value,
           gboolean is_imaginary)
{
  char digits[32];
  int  exponent, n;

  if (isinf (value))
    {
      g_string_append (self->out, "inf");
      return;
    }

  find_digits (value, digits, &exponent);
  n = strlen (digits);
  if (exponent < -4 || exponent >= 16)
    {
      g_string_append_printf (self->out, "%c%s%se%c%02d", digits[0], n > 1 ? "." : "", digits + 1,
                              exponent < 0 ? '-' : '+', ABS (exponent));
      return;
    }
  if (exponent < 0)
    {
      g_string_append_printf (self->out, "0.%.*s%s", -exponent - 1, "000", digits);
      return;
    }
  for (int i = 0; i <= MAX (exponent, n - 1); i++)
    {
      if (i == exponent + 1)
        g_string_append_c (self->out, '.');
      g_string_append_c (self->out, i < n ? digits[i] : '0');
    }
  if (n <= exponent + 1 && !is_imaginary)
    g_string_append (self->out, ".0");
}

static void
dump_constant (Dump           *self,
               const OuroNode *node)
{
  switch (node->constant.kind)
    {
    case OURO_CONSTANT_NONE:
      g_string_append (self->out, "None");
      break;
    case OURO_CONSTANT_TRUE:
      g_string_append (self->out, "True");
      break;
    case OURO_CONSTANT_FALSE:
      g_string_append (self->out, "False");
      break;
    case OURO_CONSTANT_ELLIPSIS:
      g_string_append (self->out, "Ellipsis");
      break;
    case OURO_CONSTANT_INT:
      dump_integer (self, node->constant.text);
      break;
    case OURO_CONSTANT_FLOAT:
      dump_real (self, node->constant.real, FALSE);
      break;
    case OURO_CONSTANT_COMPLEX:
      dump_real (self, node->constant.real, TRUE);
      g_string_append_c (self->out, 'j');
      break;
    case OURO_CONSTANT_STR:
    case OURO_CONSTANT_BYTES:
      dump_string (self, node->constant.text, node->constant.length, node->constant.kind == OURO_CONSTANT_BYTES);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
ouro_syntax_dump_constant (GString        *out,
                           const OuroNode *constant)
{
  Dump self = { .out = out };

  dump_constant (&self, constant);
}

void
ouro_syntax_dump_text (GString    *out,
                       const char *text,
                       gsize       length)
{
  Dump self = { .out = out };

  dump_string (&self, text, length, FALSE);
}

/* -- fields -- */

static const char *const operator_names[] = {
  [OURO_OPERATOR_ADD] = "Add",
  [OURO_OPERATOR_SUB] = "Sub",
  [OURO_OPERATOR_MULT] = "Mult",
  [OURO_OPERATOR_MAT_MULT] = "MatMult",
  [OURO_OPERATOR_DIV] = "Div",
  [OURO_OPERATOR_MOD] = "Mod",
  [OURO_OPERATOR_POW] = "Pow",
  [OURO_OPERATOR_L_SHIFT] = "LShift",
  [OURO_OPERATOR_R_SHIFT] = "RShift",
  [OURO_OPERATOR_BIT_OR] = "BitOr",
  [OURO_OPERATOR_BIT_XOR] = "BitXor",
  [OURO_OPERATOR_BIT_AND] = "BitAnd",
  [OURO_OPERATOR_FLOOR_DIV] = "FloorDiv",
  [OURO_OPERATOR_INVERT] = "Invert",
  [OURO_OPERATOR_NOT] = "Not",
  [OURO_OPERATOR_U_ADD] = "UAdd",
  [OURO_OPERATOR_U_SUB] = "USub",
  [OURO_OPERATOR_EQ] = "Eq",
  [OURO_OPERATOR_NOT_EQ] = "NotEq",
  [OURO_OPERATOR_LT] = "Lt",
  [OURO_OPERATOR_LT_E] = "LtE",
  [OURO_OPERATOR_GT] = "Gt",
  [OURO_OPERATOR_GT_E] = "GtE",
  [OURO_OPERATOR_IS] = "Is",
  [OURO_OPERATOR_IS_NOT] = "IsNot",
  [OURO_OPERATOR_IN] = "In",
  [OURO_OPERATOR_NOT_IN] = "NotIn",
  [OURO_OPERATOR_AND] = "And",
  [OURO_OPERATOR_OR] = "Or",
};

static void
dump_operators (Dump           *self,
                const OuroNode *compare)
{
  g_string_append_c (self->out, '[');
  for (guint i = 0; i < compare->compare.comparators.n; i++)
    g_string_append_printf (self->out, "%s%s()", i > 0 ? ", " : "", operator_names[compare->compare.ops[i]]);
  g_string_append_c (self->out, ']');
}

static void
dump_nodes (Dump               *self,
            const OuroNodeList *list)
{
  g_string_append_c (self->out, '[');
  for (guint i = 0; i < list->n; i++)
    {
      if (i > 0)
        g_string_append (self->out, ", ");
      dump_node (self, list->items[i]);
    }
  g_string_append_c (self->out, ']');
}

static void
dump_names (Dump               *self,
            const OuroNameList *list)
{
  g_string_append_c (self->out, '[');
  for (guint i = 0; i < list->n; i++)
    {
      if (i > 0)
        g_string_append (self->out, ", ");
      dump_name (self, list->items[i]);
    }
  g_string_append_c (self->out, ']');
}

/* Whether a field is printed: not when it is optional and empty, or unknown to the dialect. */
static gboolean
is_printed (Dump            *self,
            const OuroField *field,
            gconstpointer    value)
{
  switch ((int)field->kind)
    {
    case OURO_FIELD_OPTIONAL_NODE:
    case OURO_FIELD_OPTIONAL_NAME:
      return *(gpointer *)value != NULL;
    case OURO_FIELD_TYPE_PARAMS:
      return self->dialect->type_statement;
    case OURO_FIELD_LAZY:
      return self->dialect->lazy_imports;
    case OURO_FIELD_U_PREFIX:
      return *(gboolean *)value;
    default:
      return TRUE;
    }
}

static void
dump_value (Dump           *self,
            const OuroNode *node)
{
  dump_constant (self, node->kind == OURO_NODE_CONSTANT ? node : node->match_value.value);
}

static void
dump_field (Dump            *self,
            const OuroNode  *node,
            const OuroField *field,
            gconstpointer    value)
{
  static const char *const contexts[] = { "Load()", "Store()", "Del()" };

  switch (field->kind)
    {
    case OURO_FIELD_NODE:
    case OURO_FIELD_OPTIONAL_NODE:
      dump_node (self, *(OuroNode *const *)value);
      break;
    case OURO_FIELD_NODES:
    case OURO_FIELD_TYPE_PARAMS:
      dump_nodes (self, value);
      break;
    case OURO_FIELD_NO_NODES:
      g_string_append (self->out, "[]");
      break;
    case OURO_FIELD_NAME:
    case OURO_FIELD_OPTIONAL_NAME:
    case OURO_FIELD_TEXT:
      dump_name (self, *(const char *const *)value);
      break;
    case OURO_FIELD_NAMES:
      dump_names (self, value);
      break;
    case OURO_FIELD_OPERATOR:
      g_string_append_printf (self->out, "%s()", operator_names[*(const OuroOperator *)value]);
      break;
    case OURO_FIELD_COMPARE_OPERATORS:
      dump_operators (self, node);
      break;
    case OURO_FIELD_CONTEXT:
      g_string_append (self->out, contexts[*(const OuroContext *)value]);
      break;
    case OURO_FIELD_INT:
    case OURO_FIELD_LAZY:
      g_string_append_printf (self->out, "%d", *(const int *)value);
      break;
    case OURO_FIELD_VALUE:
      dump_value (self, node);
      break;
    case OURO_FIELD_U_PREFIX:
      g_string_append (self->out, "'u'");
      break;
    case OURO_FIELD_END:
    default:
      g_assert_not_reached ();
    }
}

/* -- nodes -- */

static void
dump_node (Dump           *self,
           const OuroNode *node)
{
  const OuroNodeShape *shape;
  const char          *separator = "";

  if (node == NULL)
    {
      g_string_append (self->out, "None");
      return;
    }

  shape = ouro_node_kind_get_shape (node->kind);
  g_string_append_printf (self->out, "%s(", shape->name);
  for (const OuroField *field = shape->fields; field->kind != OURO_FIELD_END; field++)
    {
      gconstpointer value = (const char *)node + field->offset;

      if (!is_printed (self, field, value))
        continue;
      g_string_append_printf (self->out, "%s%s=", separator, field->name);
      dump_field (self, node, field, value);
      separator = ", ";
    }
  if (self->attributes && shape->has_places)
    g_string_append_printf (self->out, "%slineno=%u, col_offset=%u, end_lineno=%u, end_col_offset=%u",
                            separator, node->line, node->column, node->end_line, node->end_column);
  g_string_append_c (self->out, ')');
}

char *
ouro_syntax_tree_dump (const OuroSyntaxTree *self,
                       gboolean              attributes)
{
  Dump dump = { .attributes = attributes };

  g_return_val_if_fail (self != NULL, NULL);

  dump.out = g_string_new (NULL);
  dump.dialect = ouro_syntax_tree_get_dialect (self);
  dump_node (&dump, ouro_syntax_tree_get_root (self));
  return g_string_free (dump.out, FALSE);
}
