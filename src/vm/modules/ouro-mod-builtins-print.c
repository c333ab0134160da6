/* ouro-mod-builtins-print.c - print, input, and what makes text of objects
 *
 * Source  Python/bltinmodule.c: builtin_print, builtin_input, builtin_format; Objects/fileobject.c: PyFile_WriteObject
 *         (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include "types/ouro-py-arguments-private.h"

/* Writing ------------------------------------------------------------------------------------- */

/* PyFile_WriteObject (): file.write (str (object)), the method being fetched first. */
static gboolean
write_object (OuroVm *vm,
              OuroId  file,
              OuroId  object)
{
  OuroId writer = ouro_vm_get_attribute (vm, file, ouro_vm_name (vm, OURO_NAME_write));
  OuroId text, result = OURO_NO_ID;

  if (writer == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, writer);
  text = ouro_vm_str (vm, object);
  if (text != OURO_NO_ID)
    {
      ouro_vm_hold (vm, text);
      result = ouro_vm_call (vm, writer, &text, 1);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_mod_drop (vm, result);
  return result != OURO_NO_ID;
}

static gboolean
flush_file (OuroVm *vm,
            OuroId  file)
{
  OuroId self, method = ouro_vm_get_method (vm, file, ouro_vm_name (vm, OURO_NAME_flush), &self);
  OuroId result;

  if (method == OURO_NO_ID)
    return FALSE;
  ouro_vm_hold (vm, method);
  if (self != OURO_NO_ID)
    ouro_vm_hold (vm, self);
  result = ouro_vm_call (vm, method, &self, self != OURO_NO_ID ? 1 : 0);
  if (self != OURO_NO_ID)
    ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  ouro_mod_drop (vm, result);
  return result != OURO_NO_ID;
}

/* print --------------------------------------------------------------------------------------- */

/* The value of sep or end, if it is a str; OURO_NO_ID for None. FALSE with TypeError. */
static gboolean
get_text_option (OuroVm     *vm,
                 OuroId      value,
                 const char *name,
                 OuroId     *text)
{
  g_autofree char *type = NULL;

  *text = value == OURO_ID_NONE ? OURO_NO_ID : value;
  if (*text == OURO_NO_ID || ouro_vm_is_instance (vm, value, OURO_TYPE_STR))
    return TRUE;
  type = ouro_vm_dup_type_name (vm, value);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s must be None or a string, not %s", name, type);
  return FALSE;
}

static gboolean
print_all (OuroVm        *vm,
           OuroId         file,
           const guint32 *args,
           guint          n_args,
           OuroId         sep,
           OuroId         end)
{
  for (guint i = 0; i < n_args; i++)
    {
      if (i > 0 && !write_object (vm, file, sep != OURO_NO_ID ? sep : OURO_ID_CHARACTER + ' '))
        return FALSE;
      if (!write_object (vm, file, ouro_vm_argument (args, i)))
        return FALSE;
    }
  return write_object (vm, file, end != OURO_NO_ID ? end : OURO_ID_CHARACTER + '\n');
}

static gboolean
print_to (OuroVm        *vm,
          OuroId         file,
          const guint32 *args,
          guint          n_args,
          OuroId         kwnames,
          gboolean       must_flush)
{
  OuroId sep = ouro_vm_get_keyword (vm, args, n_args, kwnames, OURO_NAME_sep);
  OuroId end = ouro_vm_get_keyword (vm, args, n_args, kwnames, OURO_NAME_end);

  if (!get_text_option (vm, sep, "sep", &sep) || !get_text_option (vm, end, "end", &end))
    return FALSE;
  if (!print_all (vm, file, args, n_args, sep, end))
    return FALSE;
  return !must_flush || flush_file (vm, file);
}

/* sys.stdout as it is now: new reference. */
static OuroId
get_standard_output (OuroVm *vm)
{
  OuroId file = ouro_mod_get_from_sys (vm, OURO_NAME_stdout);

  if (file == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "lost sys.stdout");
  else
    ouro_heap_incref (vm->heap, file);
  return file;
}

static OuroId
builtin_print (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId   file, flush;
  guint32  place = vm->end;
  gboolean good;
  int      must_flush;

  if (!ouro_vm_check_keywords (vm, "print", kwnames, OURO_NAME_sep, OURO_NAME_end, OURO_NAME_file, OURO_NAME_flush, -1))
    return OURO_NO_ID;
  flush = ouro_vm_get_keyword (vm, args, n_args, kwnames, OURO_NAME_flush);
  must_flush = flush != OURO_NO_ID ? ouro_vm_truth (vm, flush) : 0;
  if (must_flush < 0)
    return OURO_NO_ID;
  /* A tuple of its own, even where *args gave one. */
  vm->packed = OURO_NO_ID;
  if (vm->profile->print_packs_arguments)
    ouro_mod_begin_packed_call (vm, args, n_args, OURO_NO_ID);
  file = ouro_vm_get_keyword (vm, args, n_args, kwnames, OURO_NAME_file);
  if (file == OURO_NO_ID || file == OURO_ID_NONE)
    file = get_standard_output (vm);
  else
    ouro_heap_incref (vm->heap, file);
  good = file != OURO_NO_ID;
  if (good && file != OURO_ID_NONE)
    {
      ouro_vm_hold (vm, file);
      good = print_to (vm, file, args, n_args, kwnames, must_flush);
    }
  ouro_mod_end_packed_call (vm, place);
  return good ? OURO_ID_NONE : OURO_NO_ID;
}

/* There is nobody to answer. */
static OuroId
builtin_input (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId   file = get_standard_output (vm);
  gboolean good;

  if (file == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, file);
  good = n_args == 0 || write_object (vm, file, ouro_vm_argument (args, 0));
  good = good && flush_file (vm, file);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  if (good)
    ouro_vm_raise (vm, OURO_TYPE_EOF_ERROR, "EOF when reading a line");
  return OURO_NO_ID;
}

/* Objects as text ------------------------------------------------------------------------------- */

static OuroId
builtin_repr (OuroVm        *vm,
              OuroId         self,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  return ouro_vm_repr (vm, ouro_vm_argument (args, 0));
}

static OuroId
builtin_ascii (OuroVm        *vm,
               OuroId         self,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  return ouro_vm_format_value (vm, ouro_vm_argument (args, 0), 3, OURO_NO_ID);
}

static OuroId
builtin_format (OuroVm        *vm,
                OuroId         self,
                const guint32 *args,
                guint          n_args,
                OuroId         kwnames)
{
  OuroId           spec = n_args > 1 ? ouro_vm_argument (args, 1) : OURO_NO_ID;
  g_autofree char *type = NULL;

  if (spec == OURO_NO_ID || ouro_vm_is_instance (vm, spec, OURO_TYPE_STR))
    return ouro_vm_format_value (vm, ouro_vm_argument (args, 0), 0, spec);
  type = ouro_vm_dup_type_name (vm, spec);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "format() argument 2 must be str, not %s", type);
  return OURO_NO_ID;
}

const OuroBuiltinDef ouro_mod_builtins_print[] = {
  { "print", builtin_print, 0, -1, OURO_BUILTIN_KEYWORDS },
  { "input", builtin_input, 0, 1, 0 },
  { "repr", builtin_repr, 1, 1, 0 },
  { "ascii", builtin_ascii, 1, 1, 0 },
  { "format", builtin_format, 1, 2, 0 },
  { NULL },
};
