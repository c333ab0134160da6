/* answer.c - does with a heap what it is asked to, a line at a time, for compare-with-python.py
 *
 * Reads lines from standard input and answers each with one line. An atom is written without spaces: i-5 (int),
 * f and 16 hexadecimal digits (the bits of a float), c and two of those (complex), s and b with the hexadecimal digits of
 * UTF-8 or of bytes, n, t, F for None, True, False.
 *
 *   hash A, repr A, size A                           of an atom
 *   set, add A, discard A, pop, empty, merge, copy   a new set; what is done with it; merge adds the set before it, copy
 *                                                    makes a new one of it
 *   dict, put A A, del A, empty, copy                the same with a dict
 *   class, instance                                  a new class; a new instance of it, numbered from 0
 *   setattr N s... A, delattr N s..., vars N         of instance N; vars makes its dict
 *   show                                             what the set or dict or vars () holds now, in order, and its size
 */
#include <stdio.h>
#include <string.h>

#include "build.h"
#include "ouro-atom.h"
#include "ouro-dict.h"
#include "ouro-hash.h"
#include "ouro-instance.h"
#include "ouro-repr.h"
#include "ouro-set.h"
#include "ouro-text.h"

typedef struct
{
  OuroHeap   *heap;
  OuroId      container;
  OuroId      last_set; /* the one before */
  OuroId      cls;
  GArray     *instances;
  GHashTable *names; /* interned attribute names */
  GString    *answer;
} Answerer;

/* Atoms --------------------------------------------------------------------------------------- */

static guint8 *
read_hex (const char *digits,
          gsize      *length)
{
  guint8 *bytes;

  *length = strlen (digits) / 2;
  bytes = g_malloc (*length + 1);
  for (gsize i = 0; i < *length; i++)
    bytes[i] = g_ascii_xdigit_value (digits[2 * i]) << 4 | g_ascii_xdigit_value (digits[2 * i + 1]);
  return bytes;
}

static double
read_double (const char *digits)
{
  g_autofree char *bits_text = g_strndup (digits, 16);
  guint64          bits = g_ascii_strtoull (bits_text, NULL, 16);
  double           value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static OuroId
read_int (OuroHeap   *heap,
          const char *digits)
{
  mpz_t  value;
  OuroId object;

  mpz_init_set_str (value, digits, 10);
  object = ouro_int_new_from_mpz (heap, value);
  mpz_clear (value);
  return object;
}

static OuroId
read_text (OuroHeap   *heap,
           const char *digits,
           gboolean    is_str)
{
  gsize              length;
  g_autofree guint8 *bytes = read_hex (digits, &length);

  return is_str ? ouro_str_new (heap, (const char *)bytes, length) : ouro_bytes_new (heap, bytes, length);
}

static OuroId
read_atom (OuroHeap   *heap,
           const char *text)
{
  switch (text[0])
    {
    case 'i':
      return read_int (heap, text + 1);
    case 'f':
      return ouro_float_new (heap, read_double (text + 1));
    case 'c':
      return ouro_complex_new (heap, read_double (text + 1), read_double (text + 17));
    case 's':
      return read_text (heap, text + 1, TRUE);
    case 'b':
      return read_text (heap, text + 1, FALSE);
    case 't':
      return OURO_ID_TRUE;
    case 'F':
      return OURO_ID_FALSE;
    default:
      return OURO_ID_NONE;
    }
}

static gint64
hash_atom (OuroHeap *heap,
           OuroId    object)
{
  switch ((guint)ouro_heap_get_kind (heap, object))
    {
    case OURO_KIND_FLOAT:
      return ouro_hash_double (ouro_float_get (heap, object));
    case OURO_KIND_STR:
    case OURO_KIND_BYTES:
      return ouro_hash_text (heap, object);
    default:
      return ouro_hash_int (heap, object);
    }
}

/* ints, of any size, and floats; anything else is equal to itself only, or a str, which the heap compares itself. */
static int
atoms_are_equal (OuroHeap *heap,
                 OuroId    a,
                 OuroId    b,
                 gpointer  unused)
{
  OuroKind kind_a = ouro_heap_get_kind (heap, a);
  OuroKind kind_b = ouro_heap_get_kind (heap, b);
  mpz_t    value_a, value_b;
  int      equal = 0;

  if (kind_a == OURO_KIND_FLOAT && kind_b == OURO_KIND_FLOAT)
    return ouro_float_get (heap, a) == ouro_float_get (heap, b);
  mpz_inits (value_a, value_b, NULL);
  if (kind_a == OURO_KIND_INT && kind_b == OURO_KIND_INT)
    {
      ouro_int_get_mpz (heap, a, value_a);
      ouro_int_get_mpz (heap, b, value_b);
      equal = mpz_cmp (value_a, value_b) == 0;
    }
  else if (kind_a == OURO_KIND_INT || kind_b == OURO_KIND_INT)
    {
      ouro_int_get_mpz (heap, kind_a == OURO_KIND_INT ? a : b, value_a);
      equal = mpz_cmp_d (value_a, ouro_float_get (heap, kind_a == OURO_KIND_INT ? b : a)) == 0;
    }
  mpz_clears (value_a, value_b, NULL);
  return equal;
}

static void
append_repr (Answerer *self,
             OuroId    object)
{
  g_autofree char *repr = ouro_atom_dup_repr (self->heap, object, 0);

  g_string_append_printf (self->answer, "%s ", repr);
}

/* Containers ---------------------------------------------------------------------------------- */

static void
show_dict (Answerer *self,
           OuroId    dict)
{
  for (guint32 i = 0; i < ouro_dict_get_n_entries (self->heap, dict); i++)
    if (ouro_dict_get_key (self->heap, dict, i) != OURO_NO_ID)
      {
        append_repr (self, ouro_dict_get_key (self->heap, dict, i));
        append_repr (self, ouro_dict_get_value (self->heap, dict, i));
      }
}

static void
show (Answerer *self)
{
  OuroId container = self->container;

  if (ouro_heap_get_kind (self->heap, container) == OURO_KIND_DICT)
    show_dict (self, container);
  else
    for (guint32 i = 0; i < ouro_heap_get_n_cells (self->heap, container); i++)
      if (ouro_heap_get_cell (self->heap, container, i) != OURO_NO_ID)
        append_repr (self, ouro_heap_get_cell (self->heap, container, i));
  g_string_append_printf (self->answer, "%" G_GSIZE_FORMAT, ouro_heap_get_size (self->heap, container));
}

static void
begin_container (Answerer *self,
                 OuroId    container)
{
  if (self->container != OURO_NO_ID && ouro_heap_get_kind (self->heap, self->container) == OURO_KIND_SET)
    self->last_set = self->container;
  self->container = container;
}

static void
copy_container (Answerer *self)
{
  OuroId copy;

  if (ouro_heap_get_kind (self->heap, self->container) == OURO_KIND_DICT)
    copy = ouro_dict_copy (self->heap, self->container);
  else
    {
      copy = build_set (self->heap);
      ouro_set_merge (self->heap, copy, self->container, atoms_are_equal, NULL);
    }
  begin_container (self, copy);
}

static void
put (Answerer *self,
     OuroId    key,
     OuroId    value)
{
  gint64 hash = hash_atom (self->heap, key);
  gint64 entry = ouro_dict_find (self->heap, self->container, key, hash, atoms_are_equal, NULL);

  if (entry >= 0)
    ouro_dict_replace (self->heap, self->container, (guint32)entry, value);
  else
    ouro_dict_add (self->heap, self->container, key, hash, value);
}

static void
delete_key (Answerer *self,
            OuroId    key)
{
  gint64 entry = ouro_dict_find (self->heap, self->container, key, hash_atom (self->heap, key), atoms_are_equal, NULL);

  if (entry >= 0)
    ouro_dict_remove (self->heap, self->container, (guint32)entry, NULL);
}

static void
discard (Answerer *self,
         OuroId    member)
{
  gint64 place = ouro_set_find (self->heap, self->container, member, hash_atom (self->heap, member), atoms_are_equal, NULL);

  if (place >= 0)
    ouro_heap_decref (self->heap, ouro_set_remove (self->heap, self->container, (guint32)place));
}

static void
pop (Answerer *self)
{
  OuroId member = ouro_set_pop (self->heap, self->container);

  if (member != OURO_NO_ID)
    append_repr (self, member);
}

static void
empty (Answerer *self)
{
  if (ouro_heap_get_kind (self->heap, self->container) == OURO_KIND_DICT)
    ouro_dict_clear (self->heap, self->container);
  else
    ouro_set_clear (self->heap, self->container);
}

/* Instances ----------------------------------------------------------------------------------- */

static OuroId
read_name (Answerer   *self,
           const char *text)
{
  OuroId name = GPOINTER_TO_UINT (g_hash_table_lookup (self->names, text));

  if (name == OURO_NO_ID)
    {
      name = read_atom (self->heap, text);
      ouro_heap_set_flags (self->heap, name, OURO_FLAG_INTERNED, TRUE);
      g_hash_table_insert (self->names, g_strdup (text), GUINT_TO_POINTER (name));
    }
  return name;
}

static OuroId
read_instance (Answerer   *self,
               const char *number)
{
  return g_array_index (self->instances, OuroId, atoi (number));
}

static void
begin_class (Answerer *self)
{
  self->cls = build_class (self->heap, "A", 0, OURO_CLASS_HAS_DICT);
  g_array_set_size (self->instances, 0);
}

static void
add_instance (Answerer *self)
{
  OuroId instance = ouro_instance_new (self->heap, self->cls, OURO_NO_ID);

  g_array_append_val (self->instances, instance);
}

/* All ----------------------------------------------------------------------------------------- */

/* Of an atom. FALSE when that was not the question. */
static gboolean
answer_about_atom (Answerer *self,
                   char    **words)
{
  OuroId atom = words[1] != NULL ? read_atom (self->heap, words[1]) : OURO_ID_NONE;

  if (g_str_equal (words[0], "hash"))
    g_string_append_printf (self->answer, "%" G_GINT64_FORMAT, hash_atom (self->heap, atom));
  else if (g_str_equal (words[0], "repr"))
    append_repr (self, atom);
  else if (g_str_equal (words[0], "size"))
    g_string_append_printf (self->answer, "%" G_GSIZE_FORMAT, ouro_heap_get_size (self->heap, atom));
  else
    return FALSE;
  return TRUE;
}

static gboolean
answer_about_container (Answerer *self,
                        char    **words)
{
  OuroId key = words[1] != NULL ? read_atom (self->heap, words[1]) : OURO_NO_ID;

  if (g_str_equal (words[0], "set"))
    begin_container (self, build_set (self->heap));
  else if (g_str_equal (words[0], "dict"))
    begin_container (self, ouro_dict_new (self->heap));
  else if (g_str_equal (words[0], "add"))
    ouro_set_add (self->heap, self->container, key, hash_atom (self->heap, key), atoms_are_equal, NULL);
  else if (g_str_equal (words[0], "discard"))
    discard (self, key);
  else if (g_str_equal (words[0], "pop"))
    pop (self);
  else if (g_str_equal (words[0], "merge"))
    ouro_set_merge (self->heap, self->container, self->last_set, atoms_are_equal, NULL);
  else if (g_str_equal (words[0], "put"))
    put (self, key, read_atom (self->heap, words[2]));
  else if (g_str_equal (words[0], "del"))
    delete_key (self, key);
  else if (g_str_equal (words[0], "empty"))
    empty (self);
  else if (g_str_equal (words[0], "copy"))
    copy_container (self);
  else if (g_str_equal (words[0], "show"))
    show (self);
  else
    return FALSE;
  return TRUE;
}

static gboolean
answer_about_instance (Answerer *self,
                       char    **words)
{
  if (g_str_equal (words[0], "class"))
    begin_class (self);
  else if (g_str_equal (words[0], "instance"))
    add_instance (self);
  else if (g_str_equal (words[0], "setattr"))
    ouro_instance_set (self->heap, read_instance (self, words[1]), read_name (self, words[2]), read_atom (self->heap, words[3]));
  else if (g_str_equal (words[0], "delattr"))
    ouro_instance_delete (self->heap, read_instance (self, words[1]), read_name (self, words[2]));
  else if (g_str_equal (words[0], "vars"))
    {
      OuroId dict = ouro_instance_ensure_dict (self->heap, read_instance (self, words[1]));

      ouro_heap_incref (self->heap, dict);
      begin_container (self, dict);
    }
  else
    return FALSE;
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  Answerer self = { .heap = ouro_heap_new (ouro_profile_find ("3.11"), OURO_HISTORY_NONE), .answer = g_string_new (NULL) };
  char    *line = NULL;
  size_t   size = 0;

  self.instances = g_array_new (FALSE, FALSE, sizeof (OuroId));
  self.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (getline (&line, &size, stdin) > 0)
    {
      g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", -1);

      g_string_set_size (self.answer, 0);
      if (words[0] == NULL || (!answer_about_atom (&self, words) && !answer_about_container (&self, words) && !answer_about_instance (&self, words)))
        g_error ("“%s” is no question", line);
      puts (g_strchomp (self.answer->str));
    }
  free (line);
  g_array_unref (self.instances);
  g_hash_table_unref (self.names);
  g_string_free (self.answer, TRUE);
  ouro_heap_free (self.heap);
  return 0;
}
