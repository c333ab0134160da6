/* ouro-py-arguments.c - how functions in C look at their arguments
 *
 * Source  Python/getargs.c: _PyArg_UnpackKeywords, _PyArg_BadArgument; Objects/abstract.c: PyNumber_Index (3.11 to 3.15)
 */
#include "ouro-py-arguments-private.h"

#include <string.h>

#include "ouro-py-containers-private.h"

/* Names and types ----------------------------------------------------------------------------- */

gboolean
ouro_py_str_is (const OuroVm *vm,
                OuroId        str,
                const char   *text)
{
  gsize n = strlen (text);

  str = ouro_vm_value (vm, str);
  return ouro_str_get_length (vm->heap, str) == n && ouro_str_get_text_kind (vm->heap, str) == OURO_TEXT_ASCII && memcmp (ouro_str_get_data (vm->heap, str), text, n) == 0;
}

void
ouro_py_raise_type (OuroVm     *vm,
                    const char *before,
                    OuroId      object,
                    const char *after)
{
  g_autofree char *name = ouro_vm_dup_type_name (vm, object);

  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s%s%s", before, name, after);
}

void
ouro_py_raise_bad_argument (OuroVm     *vm,
                            const char *function,
                            const char *place,
                            const char *expected,
                            OuroId      argument)
{
  g_autofree char *name = argument == OURO_ID_NONE ? g_strdup ("None") : ouro_vm_dup_type_name (vm, argument);

  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() argument %s%smust be %s, not %s", function, place != NULL ? place : "", place != NULL ? " " : "", expected, name);
}

OuroId
ouro_py_get_own_special (OuroVm    *vm,
                         OuroId     object,
                         OuroVmName name)
{
  OuroId cls = vm->heap->rows[object].cls;
  OuroId method;

  if (cls < OURO_N_TYPES)
    return OURO_NO_ID;
  method = ouro_vm_lookup (vm, cls, ouro_vm_name (vm, name));
  if (method == OURO_NO_ID || ouro_heap_get_kind (vm->heap, method) == OURO_KIND_BUILTIN)
    return OURO_NO_ID;
  return method;
}

OuroId
ouro_py_refuse_result (OuroVm     *vm,
                       OuroId      object,
                       OuroId      result,
                       const char *method,
                       const char *expected,
                       const char *old_words)
{
  g_autofree char *cls = ouro_vm_dup_type_name (vm, object);
  g_autofree char *name = ouro_vm_dup_type_name (vm, result);

  if (vm->profile->results_are_named)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s.%s() must return %s, not %s", cls, method, expected, name);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s returned %s (type %s)", method, old_words, name);
  ouro_heap_decref (vm->heap, result);
  return OURO_NO_ID;
}

void
ouro_py_raise_memory_error (OuroVm *vm)
{
  ouro_vm_raise_with_args (vm, OURO_TYPE_MEMORY_ERROR, NULL, 0);
}

/* Parameters ---------------------------------------------------------------------------------- */

static gboolean
check_counts (OuroVm               *vm,
              const OuroParameters *parameters,
              guint                 n_args,
              guint                 n_keywords)
{
  guint n_nameless = 0; /* that must be positional */
  guint n_required = parameters->n_required;

  while (n_nameless < parameters->n && parameters->names[n_nameless][0] == '\0')
    n_nameless++;
  n_required = MIN (n_required, n_nameless);
  if (n_args + n_keywords > parameters->n)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes at most %u %sargument%s (%u given)", parameters->function, parameters->n, n_args == 0 ? "keyword " : "", parameters->n == 1 ? "" : "s", n_args + n_keywords);
  else if (n_args > parameters->n_positional && parameters->n_positional == 0)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes no positional arguments", parameters->function);
  else if (n_args > parameters->n_positional)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes %s %u positional argument%s (%u given)", parameters->function,
                   parameters->n_required < parameters->n_positional ? "at most" : "exactly", parameters->n_positional, parameters->n_positional == 1 ? "" : "s", n_args);
  else if (n_args < n_required)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes %s %u positional argument%s (%u given)", parameters->function,
                   n_required < parameters->n_positional ? "at least" : "exactly", n_required, n_required == 1 ? "" : "s", n_args);
  return !ouro_vm_has_exception (vm);
}

static void
raise_unexpected_keyword (OuroVm               *vm,
                          const OuroParameters *parameters,
                          const char           *keyword)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < parameters->n; i++)
    if (parameters->names[i][0] != '\0')
      g_ptr_array_add (names, (gpointer)parameters->names[i]);
  ouro_vm_raise_unexpected_keyword (vm, vm->profile->unexpected_keyword_words, parameters->function, keyword, names);
}

static gint
find_parameter (const OuroVm         *vm,
                const OuroParameters *parameters,
                OuroId                name)
{
  for (guint i = 0; i < parameters->n; i++)
    if (parameters->names[i][0] != '\0' && ouro_py_str_is (vm, name, parameters->names[i]))
      return (gint)i;
  return -1;
}

static gboolean
check_keywords (OuroVm               *vm,
                const OuroParameters *parameters,
                guint                 n_args,
                OuroId                kwnames)
{
  guint32 n = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;

  for (guint32 i = 0; i < n; i++)
    {
      OuroId           name = ouro_heap_get_cell (vm->heap, kwnames, i);
      gint             place = find_parameter (vm, parameters, name);
      g_autofree char *text = NULL;

      if (place >= (gint)n_args)
        continue;
      text = ouro_vm_dup_text (vm, name);
      if (place < 0)
        raise_unexpected_keyword (vm, parameters, text);
      else
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "argument for %s() given by name ('%s') and position (%d)", parameters->function, text, place + 1);
      return FALSE;
    }
  return TRUE;
}

gboolean
ouro_py_bind_arguments (OuroVm               *vm,
                        const OuroParameters *parameters,
                        const guint32        *args,
                        guint                 n_args,
                        OuroId                kwnames,
                        OuroId               *values)
{
  guint32 n_keywords = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;

  if (!check_counts (vm, parameters, n_args, n_keywords))
    return FALSE;
  for (guint i = 0; i < parameters->n; i++)
    values[i] = i < n_args ? ouro_vm_argument (args, i) : OURO_NO_ID;
  for (guint32 i = 0; i < n_keywords; i++)
    {
      gint place = find_parameter (vm, parameters, ouro_heap_get_cell (vm->heap, kwnames, i));

      if (place >= (gint)n_args)
        values[place] = ouro_vm_argument (args, n_args + i);
    }
  for (guint i = n_args; i < parameters->n_required; i++)
    if (values[i] == OURO_NO_ID)
      {
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() missing required argument '%s' (pos %u)", parameters->function, parameters->names[i], i + 1);
        return FALSE;
      }
  return check_keywords (vm, parameters, n_args, kwnames);
}

/* Numbers ------------------------------------------------------------------------------------- */

OuroId
ouro_py_index (OuroVm *vm,
               OuroId  object)
{
  gboolean found = FALSE;
  OuroId   result = OURO_NO_ID;

  if (ouro_py_is_int (vm, object))
    return ouro_vm_new_reference (vm, object);
  if (ouro_py_get_own_special (vm, object, OURO_NAME___index__) != OURO_NO_ID)
    result = ouro_vm_call_special (vm, object, OURO_NAME___index__, NULL, 0, &found);
  if (result != OURO_NO_ID)
    return ouro_py_is_int (vm, result) ? result : ouro_py_refuse_result (vm, object, result, "__index__", "an int", "non-int");
  if (!found)
    ouro_py_raise_type (vm, "'", object, "' object cannot be interpreted as an integer");
  return OURO_NO_ID;
}

gboolean
ouro_py_get_ssize (OuroVm *vm,
                   OuroId  object,
                   gint64 *value)
{
  OuroId   number = ouro_py_index (vm, object);
  gboolean good;

  if (number == OURO_NO_ID)
    return FALSE;
  good = ouro_int_get (vm->heap, ouro_vm_value (vm, number), value);
  ouro_heap_decref (vm->heap, number);
  if (!good)
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
  return good;
}

gboolean
ouro_py_get_c_int (OuroVm *vm,
                   OuroId  object,
                   gint   *value)
{
  OuroId   number = ouro_py_index (vm, object);
  gint64   wide;
  gboolean good;

  if (number == OURO_NO_ID)
    return FALSE;
  good = ouro_int_get (vm->heap, ouro_vm_value (vm, number), &wide) && wide >= G_MININT && wide <= G_MAXINT;
  ouro_heap_decref (vm->heap, number);
  if (good)
    *value = (gint)wide;
  else
    ouro_vm_raise (vm, OURO_TYPE_OVERFLOW_ERROR, "Python int too large to convert to C int");
  return good;
}

/* Tuples -------------------------------------------------------------------------------------- */

OuroId
ouro_py_tuple_take (OuroVm       *vm,
                    const OuroId *items,
                    guint         n,
                    gboolean      always_tracked)
{
  OuroId tuple = ouro_py_tuple_new (vm, n);

  for (guint i = 0; i < n; i++)
    ouro_heap_set_cell (vm->heap, tuple, i, items[i]);
  if (always_tracked)
    ouro_heap_track (vm->heap, tuple);
  else
    ouro_py_tuple_track (vm, tuple);
  return tuple;
}
