/* ouro-exception-report.c - what is printed of an exception that nobody caught
 *
 * Source: Python/pythonrun.c (print_exception, print_chained), Python/errors.c (write_unraisable_exc), Lib/traceback.py (3.13 to
 * 3.15: TracebackException)
 */
#include "modules/ouro-mod-private.h"
#include "types/ouro-py-exception-private.h"

#include <string.h>

#include "ouro-syntax-report.h"

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
  OuroId           exception = ouro_vm_take_exception (vm);
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;
  char            *summary;

  if (exception == OURO_NO_ID)
    return NULL;
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

/* The number in a field of a SyntaxError; the other when there is none. */
static gint
get_number (const OuroVm *vm,
            OuroId        exception,
            const char   *field,
            gint          otherwise)
{
  OuroId value = ouro_py_exception_get_field (vm, exception, field);
  gint64 number;

  return value != OURO_NO_ID && ouro_heap_get_kind (vm->heap, value) == OURO_KIND_INT && ouro_int_get (vm->heap, value, &number) ? (gint)CLAMP (number, -1, G_MAXINT) : otherwise;
}

static char *
dup_field (const OuroVm *vm,
           OuroId        exception,
           const char   *field)
{
  OuroId value = ouro_py_exception_get_field (vm, exception, field);

  return value != OURO_NO_ID && ouro_vm_is_instance (vm, value, OURO_TYPE_STR) ? ouro_vm_dup_text (vm, value) : NULL;
}

/* A SyntaxError with a place shows it, and then only what it says, which str () says with the place. NULL when it has none. */
static char *
dup_syntax_message (OuroVm *vm,
                    OuroId  exception)
{
  g_autofree char *file = dup_field (vm, exception, "filename");
  g_autofree char *text = dup_field (vm, exception, "text");
  gint             line = get_number (vm, exception, "lineno", -1);
  gboolean         is_plain = vm->heap->rows[exception].cls == OURO_TYPE_SYNTAX_ERROR;
  g_autoptr (GString) out = g_string_new (NULL);

  if (line < 0)
    return NULL;
  ouro_syntax_report_append (&(OuroSyntaxReport){
                               .type = is_plain ? OURO_SYNTAX_ERROR_SYNTAX : OURO_SYNTAX_ERROR_INDENTATION,
                               .file = file != NULL ? file : "<string>",
                               .line = line,
                               .column = get_number (vm, exception, "offset", 0),
                               .end_line = get_number (vm, exception, "end_lineno", -1),
                               .end_column = get_number (vm, exception, "end_offset", 0),
                               .text = text,
                             },
                             vm->profile, out);
  ouro_vm_print (vm, TRUE, out->str, out->len);
  return dup_field (vm, exception, "msg");
}

/* The last line: the type, and what str () says. */
static void
print_exception_line (OuroVm *vm,
                      OuroId  exception)
{
  g_autofree char *name = ouro_vm_dup_exception_name (vm, exception);
  g_autofree char *syntax = ouro_vm_is_instance (vm, exception, OURO_TYPE_SYNTAX_ERROR) ? dup_syntax_message (vm, exception) : NULL;
  g_autofree char *message = syntax != NULL ? g_steal_pointer (&syntax) : dup_message (vm, exception);
  guint32          count = vm->heap->words[OURO_WORD_COUNT];
  g_autofree char *hint = ouro_vm_dup_suggestion (vm, exception);
  g_autofree char *line = *message != '\0' ? g_strdup_printf ("%s: %s%s\n", name, message, hint != NULL ? hint : "") : g_strdup_printf ("%s%s\n", name, hint != NULL ? hint : "");

  /* What a suggestion is looked for with is not the program's. */
  ouro_heap_set_word (vm->heap, OURO_WORD_COUNT, count);
  print_text (vm, line);
}

/* Notes --------------------------------------------------------------------------------------- */

/* str () or repr () of a note or of all, whatever happens; taken over. */
static void
print_note (OuroVm     *vm,
            OuroId      text,
            const char *failure)
{
  g_autofree char *words = NULL;

  if (text != OURO_NO_ID)
    words = ouro_vm_dup_text (vm, text);
  else
    ouro_vm_clear_exception (vm);
  ouro_mod_drop (vm, text);
  print_text (vm, words != NULL ? words : failure);
  print_text (vm, "\n");
}

static gboolean
print_item (OuroVm  *vm,
            OuroId   note,
            gpointer data)
{
  print_note (vm, ouro_vm_str (vm, note), "<note str() failed>");
  return TRUE;
}

/* What add_note () has added; what else stands in __notes__ is shown as it is. */
static void
print_notes (OuroVm *vm,
             OuroId  exception)
{
  OuroId notes = ouro_vm_get_attribute_or_nothing (vm, exception, ouro_vm_name (vm, OURO_NAME___notes__));

  if (notes == OURO_NO_ID)
    {
      ouro_vm_clear_exception (vm);
      return;
    }
  if (ouro_vm_is_instance (vm, notes, OURO_TYPE_LIST) || ouro_vm_is_instance (vm, notes, OURO_TYPE_TUPLE))
    {
      if (!ouro_vm_for_each (vm, notes, print_item, NULL))
        ouro_vm_clear_exception (vm);
    }
  else if (notes != OURO_ID_NONE || !vm->profile->tracebacks_show_all_lines)
    print_note (vm, ouro_vm_repr (vm, notes), "<__notes__ repr() failed>");
  ouro_heap_decref (vm->heap, notes);
}

/* Exceptions ---------------------------------------------------------------------------------- */

/* The traceback, the last line and the notes. */
static void
print_one (OuroVm *vm,
           OuroId  exception)
{
  g_autoptr (GString) traceback = g_string_new (NULL);

  ouro_vm_append_traceback (vm, traceback, ouro_py_exception_get_traceback (vm, exception), TRUE);
  ouro_vm_print (vm, TRUE, traceback->str, traceback->len);
  print_exception_line (vm, exception);
  print_notes (vm, exception);
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
      print_one (vm, exception);
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

/* Where nobody can be told ---------------------------------------------------------------------- */

/* The traceback and the last line, without what the exception was raised from: as the interpreter itself prints it. */
static void
print_plainly (OuroVm *vm,
               OuroId  exception)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *name = ouro_vm_dup_exception_name (vm, exception);
  g_autofree char *message = dup_message (vm, exception);

  ouro_vm_append_traceback (vm, out, ouro_py_exception_get_traceback (vm, exception), !vm->profile->tracebacks_show_all_lines);
  g_string_append_printf (out, *message != '\0' ? "%s: %s\n" : "%s\n", name, message);
  ouro_vm_print (vm, TRUE, out->str, out->len);
}

/* "Exception ignored in: <function f at 0x...>" */
static char *
dup_unraisable_line (OuroVm        *vm,
                     OuroUnraisable what,
                     OuroId         object)
{
  static const char *const deeds[] = { "while calling deallocator", "while closing generator", "while calling weakref callback", "on calling weakref callback", "while calling GC callback", "in atexit callback", "in thread started by" };
  gboolean                 is_always_told = what == OURO_UNRAISABLE_EXIT || what == OURO_UNRAISABLE_THREAD;
  gboolean                 has_colon = is_always_told ? vm->profile->unraisable_ends_with_colon : vm->profile->unraisable_tells_what;
  const char              *deed = is_always_told || vm->profile->unraisable_tells_what ? deeds[what] : "in";
  OuroId                   repr = ouro_vm_repr (vm, object);
  g_autofree char         *text = NULL;

  if (repr != OURO_NO_ID)
    text = ouro_vm_dup_text (vm, repr);
  else
    ouro_vm_clear_exception (vm);
  ouro_mod_drop (vm, repr);
  return g_strdup_printf (has_colon ? "Exception ignored %s %s:\n" : "Exception ignored %s: %s\n", deed, text != NULL ? text : "<object repr() failed>");
}

void
ouro_vm_print_warnings (OuroVm               *vm,
                        const OuroModuleText *text)
{
  if (text->warnings[0] != '\0')
    ouro_vm_print (vm, TRUE, text->warnings, strlen (text->warnings));
}

/* Python/errors.c, _PyErr_WriteUnraisableMsg: an exception that came from no frame is shown where the program is. */
void
ouro_vm_print_unraisable (OuroVm        *vm,
                          OuroUnraisable what,
                          OuroId         object)
{
  OuroId           exception = ouro_vm_take_exception (vm);
  g_autofree char *line = NULL;

  if (exception == OURO_NO_ID)
    return;
  if (ouro_py_exception_get_traceback (vm, exception) == OURO_ID_NONE && ouro_vm_get_base (vm) != 0)
    {
      ouro_heap_set_root (vm->heap, OURO_VM_ROOT_EXCEPTION, exception);
      ouro_vm_add_traceback (vm, ouro_vm_get_base (vm));
      exception = ouro_vm_take_exception (vm);
    }
  ouro_vm_hold (vm, exception);
  line = dup_unraisable_line (vm, what, object);
  print_text (vm, line);
  if (vm->profile->unraisable_tells_all)
    print_chain (vm, exception);
  else
    print_plainly (vm, exception);
  ouro_vm_release (vm);
  ouro_heap_decref (vm->heap, exception);
}
