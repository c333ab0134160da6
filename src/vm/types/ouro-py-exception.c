/* ouro-py-exception.c - exceptions as objects: arguments, links to others, fields of some types
 *
 * Cells   the fields of the type (StopIteration.value ...), then those that all have (OURO_EXCEPTION_DICT ...).
 * Flag    OURO_FLAG_OWN_1: __suppress_context__.
 * Source  Objects/exceptions.c (3.11 to 3.15)
 */
#include "ouro-py-exception-private.h"

#include <errno.h>
#include <string.h>

#define SUPPRESSES_CONTEXT OURO_FLAG_OWN_1

/* Fields -------------------------------------------------------------------------------------- */

typedef struct
{
  OuroId      type;
  const char *names[OURO_EXCEPTION_MAX_FIELDS + 1]; /* in the order of tp_traverse */
} FieldList;

static const FieldList field_lists[] = {
  { OURO_TYPE_STOP_ITERATION, { "value" } },
  { OURO_TYPE_SYSTEM_EXIT, { "code" } },
  { OURO_TYPE_NAME_ERROR, { "name" } },
  { OURO_TYPE_ATTRIBUTE_ERROR, { "obj", "name" } },
  { OURO_TYPE_IMPORT_ERROR, { "msg", "name", "path", "name_from" } },
  { OURO_TYPE_OS_ERROR, { "errno", "strerror", "filename", "filename2" } },
  { OURO_TYPE_UNICODE_ERROR, { "encoding", "object", "reason", "start", "end" } },
  { OURO_TYPE_SYNTAX_ERROR, { "msg", "filename", "lineno", "offset", "end_lineno", "end_offset", "text", "print_file_and_line" } },
};

/* Python's own name of the built-in exception that an object is laid out as. */
static OuroId
get_layout (const OuroVm *vm,
            OuroId        cls)
{
  return ouro_class_get_layout (vm->heap, cls);
}

static const FieldList *
find_fields (OuroId layout)
{
  for (OuroId type = layout; type != OURO_TYPE_OBJECT && type != OURO_NO_ID; type = ouro_type_get_base (type))
    for (guint i = 0; i < G_N_ELEMENTS (field_lists); i++)
      if (field_lists[i].type == type)
        return &field_lists[i];
  return NULL;
}

static guint
count_fields (const FieldList *list)
{
  guint n = 0;

  while (list != NULL && list->names[n] != NULL)
    n++;
  return n;
}

/* The cell of a field by its name; -1 when the type has none. */
static gint
find_field (const OuroVm *vm,
            OuroId        exception,
            const char   *name)
{
  const FieldList *list = find_fields (get_layout (vm, vm->heap->rows[exception].cls));

  if (g_str_equal (name, "name_from") && !vm->profile->import_error_has_name)
    return -1;
  for (guint i = 0; i < count_fields (list); i++)
    if (g_str_equal (list->names[i], name))
      return (gint)i;
  return -1;
}

OuroId
ouro_py_exception_get_field (const OuroVm *vm,
                             OuroId        exception,
                             const char   *name)
{
  gint cell = find_field (vm, exception, name);

  return cell >= 0 ? ouro_heap_get_cell (vm->heap, exception, (guint)cell) & OURO_CELL_ID_MASK : OURO_NO_ID;
}

static void
replace_cell (OuroVm *vm,
              OuroId  exception,
              guint   cell,
              OuroId  value) /* taken over */
{
  OuroId old = ouro_heap_get_cell (vm->heap, exception, cell) & OURO_CELL_ID_MASK;

  ouro_heap_set_cell (vm->heap, exception, cell, value);
  if (old != OURO_NO_ID)
    ouro_heap_decref (vm->heap, old);
}

static void
set_field (OuroVm     *vm,
           OuroId      exception,
           const char *name,
           OuroId      value)
{
  gint cell = find_field (vm, exception, name);

  if (cell >= 0)
    replace_cell (vm, exception, (guint)cell, value != OURO_NO_ID ? ouro_vm_new_reference (vm, value) : OURO_NO_ID);
}

/* The cells that all exceptions have. */
static guint
get_common (const OuroVm *vm,
            OuroId        exception,
            guint         field)
{
  return ouro_heap_get_n_cells (vm->heap, exception) - OURO_EXCEPTION_N_COMMON + field;
}

static OuroId
get_link (const OuroVm *vm,
          OuroId        exception,
          guint         field)
{
  return ouro_heap_get_cell (vm->heap, exception, get_common (vm, exception, field));
}

OuroId
ouro_py_exception_get_dict (const OuroVm *vm,
                            OuroId        exception)
{
  return get_link (vm, exception, OURO_EXCEPTION_DICT);
}

OuroId
ouro_py_exception_ensure_dict (OuroVm *vm,
                               OuroId  exception)
{
  if (get_link (vm, exception, OURO_EXCEPTION_DICT) == OURO_NO_ID)
    replace_cell (vm, exception, get_common (vm, exception, OURO_EXCEPTION_DICT), ouro_dict_new (vm->heap));
  return get_link (vm, exception, OURO_EXCEPTION_DICT);
}

OuroId
ouro_py_exception_get_args (const OuroVm *vm,
                            OuroId        exception)
{
  OuroId args = get_link (vm, exception, OURO_EXCEPTION_ARGS);

  return args != OURO_NO_ID ? args : OURO_ID_EMPTY_TUPLE;
}

OuroId
ouro_py_exception_get_traceback (const OuroVm *vm,
                                 OuroId        exception)
{
  OuroId traceback = get_link (vm, exception, OURO_EXCEPTION_TRACEBACK);

  return traceback != OURO_NO_ID ? traceback : OURO_ID_NONE;
}

OuroId
ouro_py_exception_get_context (const OuroVm *vm,
                               OuroId        exception)
{
  return get_link (vm, exception, OURO_EXCEPTION_CONTEXT);
}

OuroId
ouro_py_exception_get_cause (const OuroVm *vm,
                             OuroId        exception)
{
  return get_link (vm, exception, OURO_EXCEPTION_CAUSE);
}

gboolean
ouro_py_exception_suppresses_context (const OuroVm *vm,
                                      OuroId        exception)
{
  return (ouro_heap_get_flags (vm->heap, exception) & SUPPRESSES_CONTEXT) != 0;
}

void
ouro_py_exception_set_context (OuroVm *vm,
                               OuroId  exception,
                               OuroId  context)
{
  replace_cell (vm, exception, get_common (vm, exception, OURO_EXCEPTION_CONTEXT), context);
}

void
ouro_py_exception_set_cause (OuroVm *vm,
                             OuroId  exception,
                             OuroId  cause)
{
  ouro_heap_set_flags (vm->heap, exception, SUPPRESSES_CONTEXT, TRUE);
  replace_cell (vm, exception, get_common (vm, exception, OURO_EXCEPTION_CAUSE), cause);
}

/* PyTraceBack_Here: one more frame in front. */
void
ouro_py_exception_push_traceback (OuroVm *vm,
                                  OuroId  exception,
                                  OuroId  frame,
                                  guint32 pc,
                                  guint32 line)
{
  guint  cell = get_common (vm, exception, OURO_EXCEPTION_TRACEBACK);
  OuroId next = ouro_heap_get_cell (vm->heap, exception, cell);
  OuroId traceback;

  ouro_heap_set_cell (vm->heap, exception, cell, OURO_NO_ID);
  traceback = ouro_py_traceback_new (vm, next != OURO_NO_ID ? next : OURO_ID_NONE, frame, pc, line);
  ouro_heap_set_cell (vm->heap, exception, cell, traceback);
}

void
ouro_py_exception_set_name (OuroVm *vm,
                            OuroId  exception,
                            OuroId  name)
{
  set_field (vm, exception, "name", name);
}

void
ouro_py_exception_set_object (OuroVm *vm,
                              OuroId  exception,
                              OuroId  object)
{
  set_field (vm, exception, "obj", object);
}

OuroId
ouro_py_exception_get_stop_value (const OuroVm *vm,
                                  OuroId        exception)
{
  OuroId value = ouro_py_exception_get_field (vm, exception, "value");

  return value != OURO_NO_ID ? value : OURO_ID_NONE;
}

/* Making them --------------------------------------------------------------------------------- */

typedef struct
{
  OuroVm        *vm;
  OuroId         self;
  OuroId         tuple; /* that holds the arguments, or OURO_NO_ID */
  const guint32 *args;
  guint          n;
  OuroId         kwnames;
} Call;

static OuroId
get_argument (const Call *call,
              guint       i)
{
  return ouro_vm_argument (call->args, i);
}

/* Keywords that become fields of the same name: name, path, obj. */
static gboolean
take_keywords (const Call *call,
               OuroId      layout,
               const char *allowed)
{
  OuroVm *vm = call->vm;
  guint32 n = call->kwnames != OURO_NO_ID ? ouro_heap_get_n_cells (vm->heap, call->kwnames) : 0;

  for (guint32 i = 0; i < n; i++)
    {
      g_autofree char *name = ouro_vm_dup_text (vm, ouro_heap_get_cell (vm->heap, call->kwnames, i));
      g_autofree char *word = g_strdup_printf (" %s ", name);

      if (allowed == NULL)
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s() takes no keyword arguments", ouro_type_get_name (layout));
      else if (strstr (allowed, word) == NULL)
        ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, vm->profile->unexpected_keyword_words, name, ouro_type_get_name (layout));
      else
        set_field (vm, call->self, name, get_argument (call, call->n + i));
      if (ouro_vm_has_exception (vm))
        return FALSE;
    }
  return TRUE;
}

static void
set_os_error_fields (const Call *call)
{
  OuroVm *vm = call->vm;
  OuroId  pair[2];

  if (call->n < 2 || call->n > 5)
    return;
  set_field (vm, call->self, "errno", get_argument (call, 0));
  set_field (vm, call->self, "strerror", get_argument (call, 1));
  if (call->n < 3)
    return;
  set_field (vm, call->self, "filename", get_argument (call, 2));
  if (call->n == 5)
    set_field (vm, call->self, "filename2", get_argument (call, 4));
  for (guint i = 0; i < 2; i++)
    pair[i] = ouro_vm_new_reference (vm, get_argument (call, i));
  replace_cell (vm, call->self, get_common (vm, call->self, OURO_EXCEPTION_ARGS), ouro_py_tuple_pack (vm, pair, 2));
}

/* SyntaxError (message, (file, line, column, text)) */
static void
set_syntax_error_fields (const Call *call)
{
  static const char *const names[] = { "filename", "lineno", "offset", "text", "end_lineno", "end_offset" };
  OuroVm                  *vm = call->vm;
  OuroId                   details;

  if (call->n >= 1)
    set_field (vm, call->self, "msg", get_argument (call, 0));
  if (call->n != 2 || !ouro_vm_is_instance (vm, get_argument (call, 1), OURO_TYPE_TUPLE))
    return;
  details = ouro_vm_value (vm, get_argument (call, 1));
  for (guint32 i = 0; i < MIN (ouro_heap_get_n_cells (vm->heap, details), G_N_ELEMENTS (names)); i++)
    set_field (vm, call->self, names[i], ouro_heap_get_cell (vm->heap, details, i));
}

static gboolean
set_unicode_error_fields (const Call *call,
                          OuroId      layout)
{
  static const char *const names[] = { "encoding", "object", "start", "end", "reason" };

  if (layout == OURO_TYPE_UNICODE_ERROR)
    return TRUE;
  if (call->n != G_N_ELEMENTS (names))
    {
      ouro_vm_raise (call->vm, OURO_TYPE_TYPE_ERROR, "function takes exactly 5 arguments (%u given)", call->n);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    set_field (call->vm, call->self, names[i], get_argument (call, i));
  return TRUE;
}

/* What __init__ of the type does besides keeping the arguments. */
static gboolean
set_fields (const Call *call,
            OuroId      layout)
{
  const FieldList *list = find_fields (layout);
  OuroId           type = list != NULL ? list->type : OURO_TYPE_BASE_EXCEPTION;

  switch (type)
    {
    case OURO_TYPE_STOP_ITERATION:
      set_field (call->vm, call->self, "value", call->n > 0 ? get_argument (call, 0) : OURO_ID_NONE);
      break;
    case OURO_TYPE_SYSTEM_EXIT:
      if (call->n > 0)
        set_field (call->vm, call->self, "code", call->n == 1 ? get_argument (call, 0) : ouro_py_exception_get_args (call->vm, call->self));
      break;
    case OURO_TYPE_NAME_ERROR:
      return take_keywords (call, layout, " name ");
    case OURO_TYPE_ATTRIBUTE_ERROR:
      return take_keywords (call, layout, " name obj ");
    case OURO_TYPE_IMPORT_ERROR:
      if (call->n == 1)
        set_field (call->vm, call->self, "msg", get_argument (call, 0));
      return take_keywords (call, layout, call->vm->profile->import_error_has_name ? " name path name_from " : " name path ");
    case OURO_TYPE_OS_ERROR:
      set_os_error_fields (call);
      break;
    case OURO_TYPE_SYNTAX_ERROR:
      set_syntax_error_fields (call);
      break;
    case OURO_TYPE_UNICODE_ERROR:
      if (!set_unicode_error_fields (call, layout))
        return FALSE;
      break;
    default:
      break;
    }
  return take_keywords (call, layout, NULL);
}

/* The exception keeps the tuple that the call has, or gets one. */
static void
set_args (const Call *call)
{
  OuroVm            *vm = call->vm;
  g_autofree OuroId *items = NULL;
  OuroId             tuple = OURO_ID_EMPTY_TUPLE;

  if (call->tuple != OURO_NO_ID)
    tuple = ouro_vm_new_reference (vm, call->tuple);
  else if (call->n > 0)
    {
      items = g_new (OuroId, call->n);
      for (guint i = 0; i < call->n; i++)
        items[i] = ouro_vm_new_reference (vm, get_argument (call, i));
      tuple = ouro_py_tuple_pack (vm, items, call->n);
    }
  replace_cell (vm, call->self, get_common (vm, call->self, OURO_EXCEPTION_ARGS), tuple);
}

/* OSError (errno, ...) makes an object of the class that stands for the number. */
static OuroId
choose_os_error (OuroVm        *vm,
                 const guint32 *args,
                 guint          n_args)
{
  gint64 number = 0;

  if (n_args < 2 || n_args > 5 || ouro_heap_get_kind (vm->heap, ouro_vm_argument (args, 0)) != OURO_KIND_INT)
    return OURO_TYPE_OS_ERROR;
  ouro_int_get (vm->heap, ouro_vm_argument (args, 0), &number);
  switch (number)
    {
    case ENOENT:
      return OURO_TYPE_FILE_NOT_FOUND_ERROR;
    case ECHILD:
      return OURO_TYPE_CHILD_PROCESS_ERROR;
    case EPIPE:
    case ESHUTDOWN:
      return OURO_TYPE_BROKEN_PIPE_ERROR;
    case ECONNABORTED:
      return OURO_TYPE_CONNECTION_ABORTED_ERROR;
    case ECONNREFUSED:
      return OURO_TYPE_CONNECTION_REFUSED_ERROR;
    case ECONNRESET:
      return OURO_TYPE_CONNECTION_RESET_ERROR;
    case EINTR:
      return OURO_TYPE_INTERRUPTED_ERROR;
    case EISDIR:
      return OURO_TYPE_IS_A_DIRECTORY_ERROR;
    case ENOTDIR:
      return OURO_TYPE_NOT_A_DIRECTORY_ERROR;
    case ESRCH:
      return OURO_TYPE_PROCESS_LOOKUP_ERROR;
    case EEXIST:
      return OURO_TYPE_FILE_EXISTS_ERROR;
    case EACCES:
    case EPERM:
      return OURO_TYPE_PERMISSION_ERROR;
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS:
      return OURO_TYPE_BLOCKING_IO_ERROR;
    case ETIMEDOUT:
      return OURO_TYPE_TIMEOUT_ERROR;
    default:
      return OURO_TYPE_OS_ERROR;
    }
}

static OuroId
allocate_exception (OuroVm *vm,
                    OuroId  cls)
{
  OuroHeap *heap = vm->heap;
  gboolean  is_static = cls < OURO_N_TYPES;
  guint     n = count_fields (find_fields (get_layout (vm, cls))) + OURO_EXCEPTION_N_COMMON;
  gsize     size = is_static ? ouro_type_get_object_size (vm->profile, cls) : ouro_class_get_instance_size (heap, cls);
  guint32   flags = OURO_FLAG_GC | (is_static ? 0 : OURO_FLAG_OWNS_CLASS);
  OuroId    exception;

  if (!is_static && ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___del__)) != OURO_NO_ID)
    flags |= OURO_FLAG_HAS_FINALIZER;
  exception = ouro_heap_allocate (heap, OURO_KIND_EXCEPTION, flags, cls, OURO_FREELIST_NONE, size, 1, n, n);
  if (!is_static)
    ouro_heap_incref (heap, cls);
  ouro_heap_track (heap, exception);
  return exception;
}

static gboolean
has_python_init (OuroVm *vm,
                 OuroId  cls)
{
  OuroId method = cls < OURO_N_TYPES ? OURO_NO_ID : ouro_vm_lookup (vm, cls, ouro_vm_name (vm, OURO_NAME___init__));

  return method != OURO_NO_ID && vm->heap->rows[method].cls != OURO_TYPE_WRAPPER_DESCRIPTOR;
}

/* __new__ keeps the arguments; __init__, unless the class has its own, has nothing left to do. */
static OuroId
construct (OuroVm *vm,
           OuroId  cls,
           Call   *call)
{
  if (cls == OURO_TYPE_OS_ERROR)
    cls = choose_os_error (vm, call->args, call->n);
  call->self = allocate_exception (vm, cls);
  set_args (call);
  if (has_python_init (vm, cls) || set_fields (call, get_layout (vm, cls)))
    return call->self;
  ouro_heap_decref (vm->heap, call->self);
  return OURO_NO_ID;
}

static OuroId
exception_construct (OuroVm        *vm,
                     OuroId         cls,
                     const guint32 *args,
                     guint          n_args,
                     OuroId         kwnames)
{
  Call call = { vm, OURO_NO_ID, vm->packed, args, n_args, kwnames };

  return construct (vm, cls, &call);
}

static gboolean
exception_initialise (OuroVm        *vm,
                      OuroId         self,
                      const guint32 *args,
                      guint          n_args,
                      OuroId         kwnames)
{
  Call call = { vm, self, vm->packed, args, n_args, kwnames };

  set_args (&call);
  return set_fields (&call, get_layout (vm, vm->heap->rows[self].cls));
}

OuroId
ouro_py_exception_new (OuroVm       *vm,
                       OuroId        type,
                       const OuroId *args,
                       guint         n_args)
{
  Call call = { vm, OURO_NO_ID, OURO_NO_ID, args, n_args, OURO_NO_ID };

  return construct (vm, type, &call);
}

/* Attributes ---------------------------------------------------------------------------------- */

typedef struct
{
  OuroVmName  name;
  guint       field;
  OuroId      type; /* that a new value must have, unless it is None */
  const char *complaint;
} Link;

static const Link links[] = {
  { OURO_NAME___traceback__, OURO_EXCEPTION_TRACEBACK, OURO_TYPE_TRACEBACK, "__traceback__ must be a traceback or None" },
  { OURO_NAME___context__, OURO_EXCEPTION_CONTEXT, OURO_TYPE_BASE_EXCEPTION, "exception context must be None or derive from BaseException" },
  { OURO_NAME___cause__, OURO_EXCEPTION_CAUSE, OURO_TYPE_BASE_EXCEPTION, "exception cause must be None or derive from BaseException" },
};

static const Link *
find_link (const OuroVm *vm,
           OuroId        name)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (ouro_vm_name (vm, links[i].name) == name)
      return &links[i];
  return NULL;
}

static OuroId
exception_get_attribute (OuroVm *vm,
                         OuroId  self,
                         OuroId  name)
{
  const Link      *link = find_link (vm, name);
  OuroId           value;
  g_autofree char *text = NULL;

  if (name == ouro_vm_name (vm, OURO_NAME_args))
    return ouro_vm_new_reference (vm, ouro_py_exception_get_args (vm, self));
  if (name == ouro_vm_name (vm, OURO_NAME___suppress_context__))
    return ouro_vm_bool (ouro_py_exception_suppresses_context (vm, self));
  if (name == ouro_vm_name (vm, OURO_NAME___dict__))
    return ouro_vm_new_reference (vm, ouro_py_exception_ensure_dict (vm, self));
  if (link != NULL)
    {
      value = get_link (vm, self, link->field);
      return ouro_vm_new_reference (vm, value != OURO_NO_ID ? value : OURO_ID_NONE);
    }
  text = ouro_vm_dup_text (vm, name);
  if (find_field (vm, self, text) < 0)
    return OURO_NO_ID;
  value = ouro_py_exception_get_field (vm, self, text);
  return ouro_vm_new_reference (vm, value != OURO_NO_ID ? value : OURO_ID_NONE);
}

static int
set_exception_args (OuroVm *vm,
                    OuroId  self,
                    OuroId  value)
{
  OuroId tuple;

  if (value == OURO_NO_ID)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "args may not be deleted");
      return -1;
    }
  tuple = ouro_py_tuple_from (vm, value);
  if (tuple == OURO_NO_ID)
    return -1;
  replace_cell (vm, self, get_common (vm, self, OURO_EXCEPTION_ARGS), tuple);
  return 1;
}

static int
set_link (OuroVm     *vm,
          OuroId      self,
          const Link *link,
          OuroId      value)
{
  g_autofree char *name = ouro_vm_dup_text (vm, ouro_vm_name (vm, link->name));

  if (value == OURO_NO_ID)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s may not be deleted", name);
  else if (value != OURO_ID_NONE && !ouro_vm_is_instance (vm, value, link->type))
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s", link->complaint);
  else
    {
      if (link->field == OURO_EXCEPTION_CAUSE)
        ouro_heap_set_flags (vm->heap, self, SUPPRESSES_CONTEXT, TRUE);
      if (value == OURO_ID_NONE && !(link->field == OURO_EXCEPTION_TRACEBACK && vm->profile->traceback_none_is_kept))
        value = OURO_NO_ID;
      replace_cell (vm, self, get_common (vm, self, link->field), value != OURO_NO_ID ? ouro_vm_new_reference (vm, value) : OURO_NO_ID);
      return 1;
    }
  return -1;
}

static int
set_suppress_context (OuroVm *vm,
                      OuroId  self,
                      OuroId  value)
{
  if (value != OURO_ID_TRUE && value != OURO_ID_FALSE)
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "attribute value type must be bool");
      return -1;
    }
  ouro_heap_set_flags (vm->heap, self, SUPPRESSES_CONTEXT, value == OURO_ID_TRUE);
  return 1;
}

static int
exception_set_attribute (OuroVm *vm,
                         OuroId  self,
                         OuroId  name,
                         OuroId  value)
{
  const Link      *link = find_link (vm, name);
  g_autofree char *text = NULL;

  if (name == ouro_vm_name (vm, OURO_NAME_args))
    return set_exception_args (vm, self, value);
  if (name == ouro_vm_name (vm, OURO_NAME___suppress_context__))
    return set_suppress_context (vm, self, value);
  if (link != NULL)
    return set_link (vm, self, link, value);
  text = ouro_vm_dup_text (vm, name);
  if (find_field (vm, self, text) < 0)
    return 0;
  set_field (vm, self, text, value);
  return 1;
}

/* Methods ------------------------------------------------------------------------------------- */

static OuroId
exception_with_traceback (OuroVm        *vm,
                          OuroId         self,
                          const guint32 *args,
                          guint          n_args,
                          OuroId         kwnames)
{
  if (set_link (vm, self, &links[0], ouro_vm_argument (args, 0)) < 0)
    return OURO_NO_ID;
  return ouro_vm_new_reference (vm, self);
}

static OuroId
exception_add_note (OuroVm        *vm,
                    OuroId         self,
                    const guint32 *args,
                    guint          n_args,
                    OuroId         kwnames)
{
  OuroId           note = ouro_vm_argument (args, 0);
  OuroId           dict, list;
  gint64           entry;
  g_autofree char *name = NULL;

  if (!ouro_vm_is_instance (vm, note, OURO_TYPE_STR))
    {
      name = ouro_vm_dup_type_name (vm, note);
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, vm->profile->note_words, name);
      return OURO_NO_ID;
    }
  dict = ouro_py_exception_ensure_dict (vm, self);
  entry = ouro_dict_find_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___notes__));
  if (entry >= 0)
    {
      list = ouro_dict_get_value (vm->heap, dict, (guint32)entry);
      if (ouro_vm_is_instance (vm, list, OURO_TYPE_LIST))
        {
          ouro_py_list_append (vm, ouro_vm_value (vm, list), note);
          return OURO_ID_NONE;
        }
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "Cannot add note: __notes__ is not a list");
      return OURO_NO_ID;
    }
  list = ouro_py_list_new (vm, 0);
  ouro_py_list_append (vm, list, note);
  ouro_dict_set_str (vm->heap, dict, ouro_vm_name (vm, OURO_NAME___notes__), list);
  ouro_heap_decref (vm->heap, list);
  return OURO_ID_NONE;
}

/* How another is made: the class, its arguments, and its attributes if it has any. */
static OuroId
exception_reduce (OuroVm        *vm,
                  OuroId         self,
                  const guint32 *args,
                  guint          n_args,
                  OuroId         kwnames)
{
  OuroId dict = ouro_py_exception_get_dict (vm, self);
  OuroId parts[] = { ouro_vm_new_reference (vm, vm->heap->rows[self].cls), ouro_vm_new_reference (vm, ouro_py_exception_get_args (vm, self)), dict };

  if (dict != OURO_NO_ID)
    ouro_heap_incref (vm->heap, dict);
  return ouro_py_tuple_pack (vm, parts, dict != OURO_NO_ID ? 3 : 2);
}

static const OuroBuiltinDef exception_methods[] = {
  { "__reduce__", exception_reduce, 0, 0, 0 },
  { "with_traceback", exception_with_traceback, 1, 1, 0 },
  { "add_note", exception_add_note, 1, 1, 0 },
  { NULL },
};

void
ouro_py_exception_add (OuroVm *vm)
{
  vm->slots[OURO_TYPE_BASE_EXCEPTION] = (OuroTypeSlots){
    .repr = ouro_py_exception_repr,
    .str = ouro_py_exception_str,
    .construct = exception_construct,
    .initialise = exception_initialise,
    .get_attribute = exception_get_attribute,
    .set_attribute = exception_set_attribute,
    .methods = exception_methods,
  };
  vm->slots[OURO_TYPE_KEY_ERROR].str = ouro_py_key_error_str;
  vm->slots[OURO_TYPE_OS_ERROR].str = ouro_py_os_error_str;
  vm->slots[OURO_TYPE_IMPORT_ERROR].str = ouro_py_import_error_str;
  vm->slots[OURO_TYPE_SYNTAX_ERROR].str = ouro_py_syntax_error_str;
  vm->slots[OURO_TYPE_UNICODE_ENCODE_ERROR].str = ouro_py_unicode_error_str;
  vm->slots[OURO_TYPE_UNICODE_DECODE_ERROR].str = ouro_py_unicode_error_str;
  ouro_vm_add_methods (vm, OURO_TYPE_BASE_EXCEPTION);
}
