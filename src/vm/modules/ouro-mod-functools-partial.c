/* ouro-mod-functools-partial.c - partial
 *
 * Source  Modules/_functoolsmodule.c: partial_new, partial_vectorcall, partial_call, partial_repr (3.11 to 3.15)
 */
#include "ouro-mod-functools-private.h"

enum {
  PARTIAL_TYPE,
  PARTIAL_FUNCTION,
  PARTIAL_ARGS,
  PARTIAL_KEYWORDS,
  PARTIAL_DICT,
  PARTIAL_N_CELLS,
};

static OuroId
get_cell (const OuroVm *vm,
          OuroId        record,
          guint32       cell)
{
  return ouro_heap_get_cell (vm->heap, record, cell);
}

static gboolean
is_placeholder (const OuroVm *vm,
                OuroId        object)
{
  return vm->heap->rows[object].cls == OURO_TYPE_PLACEHOLDER;
}

static guint
count_placeholders (const OuroVm *vm,
                    OuroId        tuple)
{
  guint n = 0;

  for (guint32 i = 0; i < vm->heap->rows[tuple].n; i++)
    n += is_placeholder (vm, get_cell (vm, tuple, i));
  return n;
}

/* Arguments ------------------------------------------------------------------------------------ */

/* The arguments that were given before with those of now: into the placeholders first, then behind. A new reference to a tuple. */
static OuroId
join_arguments (OuroVm        *vm,
                OuroId         before,
                const guint32 *args,
                guint          n_args)
{
  guint32 n_before = vm->heap->rows[before].n;
  guint   n_filled = MIN (count_placeholders (vm, before), n_args);
  guint32 n = n_before + n_args - n_filled;
  guint   next = 0;
  OuroId  tuple;

  if (n_args == 0)
    return ouro_vm_new_reference (vm, before);
  tuple = ouro_py_tuple_new (vm, n);
  for (guint32 i = 0; i < n; i++)
    {
      gboolean is_old = i < n_before && !(next < n_filled && is_placeholder (vm, get_cell (vm, before, i)));
      OuroId   item = is_old ? get_cell (vm, before, i) : ouro_vm_argument (args, next++);

      ouro_heap_set_cell (vm->heap, tuple, i, ouro_vm_new_reference (vm, item));
    }
  ouro_py_tuple_track (vm, tuple);
  return tuple;
}

/* The keywords of before and those of now, which win: a new dict. */
static OuroId
join_keywords (OuroVm        *vm,
               OuroId         before,
               const guint32 *values,
               OuroId         kwnames)
{
  OuroId  dict = ouro_dict_copy (vm->heap, before);
  guint32 n = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;

  for (guint32 i = 0; i < n; i++)
    ouro_dict_set_str (vm->heap, dict, get_cell (vm, kwnames, i), ouro_vm_argument (values, i));
  return dict;
}

/* Making --------------------------------------------------------------------------------------- */

/* A partial of a partial without attributes of its own takes that one's parts; OURO_NO_ID when the function is none. */
static OuroId
get_inner (OuroVm *vm,
           OuroId  function)
{
  OuroId record;

  if (!ouro_vm_is_instance (vm, function, OURO_TYPE_PARTIAL))
    return OURO_NO_ID;
  record = ouro_vm_value (vm, function);
  return record == function && get_cell (vm, record, PARTIAL_DICT) == OURO_NO_ID ? record : OURO_NO_ID;
}

static const char *
find_complaint (OuroVm        *vm,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  guint32 n_keywords = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;

  if (n_args == 0)
    return "type 'partial' takes at least one argument";
  if (!ouro_py_is_callable (vm, ouro_vm_argument (args, 0)))
    return "the first argument must be callable";
  if (n_args > 1 && is_placeholder (vm, ouro_vm_argument (args, n_args - 1)))
    return "trailing Placeholders are not allowed";
  for (guint32 i = 0; i < n_keywords; i++)
    if (is_placeholder (vm, ouro_vm_argument (args, n_args + i)))
      return "Placeholder cannot be passed as a keyword argument";
  return NULL;
}

static OuroId
partial_construct (OuroVm        *vm,
                   OuroId         cls,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  const char      *complaint = find_complaint (vm, args, n_args, kwnames);
  OuroModArguments held;
  OuroId           inner, record, old_keywords, new_args;

  if (complaint != NULL)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s", complaint);
      return OURO_NO_ID;
    }
  held = ouro_mod_begin_arguments (vm, args, n_args, kwnames);
  inner = get_inner (vm, ouro_vm_argument (args, 0));
  record = ouro_functools_allocate (vm, cls, OURO_TYPE_PARTIAL, 1, PARTIAL_N_CELLS);
  ouro_heap_set_cell (vm->heap, record, PARTIAL_FUNCTION, ouro_vm_new_reference (vm, inner != OURO_NO_ID ? get_cell (vm, inner, PARTIAL_FUNCTION) : ouro_vm_argument (args, 0)));
  /* What is cut off the arguments lives until it has been joined to those of the inner one. */
  if (inner != OURO_NO_ID && n_args > 1 && get_cell (vm, inner, PARTIAL_ARGS) != OURO_ID_EMPTY_TUPLE)
    ouro_heap_decref (vm->heap, ouro_py_pack_arguments (vm, args + 1, n_args - 1));
  new_args = join_arguments (vm, inner != OURO_NO_ID ? get_cell (vm, inner, PARTIAL_ARGS) : OURO_ID_EMPTY_TUPLE, args + 1, n_args - 1);
  ouro_heap_set_cell (vm->heap, record, PARTIAL_ARGS, new_args);
  old_keywords = inner != OURO_NO_ID ? get_cell (vm, inner, PARTIAL_KEYWORDS) : OURO_NO_ID;
  if (old_keywords != OURO_NO_ID && ouro_dict_get_length (vm->heap, old_keywords) > 0)
    ouro_heap_set_cell (vm->heap, record, PARTIAL_KEYWORDS, join_keywords (vm, old_keywords, args + n_args, kwnames));
  else if (held.dict != OURO_NO_ID)
    ouro_heap_set_cell (vm->heap, record, PARTIAL_KEYWORDS, ouro_vm_new_reference (vm, held.dict));
  else
    ouro_heap_set_cell (vm->heap, record, PARTIAL_KEYWORDS, ouro_dict_new (vm->heap));
  ouro_mod_end_packed_call (vm, held.place);
  if (cls >= OURO_N_TYPES)
    return ouro_vm_wrap (vm, cls, record);
  ouro_heap_track (vm->heap, record);
  return record;
}

/* Calling -------------------------------------------------------------------------------------- */

/* Keywords that were given before, from 3.15 on: their values go behind the arguments. */
static OuroId
call_by_vector (OuroVm        *vm,
                OuroId         record,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  guint32 place = vm->end;
  OuroId  keywords = join_keywords (vm, get_cell (vm, record, PARTIAL_KEYWORDS), args + n_args, kwnames);
  guint32 n = ouro_dict_get_length (vm->heap, keywords);
  OuroId  before = get_cell (vm, record, PARTIAL_ARGS);
  OuroId  names = ouro_py_tuple_new (vm, n);
  guint   next = 0;
  OuroId  result;

  ouro_vm_hold (vm, names);
  for (guint32 i = 0; i < vm->heap->rows[before].n; i++)
    ouro_vm_hold (vm, ouro_vm_new_reference (vm, is_placeholder (vm, get_cell (vm, before, i)) ? ouro_vm_argument (args, next++) : get_cell (vm, before, i)));
  while (next < n_args)
    ouro_vm_hold (vm, ouro_vm_new_reference (vm, ouro_vm_argument (args, next++)));
  for (guint32 i = 0; i < n; i++)
    {
      ouro_heap_set_cell (vm->heap, names, i, ouro_vm_new_reference (vm, ouro_dict_get_key (vm->heap, keywords, i)));
      ouro_vm_hold (vm, ouro_vm_new_reference (vm, ouro_dict_get_value (vm->heap, keywords, i)));
    }
  ouro_heap_decref (vm->heap, keywords);
  ouro_py_tuple_track (vm, names);
  result = ouro_vm_call_with (vm, get_cell (vm, record, PARTIAL_FUNCTION), vm->heap->stack + place + 1, vm->end - place - 1 - n, names);
  ouro_vm_cut_stack (vm, place);
  return result;
}

/* The same before 3.15: everything goes through a tuple and a dict. */
static OuroId
call_with_keywords (OuroVm        *vm,
                    OuroId         record,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  OuroModArguments held = ouro_mod_begin_arguments (vm, args, n_args, kwnames);
  OuroId           keywords = join_keywords (vm, get_cell (vm, record, PARTIAL_KEYWORDS), args + n_args, kwnames);
  OuroId           before = get_cell (vm, record, PARTIAL_ARGS);
  OuroId           tuple, result;

  ouro_vm_hold (vm, keywords);
  tuple = before == OURO_ID_EMPTY_TUPLE ? ouro_vm_new_reference (vm, held.tuple) : join_arguments (vm, before, args, n_args);
  ouro_vm_hold (vm, tuple);
  result = ouro_mod_call_with_tuple (vm, get_cell (vm, record, PARTIAL_FUNCTION), tuple, keywords);
  ouro_mod_end_packed_call (vm, held.place);
  return result;
}

static OuroId
partial_call (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroId              record = ouro_vm_value (vm, self);
  OuroId              before = get_cell (vm, record, PARTIAL_ARGS);
  guint32             n_before = vm->heap->rows[before].n;
  guint               n_keywords = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;
  guint               n_places = count_placeholders (vm, before);
  guint               next = 0, n = 0;
  g_autofree guint32 *cells = NULL;

  if (n_places > n_args)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "missing positional arguments in 'partial' call; expected at least %u, got %u", n_places, n_args);
      return OURO_NO_ID;
    }
  if (ouro_dict_get_length (vm->heap, get_cell (vm, record, PARTIAL_KEYWORDS)) > 0)
    return vm->profile->partial_calls_by_vector ? call_by_vector (vm, record, args, n_args, kwnames) : call_with_keywords (vm, record, args, n_args, kwnames);
  cells = g_new (guint32, n_before + n_args + n_keywords + 1);
  for (guint32 i = 0; i < n_before; i++)
    {
      OuroId item = get_cell (vm, before, i);

      cells[n++] = is_placeholder (vm, item) ? ouro_vm_argument (args, next++) : item;
    }
  while (next < n_args + n_keywords)
    cells[n++] = ouro_vm_argument (args, next++);
  return ouro_vm_call_with (vm, get_cell (vm, record, PARTIAL_FUNCTION), cells, n - n_keywords, kwnames);
}

/* Looking -------------------------------------------------------------------------------------- */

static gboolean
add_contents (OuroVm          *vm,
              OuroTextBuilder *text,
              OuroId           record)
{
  OuroId args = get_cell (vm, record, PARTIAL_ARGS);
  OuroId keywords = get_cell (vm, record, PARTIAL_KEYWORDS);

  if (!ouro_py_text_add_repr (text, vm, get_cell (vm, record, PARTIAL_FUNCTION)))
    return FALSE;
  for (guint32 i = 0; i < vm->heap->rows[args].n; i++)
    {
      ouro_text_builder_add_utf8 (text, ", ");
      if (!ouro_py_text_add_repr (text, vm, get_cell (vm, args, i)))
        return FALSE;
    }
  for (guint32 i = 0; i < ouro_dict_get_n_entries (vm->heap, keywords); i++)
    if (ouro_dict_get_key (vm->heap, keywords, i) != OURO_NO_ID)
      {
        ouro_text_builder_add_utf8 (text, ", ");
        ouro_text_builder_add (text, vm, ouro_dict_get_key (vm->heap, keywords, i));
        ouro_text_builder_add_utf8 (text, "=");
        if (!ouro_py_text_add_repr (text, vm, ouro_dict_get_value (vm->heap, keywords, i)))
          return FALSE;
      }
  return TRUE;
}

static OuroId
partial_repr (OuroVm *vm,
              OuroId  self)
{
  g_autofree char *name = vm->profile->partial_names_module ? ouro_vm_dup_qualified_class_name (vm, vm->heap->rows[self].cls) : ouro_vm_dup_type_name (vm, self);
  OuroTextBuilder  text;
  gboolean         good;

  if (!ouro_vm_repr_enter (vm, self))
    return ouro_vm_new_str (vm, "...");
  ouro_text_builder_init (&text);
  ouro_text_builder_add_utf8 (&text, name);
  ouro_text_builder_add_utf8 (&text, "(");
  good = add_contents (vm, &text, ouro_vm_value (vm, self));
  ouro_text_builder_add_utf8 (&text, ")");
  ouro_vm_repr_leave (vm, self);
  return ouro_py_text_end (&text, vm, good);
}

/* The attribute's cell; 0 when there is none of that name. */
static guint32
find_member (const OuroVm *vm,
             OuroId        name)
{
  static const char *const members[] = { "func", "args", "keywords" };

  for (guint32 i = 0; i < G_N_ELEMENTS (members); i++)
    if (ouro_py_str_is (vm, name, members[i]))
      return PARTIAL_FUNCTION + i;
  return 0;
}

static OuroId
partial_get_attribute (OuroVm *vm,
                       OuroId  self,
                       OuroId  name)
{
  OuroId  record = ouro_vm_value (vm, self);
  guint32 cell = find_member (vm, name);

  if (cell == 0 && record == self && name == ouro_vm_name (vm, OURO_NAME___dict__))
    {
      if (get_cell (vm, record, PARTIAL_DICT) == OURO_NO_ID)
        ouro_heap_set_cell (vm->heap, record, PARTIAL_DICT, ouro_dict_new (vm->heap));
      cell = PARTIAL_DICT;
    }
  return cell != 0 ? ouro_vm_new_reference (vm, get_cell (vm, record, cell)) : OURO_NO_ID;
}

static int
partial_set_attribute (OuroVm *vm,
                       OuroId  self,
                       OuroId  name,
                       OuroId  value)
{
  return find_member (vm, name) != 0 ? ouro_py_refuse_attribute (vm) : 0;
}

static OuroId
placeholder_repr (OuroVm *vm,
                  OuroId  self)
{
  return ouro_vm_new_str (vm, "Placeholder");
}

void
ouro_functools_add_partial (OuroVm *vm)
{
  vm->slots[OURO_TYPE_PARTIAL] = (OuroTypeSlots){
    .repr = partial_repr,
    .call = partial_call,
    .construct = partial_construct,
    .get_attribute = partial_get_attribute,
    .set_attribute = partial_set_attribute,
  };
  vm->slots[OURO_TYPE_PLACEHOLDER] = (OuroTypeSlots){ .repr = placeholder_repr };
}
