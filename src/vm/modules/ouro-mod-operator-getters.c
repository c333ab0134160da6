/* ouro-mod-operator-getters.c - itemgetter, attrgetter, methodcaller: functions that remember what to ask an object for
 *
 * Source  Modules/_operator.c: itemgetter_call_impl, dotted_getattr, methodcaller_new, methodcaller_vectorcall (3.11 to 3.15)
 */
#include "ouro-mod-operator-private.h"

#include <string.h>

static OuroId
get_cell (const OuroVm *vm,
          OuroId        record,
          guint32       cell)
{
  return ouro_heap_get_cell (vm->heap, record, cell) & OURO_CELL_ID_MASK;
}

/* A record with n cells, not yet tracked. */
static OuroId
allocate (OuroVm *vm,
          OuroId  type,
          guint32 type_cell,
          guint32 n)
{
  OuroId record = ouro_heap_allocate (vm->heap, OURO_KIND_RECORD, OURO_FLAG_GC, type, OURO_FREELIST_NONE, ouro_type_get_object_size (vm->profile, type), 0, n, n);

  ouro_heap_set_cell (vm->heap, record, type_cell, ouro_vm_new_reference (vm, type));
  return record;
}

/* PyTuple_New () */
static OuroId
new_tuple (OuroVm *vm,
           guint32 n)
{
  OuroId tuple = ouro_py_tuple_new (vm, n);

  ouro_heap_track (vm->heap, tuple);
  return tuple;
}

/* One getter asked for one thing. */
typedef OuroId (*GetFunc) (OuroVm *vm,
                           OuroId  object,
                           OuroId  what);

/* All that the tuple names, as a tuple. */
static OuroId
get_all (OuroVm *vm,
         OuroId  object,
         OuroId  what,
         GetFunc get)
{
  guint32 n = vm->heap->rows[what].n;
  OuroId  tuple = new_tuple (vm, n);

  ouro_vm_hold (vm, tuple);
  for (guint32 i = 0; i < n; i++)
    {
      OuroId value = get (vm, object, get_cell (vm, what, i));

      if (value == OURO_NO_ID)
        {
          ouro_heap_decref (vm->heap, ouro_vm_release (vm));
          return OURO_NO_ID;
        }
      ouro_heap_set_cell (vm->heap, tuple, i, value);
    }
  return ouro_vm_release (vm);
}

/* Adds the name of the type; when the object's repr () is being made already, that ends the text, and FALSE. */
static gboolean
begin_repr (OuroVm          *vm,
            OuroTextBuilder *text,
            OuroId           self)
{
  ouro_text_builder_init (text);
  ouro_text_builder_add_utf8 (text, ouro_type_get_full_name (vm->heap->rows[self].cls));
  if (ouro_vm_repr_enter (vm, self))
    return TRUE;
  ouro_text_builder_add_utf8 (text, "(...)");
  return FALSE;
}

/* itemgetter ---------------------------------------------------------------------------------- */

enum {
  ITEMGETTER_TYPE,
  ITEMGETTER_ITEM, /* a tuple for more than one */
  ITEMGETTER_N,    /* number */
  ITEMGETTER_N_CELLS,
};

static OuroId
itemgetter_construct (OuroVm        *vm,
                      OuroId         cls,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  OuroModArguments held;
  OuroId           record;

  if (!ouro_py_check_arguments (vm, "itemgetter", n_args, kwnames, 1, MAX (n_args, 1)))
    return OURO_NO_ID;
  held = ouro_mod_begin_arguments (vm, args, n_args, kwnames);
  record = allocate (vm, cls, ITEMGETTER_TYPE, ITEMGETTER_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, ITEMGETTER_ITEM, ouro_vm_new_reference (vm, n_args == 1 ? ouro_vm_argument (args, 0) : held.tuple));
  ouro_py_set_number (vm, record, ITEMGETTER_N, n_args);
  ouro_heap_track (vm->heap, record);
  ouro_mod_end_packed_call (vm, held.place);
  return record;
}

static OuroId
itemgetter_call (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId item = get_cell (vm, self, ITEMGETTER_ITEM);

  if (!ouro_py_check_arguments (vm, "itemgetter", n_args, kwnames, 1, 1))
    return OURO_NO_ID;
  if (ouro_py_get_number (vm, self, ITEMGETTER_N) == 1)
    return ouro_vm_get_item (vm, ouro_vm_argument (args, 0), item);
  return get_all (vm, ouro_vm_argument (args, 0), item, ouro_vm_get_item);
}

static OuroId
itemgetter_repr (OuroVm *vm,
                 OuroId  self)
{
  gboolean        is_single = ouro_py_get_number (vm, self, ITEMGETTER_N) == 1;
  gboolean        good;
  OuroTextBuilder text;

  if (!begin_repr (vm, &text, self))
    return ouro_py_text_end (&text, vm, TRUE);
  ouro_text_builder_add_utf8 (&text, is_single ? "(" : "");
  good = ouro_py_text_add_repr (&text, vm, get_cell (vm, self, ITEMGETTER_ITEM));
  ouro_text_builder_add_utf8 (&text, is_single ? ")" : "");
  ouro_vm_repr_leave (vm, self);
  return ouro_py_text_end (&text, vm, good);
}

/* attrgetter ---------------------------------------------------------------------------------- */

enum {
  ATTRGETTER_NAMES, /* a tuple: each a str, or a tuple of them for one with dots */
  ATTRGETTER_TYPE,
  ATTRGETTER_N_CELLS,
};

/* The name in the parts between its dots; a new reference. */
static OuroId
split_name (OuroVm *vm,
            OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, ouro_vm_value (vm, name));
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);
  guint  n = g_strv_length (parts);
  OuroId chain;

  if (n < 2)
    return ouro_mod_intern_name (vm, name);
  chain = new_tuple (vm, n);
  for (guint i = 0; i < n; i++)
    ouro_heap_set_cell (vm->heap, chain, i, ouro_vm_intern (vm, parts[i], strlen (parts[i])));
  return chain;
}

static OuroId
attrgetter_construct (OuroVm        *vm,
                      OuroId         cls,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  guint32 place;
  OuroId  names, record;

  if (!ouro_py_check_arguments (vm, "attrgetter", n_args, kwnames, 1, MAX (n_args, 1)))
    return OURO_NO_ID;
  for (guint i = 0; i < n_args; i++)
    if (!ouro_vm_is_instance (vm, ouro_vm_argument (args, i), OURO_TYPE_STR))
      {
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "attribute name must be a string");
        return OURO_NO_ID;
      }
  place = ouro_mod_begin_packed_call (vm, args, n_args, kwnames);
  names = new_tuple (vm, n_args);
  ouro_vm_hold (vm, names);
  for (guint i = 0; i < n_args; i++)
    ouro_heap_set_cell (vm->heap, names, i, split_name (vm, ouro_vm_argument (args, i)));
  record = allocate (vm, cls, ATTRGETTER_TYPE, ATTRGETTER_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, ATTRGETTER_NAMES, ouro_vm_release (vm));
  ouro_heap_track (vm->heap, record);
  ouro_mod_end_packed_call (vm, place);
  return record;
}

/* object.a.b.c; a new reference. */
static OuroId
get_dotted (OuroVm *vm,
            OuroId  object,
            OuroId  name)
{
  OuroId value;

  if (ouro_heap_get_kind (vm->heap, name) != OURO_KIND_TUPLE)
    return ouro_vm_get_attribute (vm, object, name);
  value = ouro_vm_new_reference (vm, object);
  for (guint32 i = 0; i < vm->heap->rows[name].n && value != OURO_NO_ID; i++)
    {
      ouro_vm_hold (vm, value);
      value = ouro_vm_get_attribute (vm, value, get_cell (vm, name, i));
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  return value;
}

static OuroId
attrgetter_call (OuroVm        *vm,
                 OuroId         self,
                 const guint32 *args,
                 guint          n_args,
                 OuroId         kwnames)
{
  OuroId names = get_cell (vm, self, ATTRGETTER_NAMES);

  if (!ouro_py_check_arguments (vm, "attrgetter", n_args, kwnames, 1, 1))
    return OURO_NO_ID;
  if (vm->heap->rows[names].n == 1)
    return get_dotted (vm, ouro_vm_argument (args, 0), get_cell (vm, names, 0));
  return get_all (vm, ouro_vm_argument (args, 0), names, get_dotted);
}

/* The name with its dots. */
static char *
join_name (const OuroVm *vm,
           OuroId        name)
{
  GString *text;

  if (ouro_heap_get_kind (vm->heap, name) != OURO_KIND_TUPLE)
    return ouro_vm_dup_text (vm, name);
  text = g_string_new (NULL);
  for (guint32 i = 0; i < vm->heap->rows[name].n; i++)
    {
      g_autofree char *part = ouro_vm_dup_text (vm, get_cell (vm, name, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "." : "", part);
    }
  return g_string_free (text, FALSE);
}

static OuroId
attrgetter_repr (OuroVm *vm,
                 OuroId  self)
{
  OuroId          names = get_cell (vm, self, ATTRGETTER_NAMES);
  gboolean        good = TRUE;
  OuroTextBuilder text;

  if (!begin_repr (vm, &text, self))
    return ouro_py_text_end (&text, vm, TRUE);
  ouro_text_builder_add_utf8 (&text, "(");
  for (guint32 i = 0; i < vm->heap->rows[names].n && good; i++)
    {
      g_autofree char *name = join_name (vm, get_cell (vm, names, i));

      ouro_text_builder_add_utf8 (&text, i > 0 ? ", " : "");
      ouro_vm_hold (vm, ouro_vm_new_str (vm, "%s", name));
      good = ouro_py_text_add_repr (&text, vm, vm->heap->stack[vm->end - 1] & OURO_CELL_ID_MASK);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_text_builder_add_utf8 (&text, ")");
  ouro_vm_repr_leave (vm, self);
  return ouro_py_text_end (&text, vm, good);
}

/* methodcaller -------------------------------------------------------------------------------- */

enum {
  METHODCALLER_NAME,
  METHODCALLER_ARGS,     /* a tuple, which begins with the name where the version keeps the call's own */
  METHODCALLER_KEYWORDS, /* a dict */
  METHODCALLER_VALUES,   /* a tuple: arguments and values of the keywords, where the version prepares them */
  METHODCALLER_KWNAMES,  /* a tuple; private where the version makes it at the first call */
  METHODCALLER_TYPE,
  METHODCALLER_N_CELLS,
};

static guint32
get_n_skipped (const OuroVm *vm)
{
  return vm->profile->methodcaller_keeps_name ? 1 : 0;
}

/* The arguments behind the name; a new reference. */
static OuroId
cut_name_off (OuroVm *vm,
              OuroId  args)
{
  guint32 n = vm->heap->rows[args].n - 1;
  OuroId  rest;

  if (n == 0)
    return OURO_ID_EMPTY_TUPLE;
  rest = ouro_py_tuple_new (vm, n);
  for (guint32 i = 0; i < n; i++)
    ouro_heap_set_cell (vm->heap, rest, i, ouro_vm_new_reference (vm, get_cell (vm, args, i + 1)));
  ouro_py_tuple_track (vm, rest);
  return rest;
}

/* Arguments and values of keywords in one tuple; a new reference. The values come over a list and a tuple of their own. */
static OuroId
join_values (OuroVm *vm,
             OuroId  args,
             OuroId  keywords)
{
  guint32 n = keywords != OURO_NO_ID ? ouro_dict_get_length (vm->heap, keywords) : 0;
  OuroId  list, values, all;

  if (n == 0)
    return ouro_vm_new_reference (vm, args);
  list = ouro_py_list_new (vm, n);
  for (guint32 i = 0; i < n; i++)
    ouro_heap_set_cell (vm->heap, list, i, ouro_vm_new_reference (vm, ouro_dict_get_value (vm->heap, keywords, i)));
  values = ouro_py_tuple_from (vm, list);
  ouro_heap_decref (vm->heap, list);
  if (args == OURO_ID_EMPTY_TUPLE)
    return values;
  all = ouro_vm_binary (vm, args, values, OURO_OPERATOR_ADD, FALSE);
  ouro_heap_decref (vm->heap, values);
  return all;
}

static OuroId
methodcaller_construct (OuroVm        *vm,
                        OuroId         cls,
                        const guint32 *args,
                        guint          n_args,
                        OuroId         kwnames)
{
  OuroModArguments held;
  OuroId           record, all, keywords;

  if (n_args == 0 || !ouro_vm_is_instance (vm, ouro_vm_argument (args, 0), OURO_TYPE_STR))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, n_args == 0 ? "methodcaller needs at least one argument, the method name" : "method name must be a string");
      return OURO_NO_ID;
    }
  held = ouro_mod_begin_arguments (vm, args, n_args, kwnames);
  all = held.tuple;
  keywords = held.dict;
  record = allocate (vm, cls, METHODCALLER_TYPE, METHODCALLER_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, METHODCALLER_NAME, ouro_mod_intern_name (vm, ouro_vm_argument (args, 0)));
  ouro_heap_set_cell (vm->heap, record, METHODCALLER_ARGS, vm->profile->methodcaller_keeps_name ? ouro_vm_new_reference (vm, all) : cut_name_off (vm, all));
  if (keywords != OURO_NO_ID)
    ouro_heap_set_cell (vm->heap, record, METHODCALLER_KEYWORDS, ouro_vm_new_reference (vm, keywords));
  if (vm->profile->methodcaller_prepares_values)
    {
      ouro_heap_set_cell (vm->heap, record, METHODCALLER_VALUES, join_values (vm, get_cell (vm, record, METHODCALLER_ARGS), keywords));
      if (keywords != OURO_NO_ID)
        ouro_heap_set_cell (vm->heap, record, METHODCALLER_KWNAMES, ouro_py_tuple_from (vm, keywords));
    }
  ouro_heap_track (vm->heap, record);
  ouro_mod_end_packed_call (vm, held.place);
  return record;
}

/* The names of the keywords, borrowed; OURO_NO_ID when there are none. */
static OuroId
ensure_kwnames (OuroVm *vm,
                OuroId  self)
{
  OuroId keywords = get_cell (vm, self, METHODCALLER_KEYWORDS);

  if (keywords != OURO_NO_ID && get_cell (vm, self, METHODCALLER_KWNAMES) == OURO_NO_ID)
    ouro_heap_set_cell (vm->heap, self, METHODCALLER_KWNAMES, ouro_py_tuple_from (vm, keywords) | OURO_CELL_PRIVATE);
  return get_cell (vm, self, METHODCALLER_KWNAMES);
}

/* The value of a keyword: as it was in the beginning, or what the dict has now; borrowed. */
static OuroId
get_keyword (const OuroVm *vm,
             OuroId        self,
             guint32       i)
{
  OuroId keywords = get_cell (vm, self, METHODCALLER_KEYWORDS);
  OuroId values = get_cell (vm, self, METHODCALLER_VALUES);
  gint64 entry;

  if (values != OURO_NO_ID)
    return get_cell (vm, values, vm->heap->rows[get_cell (vm, self, METHODCALLER_ARGS)].n + i);
  entry = ouro_dict_find_str (vm->heap, keywords, get_cell (vm, get_cell (vm, self, METHODCALLER_KWNAMES), i));
  return entry >= 0 ? ouro_dict_get_value (vm->heap, keywords, (guint32)entry) : OURO_ID_NONE;
}

/* object.name (...) with all on the stack. */
static OuroId
call_by_vector (OuroVm *vm,
                OuroId  self,
                OuroId  object)
{
  guint32 place = vm->end;
  OuroId  args = get_cell (vm, self, METHODCALLER_ARGS);
  OuroId  kwnames = ensure_kwnames (vm, self);
  guint32 n_keywords = kwnames != OURO_NO_ID ? vm->heap->rows[kwnames].n : 0;
  OuroId  owner;
  OuroId  method = ouro_vm_get_method (vm, object, get_cell (vm, self, METHODCALLER_NAME), &owner);
  OuroId  result;

  if (method == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, method);
  if (owner != OURO_NO_ID)
    ouro_vm_hold (vm, owner);
  for (guint32 i = get_n_skipped (vm); i < vm->heap->rows[args].n; i++)
    ouro_vm_hold (vm, ouro_vm_new_reference (vm, get_cell (vm, args, i)));
  for (guint32 i = 0; i < n_keywords; i++)
    ouro_vm_hold (vm, ouro_vm_new_reference (vm, get_keyword (vm, self, i)));
  result = ouro_vm_call_with (vm, method, vm->heap->stack + place + 1, vm->end - place - 1 - n_keywords, kwnames);
  ouro_vm_cut_stack (vm, place);
  return result;
}

/* The same with a bound method and a tuple. */
static OuroId
call_with_tuple (OuroVm *vm,
                 OuroId  self,
                 OuroId  object)
{
  guint32 place = ouro_mod_begin_packed_call (vm, &object, 1, OURO_NO_ID);
  OuroId  method = ouro_vm_get_attribute (vm, object, get_cell (vm, self, METHODCALLER_NAME));
  OuroId  args = get_cell (vm, self, METHODCALLER_ARGS);
  OuroId  result = OURO_NO_ID;

  if (method != OURO_NO_ID)
    {
      ouro_vm_hold (vm, method);
      ouro_vm_hold (vm, vm->profile->methodcaller_keeps_name ? cut_name_off (vm, args) : ouro_vm_new_reference (vm, args));
      result = ouro_mod_call_with_tuple (vm, method, vm->heap->stack[vm->end - 1] & OURO_CELL_ID_MASK, get_cell (vm, self, METHODCALLER_KEYWORDS));
    }
  ouro_mod_end_packed_call (vm, place);
  return result;
}

static OuroId
methodcaller_call (OuroVm        *vm,
                   OuroId         self,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  gboolean packs = vm->profile->methodcaller_packs_call;

  /* What is wrong with the call is looked for in another order. */
  if (!packs && !ouro_py_check_arguments (vm, "methodcaller", n_args, OURO_NO_ID, 1, 1))
    return OURO_NO_ID;
  if (!ouro_py_check_arguments (vm, "methodcaller", n_args, kwnames, 1, 1))
    return OURO_NO_ID;
  return packs ? call_with_tuple (vm, self, ouro_vm_argument (args, 0)) : call_by_vector (vm, self, ouro_vm_argument (args, 0));
}

static OuroId
methodcaller_repr (OuroVm *vm,
                   OuroId  self)
{
  OuroId          args = get_cell (vm, self, METHODCALLER_ARGS);
  OuroId          keywords = get_cell (vm, self, METHODCALLER_KEYWORDS);
  guint32         n_entries = keywords != OURO_NO_ID ? ouro_dict_get_n_entries (vm->heap, keywords) : 0;
  gboolean        good;
  OuroTextBuilder text;

  if (!begin_repr (vm, &text, self))
    return ouro_py_text_end (&text, vm, TRUE);
  ouro_text_builder_add_utf8 (&text, "(");
  good = ouro_py_text_add_repr (&text, vm, get_cell (vm, self, METHODCALLER_NAME));
  for (guint32 i = get_n_skipped (vm); good && i < vm->heap->rows[args].n; i++)
    {
      ouro_text_builder_add_utf8 (&text, ", ");
      good = ouro_py_text_add_repr (&text, vm, get_cell (vm, args, i));
    }
  for (guint32 i = 0; good && i < n_entries; i++)
    {
      if (ouro_dict_get_key (vm->heap, keywords, i) == OURO_NO_ID)
        continue;
      ouro_text_builder_add_utf8 (&text, ", ");
      ouro_text_builder_add (&text, vm, ouro_dict_get_key (vm->heap, keywords, i));
      ouro_text_builder_add_utf8 (&text, "=");
      good = ouro_py_text_add_repr (&text, vm, ouro_dict_get_value (vm->heap, keywords, i));
    }
  ouro_text_builder_add_utf8 (&text, ")");
  ouro_vm_repr_leave (vm, self);
  return ouro_py_text_end (&text, vm, good);
}

void
ouro_operator_add_getters (OuroVm *vm)
{
  vm->slots[OURO_TYPE_ITEMGETTER] = (OuroTypeSlots){ .repr = itemgetter_repr, .call = itemgetter_call, .construct = itemgetter_construct };
  vm->slots[OURO_TYPE_ATTRGETTER] = (OuroTypeSlots){ .repr = attrgetter_repr, .call = attrgetter_call, .construct = attrgetter_construct };
  vm->slots[OURO_TYPE_METHODCALLER] = (OuroTypeSlots){ .repr = methodcaller_repr, .call = methodcaller_call, .construct = methodcaller_construct };
}
