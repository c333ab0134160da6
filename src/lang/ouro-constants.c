/* ouro-constants.c - the constants of one compilation */
#include "ouro-constants-private.h"

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

/* What makes a constant the same as another: shape, kind and value; 0.0 is not -0.0, and a NaN is itself. */
static guint
hash_constant (gconstpointer data)
{
  const OuroConstant *constant = data;
  guint64             hash = 14695981039346656037u; /* FNV-1a */
  guint64             real;

  memcpy (&real, &constant->real, sizeof real);
  hash = (hash ^ constant->shape ^ (guint64)constant->kind << 8 ^ real) * 1099511628211u;
  for (gsize i = 0; i < constant->length; i++)
    hash = (hash ^ (guint8)constant->text[i]) * 1099511628211u;
  for (guint i = 0; i < constant->n_items; i++)
    hash = (hash ^ GPOINTER_TO_SIZE (constant->items[i])) * 1099511628211u;
  return (guint)(hash ^ hash >> 32);
}

static gboolean
equal_constants (gconstpointer a,
                 gconstpointer b)
{
  const OuroConstant *left = a;
  const OuroConstant *right = b;

  if (left->shape != right->shape || left->kind != right->kind)
    return FALSE;
  if (left->length != right->length || left->n_items != right->n_items)
    return FALSE;
  if (memcmp (&left->real, &right->real, sizeof left->real) != 0)
    return FALSE;
  if (left->length > 0 && memcmp (left->text, right->text, left->length) != 0)
    return FALSE;
  return left->n_items == 0 || memcmp (left->items, right->items, left->n_items * sizeof *left->items) == 0;
}

OuroCodeUnit *
ouro_code_unit_new (void)
{
  OuroCodeUnit *self = g_new0 (OuroCodeUnit, 1);

  self->constants = g_ptr_array_new_with_free_func (constant_free);
  self->known = g_hash_table_new (hash_constant, equal_constants);
  self->names = g_string_chunk_new (1024);
  self->warnings = ouro_warnings_new ();
  return self;
}

void
ouro_code_unit_free (OuroCodeUnit *self)
{
  if (self == NULL)
    return;
  ouro_code_unit_end_folding (self);
  ouro_code_free (self->main);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->constants);
  g_string_chunk_free (self->names);
  g_array_unref (self->warnings);
  g_free (self);
}

const GArray *
ouro_code_unit_get_warnings (const OuroCodeUnit *self)
{
  return self->warnings;
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

static OuroConstant *
add (OuroCodeUnit *unit,
     OuroConstant *constant)
{
  constant->index = unit->constants->len;
  g_ptr_array_add (unit->constants, constant);
  return constant;
}

/* The constant of that value, made when it is new. key: its text and items belong to the caller. */
static OuroConstant *
intern (OuroCodeUnit       *unit,
        const OuroConstant *key)
{
  OuroConstant *constant = g_hash_table_lookup (unit->known, key);

  if (constant != NULL)
    return constant;
  constant = g_memdup2 (key, sizeof *key);
  if (key->text != NULL)
    {
      constant->text = g_malloc (key->length + 1);
      memcpy (constant->text, key->text, key->length);
      constant->text[key->length] = '\0';
    }
  constant->items = g_memdup2 (key->items, key->n_items * sizeof *key->items);
  g_hash_table_add (unit->known, constant);
  return add (unit, constant);
}

OuroConstant *
ouro_constant_atom (OuroCodeUnit    *unit,
                    OuroConstantKind kind,
                    const char      *text,
                    gsize            length,
                    double           real)
{
  const OuroConstant key = { .shape = OURO_VALUE_ATOM, .kind = kind, .text = (char *)text, .length = length, .real = real };

  return intern (unit, &key);
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
  const OuroConstant key = { .shape = shape, .items = items, .n_items = n };
  guint              n_before = unit->constants->len;
  OuroConstant      *constant = intern (unit, &key);

  for (guint i = 0; unit->constants->len > n_before && i < n; i++)
    items[i]->n_uses++;
  return constant;
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
ouro_constant_slice (OuroCodeUnit  *unit,
                     OuroConstant **items)
{
  return make_group (unit, OURO_VALUE_SLICE, items, 3);
}

OuroConstant *
ouro_constant_copy (OuroCodeUnit       *unit,
                    const OuroConstant *constant)
{
  g_autofree OuroConstant **items = NULL;

  if (constant->shape == OURO_VALUE_ATOM)
    return ouro_constant_atom (unit, constant->kind, constant->text, constant->length, constant->real);
  items = g_new (OuroConstant *, constant->n_items + 1);
  for (guint i = 0; i < constant->n_items; i++)
    items[i] = ouro_constant_copy (unit, constant->items[i]);
  return make_group (unit, constant->shape, items, constant->n_items);
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

/* Digits with a prefix (0x, 0o, 0b) or without. */
static gboolean
is_zero (const char *text)
{
  if (text[0] == '0' && g_ascii_isalpha (text[1]))
    text += 2;
  return text[strspn (text, "-0")] == '\0';
}

gboolean
ouro_constant_is_true (const OuroConstant *constant)
{
  if (constant->shape != OURO_VALUE_ATOM)
    return constant->shape == OURO_VALUE_CODE || constant->n_items > 0;
  switch (constant->kind)
    {
    case OURO_CONSTANT_NONE:
    case OURO_CONSTANT_FALSE:
      return FALSE;
    case OURO_CONSTANT_INT:
      return !is_zero (constant->text);
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
