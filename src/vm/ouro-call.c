/* ouro-call.c - calls: how arguments find their parameters
 *
 * Source  Python/ceval.c, initialize_locals (3.11 to 3.15); Objects/call.c
 */
#include "ouro-vm-private.h"

#include "types/ouro-py-arguments-private.h"

#include <stdarg.h>
#include <string.h>

/* Python functions -------------------------------------------------------------------------- */

/* One call being bound. The new frame's locals lie at first. */
typedef struct
{
  OuroVm         *vm;
  const OuroCode *code;
  OuroId          function;
  guint32         first;
  guint           n_given; /* positional ones */
  OuroId          kwnames; /* OURO_NO_ID for none */
} Binding;

static guint
count_parameters (const OuroCode *code)
{
  return code->n_args + code->n_kwonly_args;
}

static char *
dup_qualname (const OuroVm *vm,
              OuroId        function)
{
  return ouro_str_dup_utf8 (vm->heap, ouro_heap_get_cell (vm->heap, function, OURO_FUNCTION_QUALNAME), NULL);
}

static guint
count_defaults (const OuroVm *vm,
                OuroId        function)
{
  OuroId defaults = ouro_heap_get_cell (vm->heap, function, OURO_FUNCTION_DEFAULTS);

  return defaults != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, defaults) : 0;
}

/* too_many_positional. */
static void
raise_too_many (const Binding *self)
{
  OuroVm          *vm = self->vm;
  const OuroCode  *code = self->code;
  g_autofree char *name = dup_qualname (vm, self->function);
  guint            n_defaults = count_defaults (vm, self->function);
  g_autofree char *takes = NULL;
  g_autofree char *keywords = NULL;
  guint            n_kwonly_given = 0;

  for (guint i = code->n_args; i < count_parameters (code); i++)
    n_kwonly_given += vm->heap->stack[self->first + i] != 0;
  if (n_defaults > 0)
    takes = g_strdup_printf ("from %u to %u", code->n_args - n_defaults, code->n_args);
  else
    takes = g_strdup_printf ("%u", code->n_args);
  if (n_kwonly_given > 0)
    keywords = g_strdup_printf (" positional argument%s (and %u keyword-only argument%s)", self->n_given != 1 ? "s" : "", n_kwonly_given, n_kwonly_given != 1 ? "s" : "");
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes %s positional argument%s but %u%s %s given", name, takes,
                 n_defaults > 0 || code->n_args != 1 ? "s" : "", self->n_given, keywords != NULL ? keywords : "",
                 self->n_given == 1 && n_kwonly_given == 0 ? "was" : "were");
}

/* The names that a message tells of stand in a list, which counts as an allocation. */
static void
drop_new_list (OuroVm *vm)
{
  ouro_heap_decref (vm->heap, ouro_py_list_new (vm, 0));
}

/* format_missing: 'a', 'b', and 'c'. */
static void
raise_missing (const Binding *self,
               guint          from,
               guint          to,
               const char    *kind)
{
  OuroVm          *vm = self->vm;
  g_autofree char *name = dup_qualname (vm, self->function);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();

  for (guint i = from; i < to; i++)
    if (vm->heap->stack[self->first + i] == 0)
      g_ptr_array_add (missing, (gpointer)self->code->locals[i]);
  for (guint i = 0; i < missing->len; i++)
    {
      if (i > 0)
        g_string_append (list, missing->len == 2 ? " and " : i + 1 == missing->len ? ", and "
                                                                                   : ", ");
      g_string_append_printf (list, "'%s'", (const char *)g_ptr_array_index (missing, i));
    }
  drop_new_list (vm);
  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() missing %u required %s argument%s: %s", name, missing->len, kind, missing->len == 1 ? "" : "s", list->str);
}

/* The index of a parameter that may be given by keyword; -1 when there is none of that name. */
static gint
find_parameter (const Binding *self,
                OuroId         name)
{
  g_autofree char *text = ouro_vm_dup_text (self->vm, name);

  for (guint i = self->code->n_posonly_args; i < count_parameters (self->code); i++)
    if (g_str_equal (self->code->locals[i], text))
      return (gint)i;
  return -1;
}

/* The positional-only parameters that were given by keyword, as a text; NULL when none was. */
static char *
dup_misplaced (const Binding *self)
{
  const OuroVm *vm = self->vm;
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->code->n_posonly_args; i++)
    for (guint32 k = 0; k < ouro_heap_get_n_cells (vm->heap, self->kwnames); k++)
      if (ouro_py_str_is (vm, ouro_heap_get_cell (vm->heap, self->kwnames, k), self->code->locals[i]))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", self->code->locals[i]);
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static void
raise_unexpected_keyword (const Binding *self,
                          OuroId         name)
{
  OuroVm          *vm = self->vm;
  g_autofree char *function = dup_qualname (vm, self->function);
  g_autofree char *text = ouro_vm_dup_text (vm, name);
  g_autofree char *misplaced = dup_misplaced (self);
  g_autoptr (GPtrArray) parameters = g_ptr_array_new ();

  if (misplaced != NULL)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() got some positional-only arguments passed as keyword arguments: '%s'", function, misplaced);
      return;
    }
  for (guint i = self->code->n_posonly_args; i < count_parameters (self->code); i++)
    g_ptr_array_add (parameters, (gpointer)self->code->locals[i]);
  if (vm->profile->keywords_are_suggested)
    drop_new_list (vm);
  ouro_vm_raise_unexpected_keyword (vm, "%2$s() got an unexpected keyword argument '%1$s'", function, text, parameters);
}

/* A keyword argument, whose cell is taken over. */
static gboolean
bind_keyword (Binding *self,
              OuroId   name,
              guint32  cell,
              OuroId   kwargs)
{
  OuroVm *vm = self->vm;
  gint    index = find_parameter (self, name);

  if (index < 0 && kwargs != OURO_NO_ID)
    {
      OuroId value = cell & OURO_CELL_ID_MASK;

      ouro_dict_set_str (vm->heap, kwargs, name, value);
      if (!(cell & OURO_CELL_BORROWED))
        ouro_heap_decref (vm->heap, value);
      return TRUE;
    }
  if (index < 0 || vm->heap->stack[self->first + index] != 0)
    {
      g_autofree char *function = dup_qualname (vm, self->function);
      g_autofree char *text = ouro_vm_dup_text (vm, name);

      if (index < 0)
        raise_unexpected_keyword (self, name);
      else
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() got multiple values for argument '%s'", function, text);
      if (!(cell & OURO_CELL_BORROWED))
        ouro_heap_decref (vm->heap, cell & OURO_CELL_ID_MASK);
      return FALSE;
    }
  ouro_stack_set (vm->heap, self->first + index, cell);
  return TRUE;
}

static gboolean
fill_defaults (Binding *self)
{
  OuroVm         *vm = self->vm;
  OuroHeap       *heap = vm->heap;
  const OuroCode *code = self->code;
  OuroId          defaults = ouro_heap_get_cell (heap, self->function, OURO_FUNCTION_DEFAULTS);
  guint           n_defaults = count_defaults (vm, self->function);
  guint           n_required = code->n_args - n_defaults;

  for (guint i = 0; i < n_required; i++)
    if (heap->stack[self->first + i] == 0)
      {
        raise_missing (self, 0, n_required, "positional");
        return FALSE;
      }
  for (guint i = n_required; i < code->n_args; i++)
    if (heap->stack[self->first + i] == 0)
      ouro_stack_set (heap, self->first + i, ouro_vm_new_reference (vm, ouro_heap_get_cell (heap, defaults, i - n_required)));
  return TRUE;
}

static gboolean
fill_keyword_defaults (Binding *self)
{
  OuroVm         *vm = self->vm;
  OuroHeap       *heap = vm->heap;
  const OuroCode *code = self->code;
  OuroId          defaults = ouro_heap_get_cell (heap, self->function, OURO_FUNCTION_KWDEFAULTS);
  gboolean        complete = TRUE;

  for (guint i = code->n_args; i < count_parameters (code); i++)
    {
      OuroId name;
      gint64 entry;

      if (heap->stack[self->first + i] != 0)
        continue;
      name = ouro_vm_intern (vm, code->locals[i], strlen (code->locals[i]));
      entry = defaults != OURO_NO_ID ? ouro_dict_find_str (heap, defaults, name) : OURO_DICT_ABSENT;
      ouro_heap_decref (heap, name);
      if (entry >= 0)
        ouro_stack_set (heap, self->first + i, ouro_vm_new_reference (vm, ouro_dict_get_value (heap, defaults, (guint32)entry)));
      else
        complete = FALSE;
    }
  if (!complete)
    raise_missing (self, code->n_args, count_parameters (code), "keyword-only");
  return complete;
}

/* The places that a call's arguments have been copied to, and how many of each kind. */
typedef struct
{
  const guint32 *cells;
  guint          n; /* positional */
  OuroId         kwnames;
} Given;

/* Positional arguments go to their places, what is left over to *args. */
static gboolean
bind_positional (Binding     *self,
                 const Given *given)
{
  OuroVm         *vm = self->vm;
  const OuroCode *code = self->code;
  guint           n = MIN (given->n, code->n_args);
  OuroId          rest = OURO_ID_EMPTY_TUPLE;

  for (guint i = 0; i < n; i++)
    ouro_stack_set (vm->heap, self->first + i, given->cells[i]);
  if (!(code->flags & OURO_CODE_VARARGS))
    {
      /* What nobody takes is dropped, and the call fails once the keywords are known. */
      for (guint i = n; i < given->n; i++)
        if (!(given->cells[i] & OURO_CELL_BORROWED))
          ouro_heap_decref (vm->heap, given->cells[i] & OURO_CELL_ID_MASK);
      return given->n <= code->n_args;
    }
  if (given->n > n)
    {
      rest = ouro_py_tuple_new (vm, given->n - n);
      for (guint i = n; i < given->n; i++)
        {
          if (given->cells[i] & OURO_CELL_BORROWED)
            ouro_heap_incref (vm->heap, given->cells[i] & OURO_CELL_ID_MASK);
          ouro_heap_set_cell (vm->heap, rest, i - n, given->cells[i] & OURO_CELL_ID_MASK);
        }
      ouro_py_tuple_track (vm, rest);
    }
  ouro_stack_set (vm->heap, self->first + count_parameters (code), rest);
  return TRUE;
}

static gboolean
bind_keywords (Binding     *self,
               const Given *given)
{
  OuroVm         *vm = self->vm;
  const OuroCode *code = self->code;
  OuroId          kwargs = OURO_NO_ID;
  guint           n = given->kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, given->kwnames) : 0;
  gboolean        good = TRUE;

  if (code->flags & OURO_CODE_VARKEYWORDS)
    {
      kwargs = ouro_dict_new (vm->heap);
      ouro_stack_set (vm->heap, self->first + count_parameters (code) + !!(code->flags & OURO_CODE_VARARGS), kwargs);
    }
  for (guint i = 0; i < n; i++)
    {
      guint32 cell = given->cells[given->n + i];

      if (good)
        good = bind_keyword (self, ouro_heap_get_cell (vm->heap, given->kwnames, i), cell, kwargs);
      else if (!(cell & OURO_CELL_BORROWED))
        ouro_heap_decref (vm->heap, cell & OURO_CELL_ID_MASK);
    }
  return good;
}

static gboolean
bind_arguments (Binding     *self,
                const Given *given)
{
  gboolean fits = bind_positional (self, given);

  if (!bind_keywords (self, given))
    return FALSE;
  if (!fits)
    {
      raise_too_many (self);
      return FALSE;
    }
  if (given->n < self->code->n_args && !fill_defaults (self))
    return FALSE;
  return self->code->n_kwonly_args == 0 || fill_keyword_defaults (self);
}

/* The frequent case: as many arguments as parameters, none by keyword. They move up to their places. */
static gboolean
is_simple_call (const OuroCode *code,
                guint           n,
                OuroId          kwnames)
{
  return kwnames == OURO_NO_ID && n == code->n_args && code->n_kwonly_args == 0 && !(code->flags & (OURO_CODE_VARARGS | OURO_CODE_VARKEYWORDS));
}

static void
empty_locals (OuroVm         *vm,
              guint32         first,
              const OuroCode *code,
              guint           from)
{
  for (guint i = from; i < code->n_locals; i++)
    ouro_stack_set (vm->heap, first + i, 0);
}

gboolean
ouro_vm_enter_function (OuroVm *vm,
                        guint32 place,
                        guint   n_args,
                        OuroId  kwnames,
                        guint32 flags)
{
  OuroHeap           *heap = vm->heap;
  guint32             callee = heap->stack[place];
  OuroId              function = callee & OURO_CELL_ID_MASK;
  OuroId              code_object = ouro_heap_get_cell (heap, function, OURO_FUNCTION_CODE);
  const OuroCode     *code = ouro_vm_get_code (vm, code_object)->code;
  guint               has_self = heap->stack[place + 1] != 0;
  guint               n_keywords = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (heap, kwnames) : 0;
  guint               n = n_args + has_self;
  g_autofree guint32 *kept = NULL;
  guint32             few[8];
  guint32            *cells = n <= G_N_ELEMENTS (few) ? few : (kept = g_new (guint32, n));
  Binding             binding = { vm, code, function, place + OURO_FRAME_SIZE, n - n_keywords, kwnames };
  Given               given = { cells, n - n_keywords, kwnames };

  memcpy (cells, heap->stack + place + 2 - has_self, n * sizeof (guint32));
  if (callee & OURO_CELL_BORROWED)
    ouro_heap_incref (heap, function);
  ouro_stack_drop (heap, &vm->end, place);
  if (!ouro_vm_push_frame (vm, function, code_object, ouro_heap_get_cell (heap, function, OURO_FUNCTION_GLOBALS), OURO_NO_ID, place, flags))
    {
      for (guint i = 0; i < n; i++)
        if (!(cells[i] & OURO_CELL_BORROWED))
          ouro_heap_decref (heap, cells[i] & OURO_CELL_ID_MASK);
      ouro_heap_decref (heap, function);
      return FALSE;
    }
  ouro_heap_mark (heap, OURO_MARK_CALL, function, 0, 0);
  if (is_simple_call (code, n, kwnames))
    {
      for (guint i = 0; i < n; i++)
        ouro_stack_set (heap, binding.first + i, cells[i]);
      empty_locals (vm, binding.first, code, n);
      return TRUE;
    }
  empty_locals (vm, binding.first, code, 0);
  if (bind_arguments (&binding, &given))
    return TRUE;
  ouro_vm_pop_frame (vm);
  return FALSE;
}

/* Functions in C ---------------------------------------------------------------------------- */

static char *
dup_builtin_name (const OuroVm *vm,
                  OuroId        function)
{
  const OuroBuiltinDef *def = ouro_vm_get_builtin (vm, function);
  OuroId                type = ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_TYPE) & ~OURO_CELL_INT;
  OuroId                module = ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_SELF);

  if (type != OURO_NO_ID)
    return g_strconcat (ouro_type_get_name (type), ".", def->name, NULL);
  if (module != OURO_NO_ID)
    {
      g_autofree char *name = ouro_py_module_dup_name (vm, module);

      if (!g_str_equal (name, "builtins"))
        return g_strconcat (name, ".", def->name, NULL);
    }
  return g_strdup (def->name);
}

static void
raise_wrong_count (OuroVm *vm,
                   OuroId  function,
                   guint   n)
{
  const OuroBuiltinDef *def = ouro_vm_get_builtin (vm, function);
  g_autofree char      *name = dup_builtin_name (vm, function);

  if (def->min_args == 0 && def->max_args == 0)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes no arguments (%u given)", name, n);
  else if (def->min_args == 1 && def->max_args == 1)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes exactly one argument (%u given)", name, n);
  else if (def->min_args == def->max_args)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s expected %d argument%s, got %u", def->name, def->min_args, def->min_args == 1 ? "" : "s", n);
  else if ((gint)n < def->min_args)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s expected at least %d argument%s, got %u", def->name, def->min_args, def->min_args == 1 ? "" : "s", n);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s expected at most %d argument%s, got %u", def->name, def->max_args, def->max_args == 1 ? "" : "s", n);
}

static void
raise_wrong_self (OuroVm               *vm,
                  const OuroBuiltinDef *def,
                  OuroId                type,
                  OuroId                self)
{
  g_autofree char *name = ouro_vm_dup_type_name (vm, self);

  ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR,
                 def->flags & OURO_BUILTIN_WRAPPER ? "descriptor '%s' requires a '%s' object but received a '%s'" : "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                 def->name, ouro_type_get_name (type), name);
}

/* A method of a type that is called with its self as the first argument: list.append (x, 1). */
static inline gboolean
has_right_self (const OuroVm         *vm,
                const OuroBuiltinDef *def,
                OuroId                type,
                OuroId                self)
{
  return type == OURO_NO_ID || (def->flags & (OURO_BUILTIN_STATIC | OURO_BUILTIN_CLASS)) || ouro_vm_is_instance (vm, self, type);
}

/* Whether the function gets its arguments as a tuple, and keywords as a dict. */
static gboolean
packs_arguments (const OuroVm         *vm,
                 const OuroBuiltinDef *def)
{
  return (def->flags & OURO_BUILTIN_PACKS) || ((def->flags & OURO_BUILTIN_SEARCHES) && vm->profile->search_methods_pack_arguments);
}

OuroId
ouro_vm_call_builtin_packed (OuroVm        *vm,
                             OuroId         function,
                             OuroId         self,
                             OuroId         tuple,
                             const guint32 *args,
                             guint          n_args,
                             OuroId         kwnames)
{
  const OuroBuiltinDef *def = ouro_vm_get_builtin (vm, function);
  OuroId                type = ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_TYPE) & ~OURO_CELL_INT;
  guint32               place = vm->end;
  OuroId                result;

  if (kwnames != OURO_NO_ID && ouro_heap_get_n_cells (vm->heap, kwnames) == 0)
    kwnames = OURO_NO_ID;
  if (kwnames != OURO_NO_ID && !(def->flags & OURO_BUILTIN_KEYWORDS))
    {
      g_autofree char *name = dup_builtin_name (vm, function);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes no keyword arguments", name);
      return OURO_NO_ID;
    }
  if (self != OURO_NO_ID && !has_right_self (vm, def, type, self))
    {
      raise_wrong_self (vm, def, type, self);
      return OURO_NO_ID;
    }
  if ((gint)n_args < def->min_args || (def->max_args >= 0 && (gint)n_args > def->max_args))
    {
      raise_wrong_count (vm, function, n_args);
      return OURO_NO_ID;
    }
  vm->called_type = type;
  vm->packed = tuple;
  if (tuple != OURO_NO_ID || !packs_arguments (vm, def))
    return def->func (vm, self, args, n_args, kwnames);
  vm->packed = ouro_vm_hold_packed (vm, args, n_args, kwnames);
  result = def->func (vm, self, args, n_args, kwnames);
  ouro_vm_cut_stack (vm, place);
  return result;
}

OuroId
ouro_vm_call_builtin (OuroVm        *vm,
                      OuroId         function,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  return ouro_vm_call_builtin_packed (vm, function, self, OURO_NO_ID, args, n_args, kwnames);
}

OuroId
ouro_vm_get_keyword (OuroVm        *vm,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames,
                     OuroVmName     name)
{
  if (kwnames == OURO_NO_ID)
    return OURO_NO_ID;
  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, kwnames); i++)
    if (ouro_heap_get_cell (vm->heap, kwnames, i) == ouro_vm_name (vm, name))
      return ouro_vm_argument (args, n_args + i);
  return OURO_NO_ID;
}

gboolean
ouro_vm_check_keywords (OuroVm     *vm,
                        const char *function,
                        OuroId      kwnames,
                        ...)
{
  guint32 n = kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0;

  for (guint32 i = 0; i < n; i++)
    {
      OuroId   name = ouro_heap_get_cell (vm->heap, kwnames, i);
      gboolean known = FALSE;
      va_list  names;
      int      allowed;
      g_autoptr (GPtrArray) parameters = g_ptr_array_new_with_free_func (g_free);

      va_start (names, kwnames);
      while (!known && (allowed = va_arg (names, int)) >= 0)
        {
          known = ouro_vm_name (vm, (OuroVmName)allowed) == name;
          g_ptr_array_add (parameters, ouro_vm_dup_text (vm, ouro_vm_name (vm, (OuroVmName)allowed)));
        }
      va_end (names);
      if (!known)
        {
          g_autofree char *text = ouro_vm_dup_text (vm, name);

          ouro_vm_raise_unexpected_keyword (vm, vm->profile->unexpected_keyword_words, function, text, parameters);
          return FALSE;
        }
    }
  return TRUE;
}

/* Anything that can be called ----------------------------------------------------------------- */

/* Calls a Python function from C: the arguments are copied to the stack, and a loop of its own runs it. */
static OuroId
call_function (OuroVm        *vm,
               OuroId         function,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroHeap *heap = vm->heap;
  guint32   place = vm->end;
  guint     n = n_args + (kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (heap, kwnames) : 0);

  if (place + n + OURO_FRAME_SIZE + 64 > heap->stack_capacity)
    {
      ouro_vm_raise (vm, OURO_TYPE_MEMORY_ERROR, "the simulated stack is full");
      return OURO_NO_ID;
    }
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, function));
  ouro_stack_push (heap, &vm->end, 0);
  for (guint i = 0; i < n; i++)
    ouro_vm_hold (vm, ouro_vm_new_reference (vm, ouro_vm_argument (args, i)));
  if (!ouro_vm_enter_function (vm, place, n, kwnames, OURO_FRAME_IS_ENTRY))
    return OURO_NO_ID;
  return ouro_vm_interpret (vm);
}

/* __call__ that is an object of a class of the program itself: what its __get__ makes of it, or it. */
static OuroId
call_unbound (OuroVm        *vm,
              OuroId         object,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  OuroId result = OURO_NO_ID;
  OuroId method = ouro_vm_get_attribute (vm, object, ouro_vm_name (vm, OURO_NAME___call__));

  if (method == OURO_NO_ID)
    return OURO_NO_ID;
  ouro_vm_hold (vm, method);
  if (ouro_vm_enter_recursion (vm, " while calling a Python object"))
    {
      result = ouro_vm_call_with (vm, method, args, n_args, kwnames);
      ouro_vm_leave_recursion (vm);
    }
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return result;
}

/* object.__call__ (...) of a class made by a class statement. The arguments have been in a tuple, those by keyword in a dict:
 * _PyObject_MakeTpCall, then slot_tp_call, which takes them out again. */
static OuroId
call_instance (OuroVm        *vm,
               OuroId         object,
               OuroId         given,
               const guint32 *args,
               guint          n_args,
               OuroId         kwnames)
{
  OuroId              method = ouro_vm_lookup (vm, vm->heap->rows[object].cls, ouro_vm_name (vm, OURO_NAME___call__));
  guint               n = n_args + (kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0);
  g_autofree guint32 *cells = NULL;
  guint32             place = vm->end;
  OuroId              result;

  if (method == OURO_NO_ID)
    {
      g_autofree char *name = ouro_vm_dup_type_name (vm, object);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "'%s' object is not callable", name);
      return OURO_NO_ID;
    }
  if (ouro_heap_get_kind (vm->heap, method) == OURO_KIND_INSTANCE)
    return call_unbound (vm, object, args, n_args, kwnames);
  cells = g_new (guint32, n + 1);
  cells[0] = object;
  if (n > 0)
    memcpy (cells + 1, args, n * sizeof (guint32));
  if (given == OURO_NO_ID)
    ouro_vm_hold_packed (vm, args, n_args, kwnames);
  result = ouro_vm_call_with (vm, method, cells, n_args + 1, kwnames);
  ouro_vm_cut_stack (vm, place);
  return result;
}

/* A bound method: its self goes before the arguments. */
static OuroId
call_method (OuroVm        *vm,
             OuroId         method,
             const guint32 *args,
             guint          n_args,
             OuroId         kwnames)
{
  guint               n = n_args + (kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, kwnames) : 0);
  g_autofree guint32 *cells = g_new (guint32, n + 1);

  cells[0] = ouro_heap_get_cell (vm->heap, method, 1);
  if (n > 0)
    memcpy (cells + 1, args, n * sizeof (guint32));
  return ouro_vm_call_with (vm, ouro_heap_get_cell (vm->heap, method, 0), cells, n_args + 1, kwnames);
}

/* wrapper_call (): a special method of C and its self, one object. It gets its arguments as a tuple. */
static OuroId
call_bound_wrapper (OuroVm        *vm,
                    OuroId         function,
                    OuroId         given,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  guint32 place = vm->end;
  OuroId  tuple = given != OURO_NO_ID ? given : ouro_vm_hold_packed (vm, args, n_args, kwnames);
  OuroId  result = ouro_vm_call_builtin_packed (vm, function, ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_SELF), tuple, args, n_args, kwnames);

  ouro_vm_cut_stack (vm, place);
  return result;
}

/* wrapperdescr_call (): the same called with its self as the first argument. One tuple holds that, another the rest. */
static OuroId
call_wrapper (OuroVm        *vm,
              OuroId         function,
              OuroId         given,
              const guint32 *args,
              guint          n_args,
              OuroId         kwnames)
{
  guint32 place = vm->end;
  OuroId  rest, result;

  if (given == OURO_NO_ID)
    ouro_vm_hold_packed (vm, args, n_args, kwnames);
  rest = ouro_vm_hold_packed (vm, args + 1, n_args - 1, OURO_NO_ID);
  result = ouro_vm_call_builtin_packed (vm, function, ouro_vm_argument (args, 0), rest, args + 1, n_args - 1, kwnames);
  ouro_vm_cut_stack (vm, place);
  return result;
}

static OuroId
call_any_builtin (OuroVm        *vm,
                  OuroId         function,
                  OuroId         given,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroId                cls = vm->heap->rows[function].cls;
  const OuroBuiltinDef *def = ouro_vm_get_builtin (vm, function);

  if (cls == OURO_TYPE_BUILTIN && (def->flags & (vm->profile->new_takes_vector ? OURO_BUILTIN_WRAPPER : OURO_BUILTIN_WRAPPER | OURO_BUILTIN_TUPLE)))
    return call_bound_wrapper (vm, function, given, args, n_args, kwnames);
  if (cls == OURO_TYPE_BUILTIN)
    return ouro_vm_call_builtin_packed (vm, function, ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_SELF), given, args, n_args, kwnames);
  if (n_args == 0)
    {
      OuroId type = ouro_heap_get_cell (vm->heap, function, OURO_BUILTIN_TYPE) & ~OURO_CELL_INT;

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "unbound method %s.%s() needs an argument", ouro_type_get_name (type), def->name);
      return OURO_NO_ID;
    }
  if (cls == OURO_TYPE_WRAPPER_DESCRIPTOR)
    return call_wrapper (vm, function, given, args, n_args, kwnames);
  return ouro_vm_call_builtin (vm, function, ouro_vm_argument (args, 0), args + 1, n_args - 1, kwnames);
}

OuroId
ouro_vm_call_packed (OuroVm        *vm,
                     OuroId         callable,
                     OuroId         tuple,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  OuroId type = vm->heap->rows[callable].cls;

  switch ((guint)ouro_heap_get_kind (vm->heap, callable))
    {
    case OURO_KIND_FUNCTION:
      return call_function (vm, callable, args, n_args, kwnames);
    case OURO_KIND_BUILTIN:
      return call_any_builtin (vm, callable, tuple, args, n_args, kwnames);
    case OURO_KIND_CLASS:
      return ouro_vm_call_class (vm, callable, tuple, args, n_args, kwnames);
    default:
      break;
    }
  if (type == OURO_TYPE_METHOD)
    return call_method (vm, callable, args, n_args, kwnames);
  vm->packed = OURO_NO_ID;
  if (type < OURO_N_TYPES && vm->slots[type].call != NULL)
    return vm->slots[type].call (vm, callable, args, n_args, kwnames);
  return call_instance (vm, callable, tuple, args, n_args, kwnames);
}

OuroId
ouro_vm_call_with (OuroVm        *vm,
                   OuroId         callable,
                   const guint32 *args,
                   guint          n_args,
                   OuroId         kwnames)
{
  return ouro_vm_call_packed (vm, callable, OURO_NO_ID, args, n_args, kwnames);
}

OuroId
ouro_vm_call (OuroVm       *vm,
              OuroId        callable,
              const OuroId *args,
              guint         n_args)
{
  return ouro_vm_call_with (vm, callable, args, n_args, OURO_NO_ID);
}

OuroId
ouro_vm_call_special (OuroVm       *vm,
                      OuroId        object,
                      OuroVmName    name,
                      const OuroId *args,
                      guint         n_args,
                      gboolean     *found)
{
  OuroId  method = ouro_vm_lookup (vm, vm->heap->rows[object].cls, ouro_vm_name (vm, name));
  guint32 cells[5];
  OuroId  type, bound, result;

  *found = method != OURO_NO_ID;
  if (method == OURO_NO_ID)
    return OURO_NO_ID;
  g_assert (n_args < G_N_ELEMENTS (cells));
  type = vm->heap->rows[method].cls;
  cells[0] = object;
  for (guint i = 0; i < n_args; i++)
    cells[i + 1] = args[i];
  if (type == OURO_TYPE_FUNCTION || type == OURO_TYPE_METHOD_DESCRIPTOR)
    return ouro_vm_call_with (vm, method, cells, n_args + 1, OURO_NO_ID);
  /* The class has the slot of the type in C as its own, and nothing is packed for it. */
  if (type == OURO_TYPE_WRAPPER_DESCRIPTOR)
    return ouro_vm_call_builtin (vm, method, object, cells + 1, n_args, OURO_NO_ID);
  if (method == OURO_ID_NONE)
    {
      *found = FALSE;
      return OURO_NO_ID;
    }
  bound = ouro_vm_get_attribute (vm, object, ouro_vm_name (vm, name));
  if (bound == OURO_NO_ID)
    return OURO_NO_ID;
  result = ouro_vm_call_with (vm, bound, cells + 1, n_args, OURO_NO_ID);
  ouro_heap_decref (vm->heap, bound);
  return result;
}

/* with ---------------------------------------------------------------------------------------- */

OuroId
ouro_vm_bind_special (OuroVm    *vm,
                      OuroId     object,
                      OuroVmName name)
{
  OuroId method = ouro_vm_lookup (vm, vm->heap->rows[object].cls, ouro_vm_name (vm, name));

  if (method == OURO_NO_ID)
    return OURO_NO_ID;
  if (vm->heap->rows[method].cls == OURO_TYPE_FUNCTION)
    return ouro_py_method_new (vm, method, object);
  if (ouro_heap_get_kind (vm->heap, method) == OURO_KIND_BUILTIN)
    return ouro_py_builtin_bind (vm, method, object);
  return ouro_vm_get_attribute (vm, object, ouro_vm_name (vm, name));
}

static void
raise_no_context_manager (OuroVm     *vm,
                          OuroId      manager,
                          const char *missed)
{
  g_autofree char *name = ouro_vm_dup_type_name (vm, manager);

  if (!ouro_vm_has_exception (vm))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "'%s' object does not support the context manager protocol%s", name, missed);
}

#define MISSED_EXIT " (missed __exit__ method)"

/* BEFORE_WITH: __enter__ is looked up first, both are bound. */
static gboolean
enter_bound (OuroVm *vm,
             OuroId  manager,
             OuroId *exit,
             OuroId *result)
{
  OuroId enter = ouro_vm_bind_special (vm, manager, OURO_NAME___enter__);

  if (enter == OURO_NO_ID)
    {
      raise_no_context_manager (vm, manager, "");
      return FALSE;
    }
  ouro_vm_hold (vm, enter);
  *exit = ouro_vm_bind_special (vm, manager, OURO_NAME___exit__);
  if (*exit == OURO_NO_ID)
    {
      raise_no_context_manager (vm, manager, MISSED_EXIT);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
      return FALSE;
    }
  ouro_vm_hold (vm, *exit);
  *result = ouro_vm_call (vm, enter, NULL, 0);
  ouro_vm_release (vm);
  if (*result == OURO_NO_ID)
    ouro_heap_decref (vm->heap, *exit);
  ouro_heap_decref (vm->heap, ouro_vm_release (vm));
  return *result != OURO_NO_ID;
}

/* LOAD_SPECIAL: __exit__ is looked up first, and the manager stays beside it instead of being bound. */
static gboolean
enter_unbound (OuroVm *vm,
               OuroId  manager,
               OuroId *exit,
               OuroId *result)
{
  gboolean found;

  *exit = ouro_vm_lookup (vm, vm->heap->rows[manager].cls, ouro_vm_name (vm, OURO_NAME___exit__));
  if (*exit == OURO_NO_ID)
    {
      raise_no_context_manager (vm, manager, MISSED_EXIT);
      return FALSE;
    }
  ouro_vm_hold (vm, ouro_vm_new_reference (vm, *exit));
  *result = ouro_vm_call_special (vm, manager, OURO_NAME___enter__, NULL, 0, &found);
  ouro_vm_release (vm);
  if (*result != OURO_NO_ID)
    return TRUE;
  if (!found)
    raise_no_context_manager (vm, manager, "");
  ouro_heap_decref (vm->heap, *exit);
  return FALSE;
}

gboolean
ouro_vm_enter_context (OuroVm  *vm,
                       OuroId   manager,
                       gboolean keeps_manager,
                       OuroId  *exit,
                       OuroId  *result)
{
  return keeps_manager ? enter_unbound (vm, manager, exit, result) : enter_bound (vm, manager, exit, result);
}
