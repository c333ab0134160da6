/* ouro-constants.c - the constants of one compilation */
#include "ouro-constants-private.h"

#include <gmp.h>
#include <string.h>

static void
constant_free (gpointer data)
{
  OuroConstant *constant = data;

  g_free (constant->text);
  g_free (constant->items);
  ouro_code_free (constant->code);
  g_free (constant);
}

OuroCodeUnit *
ouro_code_unit_new (void)
{
  OuroCodeUnit *self = g_new0 (OuroCodeUnit, 1);

  self->constants = g_ptr_array_new_with_free_func (constant_free);
  self->known = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  self->names = g_string_chunk_new (1024);
  return self;
}

void
ouro_code_unit_free (OuroCodeUnit *self)
{
  if (self == NULL)
    return;
  ouro_code_free (self->main);
  g_ptr_array_unref (self->constants);
  g_hash_table_unref (self->known);
  g_string_chunk_free (self->names);
  g_free (self);
}

const OuroCode *
ouro_code_unit_get_main (const OuroCodeUnit *self)
{
  return self->main;
}

guint
ouro_code_unit_get_n_constants (const OuroCodeUnit *self)
{
  return self->constants->len;
}

const OuroConstant *
ouro_code_unit_get_constant (const OuroCodeUnit *self,
                             guint               index)
{
  return g_ptr_array_index (self->constants, index);
}

const char *
ouro_code_unit_name (OuroCodeUnit *self,
                     const char   *name)
{
  return g_string_chunk_insert_const (self->names, name);
}

/* Making ------------------------------------------------------------------------------------ */

/* What makes a constant the same as another: shape, kind and value. */
static GBytes *
get_key (const OuroConstant *constant)
{
  GByteArray *key = g_byte_array_new ();

  g_byte_array_append (key, (const guint8 *)&constant->shape, sizeof constant->shape);
  g_byte_array_append (key, (const guint8 *)&constant->kind, sizeof constant->kind);
  g_byte_array_append (key, (const guint8 *)&constant->real, sizeof constant->real);
  if (constant->text != NULL)
    g_byte_array_append (key, (const guint8 *)constant->text, constant->length);
  for (guint i = 0; i < constant->n_items; i++)
    g_byte_array_append (key, (const guint8 *)&constant->items[i], sizeof constant->items[i]);
  return g_byte_array_free_to_bytes (key);
}

static OuroConstant *
add (OuroCodeUnit *unit,
     OuroConstant *constant)
{
  constant->index = unit->constants->len;
  g_ptr_array_add (unit->constants, constant);
  return constant;
}

/* Takes the constant; returns the one that is kept. */
static OuroConstant *
merge (OuroCodeUnit *unit,
       OuroConstant *constant)
{
  g_autoptr (GBytes) key = get_key (constant);
  OuroConstant *known = g_hash_table_lookup (unit->known, key);

  if (known != NULL)
    {
      constant_free (constant);
      return known;
    }
  g_hash_table_insert (unit->known, g_bytes_ref (key), constant);
  return add (unit, constant);
}

OuroConstant *
ouro_constant_atom (OuroCodeUnit    *unit,
                    OuroConstantKind kind,
                    const char      *text,
                    gsize            length,
                    double           real)
{
  OuroConstant *constant = g_new0 (OuroConstant, 1);

  constant->shape = OURO_VALUE_ATOM;
  constant->kind = kind;
  constant->real = real;
  constant->length = length;
  if (text != NULL)
    {
      constant->text = g_malloc (length + 1);
      memcpy (constant->text, text, length);
      constant->text[length] = '\0';
    }
  return merge (unit, constant);
}

OuroConstant *
ouro_constant_none (OuroCodeUnit *unit)
{
  return ouro_constant_atom (unit, OURO_CONSTANT_NONE, NULL, 0, 0);
}

OuroConstant *
ouro_constant_bool (OuroCodeUnit *unit,
                    gboolean      value)
{
  return ouro_constant_atom (unit, value ? OURO_CONSTANT_TRUE : OURO_CONSTANT_FALSE, NULL, 0, 0);
}

OuroConstant *
ouro_constant_int (OuroCodeUnit *unit,
                   gint64        value)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  return ouro_constant_atom (unit, OURO_CONSTANT_INT, text, strlen (text), 0);
}

OuroConstant *
ouro_constant_str (OuroCodeUnit *unit,
                   const char   *text,
                   gsize         length)
{
  return ouro_constant_atom (unit, OURO_CONSTANT_STR, text, length, 0);
}

static OuroConstant *
make_group (OuroCodeUnit     *unit,
            OuroConstantShape shape,
            OuroConstant    **items,
            guint             n)
{
  OuroConstant *constant = g_new0 (OuroConstant, 1);

  constant->shape = shape;
  constant->items = g_memdup2 (items, n * sizeof *items);
  constant->n_items = n;
  return merge (unit, constant);
}

OuroConstant *
ouro_constant_tuple (OuroCodeUnit  *unit,
                     OuroConstant **items,
                     guint          n)
{
  return make_group (unit, OURO_VALUE_TUPLE, items, n);
}

OuroConstant *
ouro_constant_frozenset (OuroCodeUnit  *unit,
                         OuroConstant **items,
                         guint          n)
{
  return make_group (unit, OURO_VALUE_FROZENSET, items, n);
}

OuroConstant *
ouro_constant_code (OuroCodeUnit *unit,
                    OuroCode     *code)
{
  OuroConstant *constant = g_new0 (OuroConstant, 1);

  constant->shape = OURO_VALUE_CODE;
  constant->code = code;
  return add (unit, constant);
}

gboolean
ouro_constant_is_true (const OuroConstant *constant)
{
  mpz_t    value;
  gboolean is_true;

  if (constant->shape != OURO_VALUE_ATOM)
    return constant->shape == OURO_VALUE_CODE || constant->n_items > 0;
  switch (constant->kind)
    {
    case OURO_CONSTANT_NONE:
    case OURO_CONSTANT_FALSE:
      return FALSE;
    case OURO_CONSTANT_INT:
      mpz_init_set_str (value, constant->text, 0);
      is_true = mpz_sgn (value) != 0;
      mpz_clear (value);
      return is_true;
    case OURO_CONSTANT_FLOAT:
    case OURO_CONSTANT_COMPLEX:
      return constant->real != 0;
    case OURO_CONSTANT_STR:
    case OURO_CONSTANT_BYTES:
      return constant->length > 0;
    case OURO_CONSTANT_TRUE:
    case OURO_CONSTANT_ELLIPSIS:
    default:
      return TRUE;
    }
}
