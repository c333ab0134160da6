/* ouro-exception.c - raising, tracebacks, and what is printed in the end
 *
 * The pending exception is a root of the heap; so is the one being handled. Source: Python/errors.c,
 * Python/ceval.c, Python/pythonrun.c, Python/traceback.c (3.11 to 3.15)
 */
#include "ouro-vm-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The pending exception --------------------------------------------------------------------- */

static OuroId
get_pending (const OuroVm *vm)
{
  return ouro_heap_get_root (vm->heap, OURO_VM_ROOT_EXCEPTION);
}

OuroId
ouro_vm_take_exception (OuroVm *vm)
{
  OuroId exception = get_pending (vm);

  ouro_heap_set_word (vm->heap, OURO_WORD_ROOT + OURO_VM_ROOT_EXCEPTION, OURO_NO_ID);
  return exception;
}

void
ouro_vm_clear_exception (OuroVm *vm)
{
  ouro_heap_set_root (vm->heap, OURO_VM_ROOT_EXCEPTION, OURO_NO_ID);
}

gboolean
ouro_vm_exception_is (const OuroVm *vm,
                      OuroId        type)
{
  OuroId exception = get_pending (vm);

  return exception != OURO_NO_ID && ouro_vm_is_instance (vm, exception, type);
}

/* _PyErr_GetTopmostException: what a generator's caller handles is handled inside of it as well. */
OuroId
ouro_vm_get_handled (const OuroVm *vm)
{
  const OuroHeap *heap = vm->heap;
  OuroId          handled = ouro_heap_get_root (heap, OURO_VM_ROOT_HANDLED);

  for (guint32 base = ouro_vm_get_base (vm); (handled == OURO_NO_ID || handled == OURO_ID_NONE) && base != 0; base = ouro_frame_get (heap, base, OURO_FRAME_BACK))
    {
      OuroId generator = ouro_frame_get (heap, base, OURO_FRAME_OWNER);

      if (generator != OURO_NO_ID)
        handled = ouro_py_generator_get_outer_exception (vm, generator);
    }
  return handled != OURO_ID_NONE ? handled : OURO_NO_ID;
}

/* _PyErr_SetObject: what is being handled becomes the context, unless that would close a ring. */
static void
set_context (OuroVm *vm,
             OuroId  exception)
{
  OuroId handled = ouro_vm_get_handled (vm);
  OuroId link = handled;

  if (handled == OURO_NO_ID || handled == exception)
    return;
  while (link != OURO_NO_ID)
    {
      OuroId context = ouro_py_exception_get_context (vm, link);

      if (context == exception)
        {
          ouro_py_exception_set_context (vm, link, OURO_NO_ID);
          break;
        }
      link = context;
    }
  ouro_py_exception_set_context (vm, exception, ouro_vm_new_reference (vm, handled));
}

void
ouro_vm_raise_object (OuroVm *vm,
                      OuroId  exception)
{
  ouro_heap_mark (vm->heap, OURO_MARK_RAISE, exception, 0, 0);
  ouro_heap_set_root (vm->heap, OURO_VM_ROOT_EXCEPTION, exception);
}

void
ouro_vm_raise_with_args (OuroVm       *vm,
                         OuroId        type,
                         const OuroId *args,
                         guint         n_args)
{
  OuroId exception;

  if (vm->is_stopping)
    return;
  exception = ouro_py_exception_new (vm, type, args, n_args);
  if (exception == OURO_NO_ID)
    return;
  set_context (vm, exception);
  ouro_vm_raise_object (vm, exception);
}

void
ouro_vm_raise (OuroVm     *vm,
               OuroId      type,
               const char *format,
               ...)
{
  g_autofree char *text = NULL;
  va_list          args;
  OuroId           message;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  message = ouro_str_new (vm->heap, text, strlen (text));
  ouro_vm_raise_with_args (vm, type, &message, 1);
  ouro_heap_decref (vm->heap, message);
}

void
ouro_vm_raise_name_error (OuroVm *vm,
                          OuroId  name)
{
  g_autofree char *text = ouro_vm_dup_text (vm, name);

  ouro_vm_raise (vm, OURO_TYPE_NAME_ERROR, "name '%s' is not defined", text);
  if (ouro_vm_exception_is (vm, OURO_TYPE_NAME_ERROR))
    ouro_py_exception_set_name (vm, get_pending (vm), name);
}

/* raise ------------------------------------------------------------------------------------- */

static gboolean
is_exception_class (const OuroVm *vm,
                    OuroId        object)
{
  return ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS && ouro_vm_is_subclass (vm, object, OURO_TYPE_BASE_EXCEPTION);
}

static gboolean
is_exception (const OuroVm *vm,
              OuroId        object)
{
  return ouro_vm_is_instance (vm, object, OURO_TYPE_BASE_EXCEPTION);
}

/* An exception from what stands behind raise or from: an instance, or one made of a class. */
static OuroId
make_exception (OuroVm     *vm,
                OuroId      object,
                const char *complaint)
{
  OuroId exception;

  if (is_exception (vm, object))
    return ouro_vm_new_reference (vm, object);
  if (!is_exception_class (vm, object))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s", complaint);
      return OURO_NO_ID;
    }
  exception = ouro_vm_call (vm, object, NULL, 0);
  if (exception != OURO_NO_ID && !is_exception (vm, exception))
    {
      g_autofree char *cls = ouro_vm_dup_class_name (vm, object);
      g_autofree char *name = ouro_vm_dup_type_name (vm, exception);

      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "calling <class '%s'> should have returned an instance of BaseException, not <class '%s'>", cls, name);
      ouro_heap_decref (vm->heap, exception);
      return OURO_NO_ID;
    }
  return exception;
}

static gboolean
raise_handled_again (OuroVm *vm)
{
  OuroId handled = ouro_vm_get_handled (vm);

  if (handled == OURO_NO_ID)
    {
      ouro_vm_raise (vm, OURO_TYPE_RUNTIME_ERROR, "No active exception to reraise");
      return FALSE;
    }
  ouro_vm_raise_object (vm, ouro_vm_new_reference (vm, handled));
  return TRUE;
}

gboolean
ouro_vm_do_raise (OuroVm *vm,
                  OuroId  exception,
                  OuroId  cause)
{
  OuroId raised, made = OURO_NO_ID;

  if (exception == OURO_NO_ID)
    return raise_handled_again (vm);
  raised = make_exception (vm, exception, "exceptions must derive from BaseException");
  if (raised == OURO_NO_ID)
    return FALSE;
  if (cause != OURO_NO_ID)
    {
      if (cause != OURO_ID_NONE && (made = make_exception (vm, cause, "exception causes must derive from BaseException")) == OURO_NO_ID)
        {
          ouro_heap_decref (vm->heap, raised);
          return FALSE;
        }
      ouro_py_exception_set_cause (vm, raised, made);
    }
  set_context (vm, raised);
  ouro_vm_raise_object (vm, raised);
  return FALSE;
}

static int
matches_one (OuroVm *vm,
             OuroId  exception,
             OuroId  type)
{
  if (!is_exception_class (vm, type))
    {
      ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "catching classes that do not inherit from BaseException is not allowed");
      return -1;
    }
  return ouro_vm_is_instance (vm, exception, type);
}

int
ouro_vm_exception_matches (OuroVm *vm,
                           OuroId  exception,
                           OuroId  type)
{
  int matches = 0;

  if (!ouro_vm_is_instance (vm, type, OURO_TYPE_TUPLE))
    return matches_one (vm, exception, type);
  type = ouro_vm_value (vm, type);
  for (guint32 i = 0; i < ouro_heap_get_n_cells (vm->heap, type) && matches == 0; i++)
    matches = matches_one (vm, exception, ouro_heap_get_cell (vm->heap, type, i));
  return matches;
}

OuroId
ouro_vm_take_stop_value (OuroVm *vm)
{
  OuroId value, exception;

  if (get_pending (vm) == OURO_NO_ID)
    return vm->is_stopping ? OURO_NO_ID : OURO_ID_NONE;
  if (!ouro_vm_exception_is (vm, OURO_TYPE_STOP_ITERATION))
    return OURO_NO_ID;
  exception = ouro_vm_take_exception (vm);
  value = ouro_vm_new_reference (vm, ouro_py_exception_get_stop_value (vm, exception));
  ouro_heap_decref (vm->heap, exception);
  return value;
}

void
ouro_vm_add_traceback (OuroVm *vm,
                       guint32 base)
{
  OuroId exception = get_pending (vm);
  OuroId frame = ouro_vm_get_frame_object (vm, base);

  ouro_py_exception_push_traceback (vm, exception, frame, ouro_frame_get (vm->heap, base, OURO_FRAME_PC), ouro_vm_get_frame_line (vm, base));
}

guint32
ouro_vm_get_module_line (OuroVm *vm)
{
  OuroId  exception = get_pending (vm);
  OuroId  traceback = ouro_py_exception_get_traceback (vm, exception);
  guint32 line = 0;

  /* The outermost entry is the module's. */
  if (traceback != OURO_ID_NONE)
    line = ouro_py_traceback_get_line (vm, traceback);
  return MAX (line, 1);
}

/* In words ---------------------------------------------------------------------------------- */

/* str (exception), whatever happens. */
static char *
dup_message (OuroVm *vm,
             OuroId  exception)
{
  OuroId text = ouro_vm_str (vm, exception);
  char  *message;

  if (text == OURO_NO_ID)
    {
      ouro_vm_clear_exception (vm);
      return g_strdup ("<exception str() failed>");
    }
  message = ouro_vm_dup_text (vm, text);
  ouro_heap_decref (vm->heap, text);
  return message;
}

char *
ouro_vm_dup_exception_summary (OuroVm *vm)
{
  OuroId           exception = get_pending (vm);
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;
  char            *summary;

  if (exception == OURO_NO_ID)
    return NULL;
  exception = ouro_vm_take_exception (vm);
  ouro_vm_hold (vm, exception);
  name = ouro_vm_dup_type_name (vm, exception);
  message = dup_message (vm, exception);
  summary = g_strdup_printf ("%s: %s", name, message);
  ouro_vm_release (vm);
  ouro_heap_set_root (vm->heap, OURO_VM_ROOT_EXCEPTION, exception);
  return summary;
}

static void
print_text (OuroVm     *vm,
            const char *text)
{
  ouro_vm_print (vm, TRUE, text, strlen (text));
}

/* One line of a source; NULL when there is none. */
static char *
dup_source_line (const char *text,
                 guint32     line)
{
  const char *end;

  if (text == NULL)
    return NULL;
  for (guint32 i = 1; i < line; i++)
    {
      text = strchr (text, '\n');
      if (text == NULL)
        return NULL;
      text++;
    }
  end = strchrnul (text, '\n');
  return g_strndup (text, end - text);
}

/* The carets under what raised, as columns of the line; nothing when they would stand under all of it. */
static void
append_carets (GString            *out,
               const char         *line,
               const OuroPosition *position)
{
  gsize indent = strspn (line, " \t\f");
  gsize length = strlen (line);
  gsize start = position->column;
  gsize end = position->end_line == position->line ? position->end_column : length;

  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  end = MIN (end, length);
  if (start < indent || end <= start || (start == indent && end == length))
    return;
  g_string_append (out, "    ");
  for (glong i = 0; i < g_utf8_strlen (line + indent, start - indent); i++)
    g_string_append_c (out, ' ');
  for (glong i = 0; i < g_utf8_strlen (line + start, end - start); i++)
    g_string_append_c (out, '^');
  g_string_append_c (out, '\n');
}

static void
print_traceback_entry (OuroVm *vm,
                       OuroId  traceback)
{
  const OuroCodeEntry *entry = ouro_py_traceback_get_code (vm, traceback);
  guint32              line = ouro_py_traceback_get_line (vm, traceback);
  guint32              pc = ouro_py_traceback_get_pc (vm, traceback);
  g_autofree char     *source = dup_source_line (entry->text, line);
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "  File \"%s\", line %u, in %s\n", entry->file, line, entry->code->name);
  if (source != NULL && *source != '\0')
    {
      g_autofree char *stripped = g_strdup (source);

      g_string_append_printf (out, "    %s\n", g_strstrip (stripped));
      append_carets (out, source, &entry->code->positions[pc > 0 ? pc - 1 : 0]);
    }
  ouro_vm_print (vm, TRUE, out->str, out->len);
}

/* Equal entries after the third are counted only: Python/traceback.c, TB_RECURSIVE_CUTOFF. */
#define RECURSIVE_CUTOFF 3

static void
print_repeated (OuroVm *vm,
                guint   n)
{
  g_autofree char *text = NULL;

  if (n <= RECURSIVE_CUTOFF)
    return;
  n -= RECURSIVE_CUTOFF;
  text = g_strdup_printf (n > 1 ? "  [Previous line repeated %u more times]\n" : "  [Previous line repeated %u more time]\n", n);
  print_text (vm, text);
}

static void
print_traceback (OuroVm *vm,
                 OuroId  traceback)
{
  const OuroCodeEntry *last = NULL;
  guint32              last_line = 0;
  guint                n = 0;

  if (traceback == OURO_ID_NONE)
    return;
  print_text (vm, "Traceback (most recent call last):\n");
  for (; traceback != OURO_ID_NONE; traceback = ouro_py_traceback_get_next (vm, traceback))
    {
      const OuroCodeEntry *entry = ouro_py_traceback_get_code (vm, traceback);
      guint32              line = ouro_py_traceback_get_line (vm, traceback);

      if (entry != last || line != last_line)
        {
          print_repeated (vm, n);
          last = entry;
          last_line = line;
          n = 0;
        }
      if (++n <= RECURSIVE_CUTOFF)
        print_traceback_entry (vm, traceback);
    }
  print_repeated (vm, n);
}

/* The last line: the type, and what str () says. */
static void
print_exception_line (OuroVm *vm,
                      OuroId  exception)
{
  g_autofree char *name = ouro_vm_dup_exception_name (vm, exception);
  g_autofree char *message = dup_message (vm, exception);
  g_autofree char *hint = ouro_vm_dup_suggestion (vm, exception);
  g_autofree char *line = *message != '\0' ? g_strdup_printf ("%s: %s%s\n", name, message, hint != NULL ? hint : "") : g_strdup_printf ("%s%s\n", name, hint != NULL ? hint : "");

  print_text (vm, line);
}

/* Cause or context first, then the exception itself; a chain that bites its tail is cut. */
static void
print_chain (OuroVm *vm,
             OuroId  exception)
{
  g_autoptr (GArray) chain = g_array_new (FALSE, FALSE, sizeof (OuroId));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  while (exception != OURO_NO_ID && g_hash_table_add (seen, GUINT_TO_POINTER (exception)))
    {
      OuroId cause = ouro_py_exception_get_cause (vm, exception);

      g_array_append_val (chain, exception);
      if (cause != OURO_NO_ID)
        {
          g_ptr_array_add (words, (gpointer) "\nThe above exception was the direct cause of the following exception:\n\n");
          exception = cause;
        }
      else if (!ouro_py_exception_suppresses_context (vm, exception))
        {
          g_ptr_array_add (words, (gpointer) "\nDuring handling of the above exception, another exception occurred:\n\n");
          exception = ouro_py_exception_get_context (vm, exception);
        }
      else
        break;
    }
  for (guint i = chain->len; i-- > 0;)
    {
      exception = g_array_index (chain, OuroId, i);
      print_traceback (vm, ouro_py_exception_get_traceback (vm, exception));
      print_exception_line (vm, exception);
      if (i > 0)
        print_text (vm, g_ptr_array_index (words, i - 1));
    }
}

void
ouro_vm_print_exception (OuroVm *vm)
{
  OuroId exception = ouro_vm_take_exception (vm);

  if (exception == OURO_NO_ID)
    return;
  ouro_vm_hold (vm, exception);
  print_chain (vm, exception);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, exception);
}

/* Python/errors.c, write_unraisable_exc: the object that could not pass it on, between words that say so, then the exception. */
static void
print_unraisable (OuroVm     *vm,
                  const char *before,
                  OuroId      object,
                  const char *after)
{
  OuroId           exception = ouro_vm_take_exception (vm);
  OuroId           repr;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  if (exception == OURO_NO_ID)
    return;
  ouro_vm_hold (vm, exception);
  repr = object != OURO_NO_ID ? ouro_vm_repr (vm, object) : OURO_NO_ID;
  if (repr != OURO_NO_ID)
    {
      text = ouro_vm_dup_text (vm, repr);
      ouro_heap_decref (vm->heap, repr);
    }
  else
    ouro_vm_clear_exception (vm);
  line = g_strdup_printf ("%s%s%s\n", before, text != NULL ? text : "<object repr() failed>", after);
  print_text (vm, line);
  print_traceback (vm, ouro_py_exception_get_traceback (vm, exception));
  print_exception_line (vm, exception);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, exception);
}

void
ouro_vm_print_unraisable (OuroVm *vm,
                          OuroId  object)
{
  print_unraisable (vm, vm->profile->unraisable_words, object, "");
}

void
ouro_vm_print_unraisable_in_thread (OuroVm *vm,
                                    OuroId  function)
{
  gboolean has_colon = vm->profile->unraisable_ends_with_colon;

  print_unraisable (vm, has_colon ? "Exception ignored in thread started by " : "Exception ignored in thread started by: ", function, has_colon ? ":" : "");
}
