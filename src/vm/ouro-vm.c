/* ouro-vm.c - the machine as a whole: its start, its runs, its end */
#include "ouro-vm-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ouro-intern.h"
#include "ouro-lookup.h"
#include "ouro-modules.h"
#include "ouro-threads.h"

#define RECURSION_LIMIT 1000

/* Polls between two looks at the clock. */
#define POLLS_PER_CHECK 4096

/* Simulated nanoseconds after which a group of the history ends: to run them anew takes us well under a millisecond. */
#define GROUP_MAX_TIME 50000

/* For each object that a collection looks at. */
#define COLLECTION_TIME 5

G_DEFINE_QUARK (ouro - vm - error - quark, ouro_vm_error)

/* Dialects ---------------------------------------------------------------------------------- */

void
ouro_vm_get_dialect (const OuroProfile *profile,
                     OuroDialect       *dialect)
{
  *dialect = (OuroDialect){
    .minor = profile->minor,
    .nested_fstrings = profile->nested_fstrings,
    .type_statement = profile->type_statement,
    .type_parameter_defaults = profile->type_parameter_defaults,
    .unparenthesised_except = profile->unparenthesised_except,
    .template_strings = profile->template_strings,
    .lazy_imports = profile->lazy_imports,
    .comprehension_unpacking = profile->comprehension_unpacking,
    .signed_patterns = profile->signed_patterns,
    .invalid_escape_warns = profile->nested_fstrings,
  };
}

void
ouro_vm_get_lowering (const OuroProfile *profile,
                      OuroLowering      *lowering)
{
  *lowering = (OuroLowering){
    .inline_comprehensions = profile->comprehensions_inlined,
    .virtual_iterators = profile->iterators_are_virtual,
    .borrow_locals = profile->locals_are_borrowed,
    .swap_constants = profile->constants_are_swapped,
    .with_keeps_manager = profile->with_keeps_manager,
    .super_without_object = profile->super_without_object,
    .slices_without_object = profile->slices_without_object,
    .slices_are_constants = profile->slices_are_constants,
    .functions_begin_with_none = profile->functions_begin_with_none,
    .folded_items_stay = profile->folded_items_stay,
    .keys_are_one_constant = profile->keys_are_one_constant,
    .classes_know_their_line = profile->classes_know_their_line,
    .annotations_are_lazy = profile->annotations_are_lazy,
    .has_module = ouro_vm_has_module,
    .generators_have_handlers = profile->generators_have_handlers,
    .keyword_names_on_stack = profile->keyword_names_on_stack,
    .reductions_are_inlined = profile->reductions_are_inlined,
    .containers_are_inlined = profile->containers_are_inlined,
    .iteration_has_whole_place = profile->iteration_has_whole_place,
    .assertion_has_whole_place = profile->assertion_has_whole_place,
    .warns_of_type = profile->syntax_warns_of_type,
    .warns_once_of_line = profile->syntax_warns_once_of_line,
    .warns_of_literals_only = profile->syntax_warns_of_literals,
    .copies_are_silent = profile->syntax_copies_are_silent,
    .finally_warns_of_exits = profile->finally_warns_of_exits,
  };
}

/* Strings that exist once ------------------------------------------------------------------- */

OuroId
ouro_vm_intern_str (OuroVm *vm,
                    OuroId  str)
{
  OuroId known = ouro_interned_find (vm->interned, vm->heap, str);

  if (known != OURO_NO_ID)
    return ouro_vm_new_reference (vm, known);
  ouro_heap_set_flags (vm->heap, str, OURO_FLAG_INTERNED, TRUE);
  ouro_interned_add (vm->interned, vm->heap, str);
  if (vm->profile->identifier_strings_immortal)
    ouro_heap_make_immortal (vm->heap, str);
  return ouro_vm_new_reference (vm, str);
}

OuroId
ouro_vm_intern (OuroVm     *vm,
                const char *text,
                gsize       length)
{
  OuroId str = ouro_str_new (vm->heap, text, length);
  OuroId interned = ouro_vm_intern_str (vm, str);

  ouro_heap_decref (vm->heap, str);
  return interned;
}

/* Stopping ---------------------------------------------------------------------------------- */

static void G_GNUC_PRINTF (2, 0)
  give_up (OuroVm     *vm,
           const char *format,
           va_list     args)
{
  /* What is run anew has kept the limits once. */
  if (vm->is_stopping || vm->is_running_anew)
    return;
  vm->is_stopping = TRUE;
  g_free (vm->interruption);
  vm->interruption = g_strdup_vprintf (format, args);
}

void
ouro_vm_give_up (OuroVm     *vm,
                 const char *format,
                 ...)
{
  va_list args;

  va_start (args, format);
  give_up (vm, format, args);
  va_end (args);
}

void
ouro_vm_pass_limit (OuroVm     *vm,
                    OuroVmLimit limit,
                    const char *format,
                    ...)
{
  va_list args;

  if (!vm->is_stopping && !vm->is_running_anew)
    vm->limit = limit;
  va_start (args, format);
  give_up (vm, format, args);
  va_end (args);
}

void
ouro_vm_interrupt (OuroVm *self)
{
  g_atomic_int_set (&self->interrupted, 1);
}

void
ouro_vm_check_limits (OuroVm *vm)
{
  if (g_atomic_int_get (&vm->interrupted))
    ouro_vm_give_up (vm, "%s", _ ("it was stopped by hand"));
  else if (vm->limits.max_seconds > 0 && g_get_monotonic_time () - vm->started > vm->limits.max_seconds * G_USEC_PER_SEC)
    ouro_vm_pass_limit (vm, OURO_VM_LIMIT_SECONDS, _ ("it has run for %g seconds"), vm->limits.max_seconds);
  else if (vm->limits.max_memory > 0 && ouro_heap_get_memory (vm->heap) > vm->limits.max_memory)
    ouro_vm_pass_limit (vm, OURO_VM_LIMIT_MEMORY, _ ("it needs more than %" G_GSIZE_FORMAT " bytes of memory"), vm->limits.max_memory);
  else if (ouro_heap_is_exhausted (vm->heap))
    ouro_vm_give_up (vm, "%s", _ ("it needs more objects than the simulator holds"));
}

void
ouro_vm_check_long_work (OuroVm *vm)
{
  vm->group_is_over = TRUE;
  ouro_vm_check_limits (vm);
}

void
ouro_vm_collect_if_due (OuroVm *self)
{
  if (!self->heap->words[OURO_WORD_GC_SCHEDULED])
    return;
  ouro_heap_mark (self->heap, OURO_MARK_POLL, OURO_NO_ID, 0, 0);
  ouro_collector_run (self->collector);
}

gboolean
ouro_vm_poll (OuroVm *vm)
{
  if (G_UNLIKELY (++vm->n_polls >= POLLS_PER_CHECK))
    {
      vm->n_polls = 0;
      ouro_vm_check_limits (vm);
    }
  ouro_vm_collect_if_due (vm);
  if (G_UNLIKELY (vm->clock >= vm->alarm))
    ouro_threads_on_alarm (vm);
  return !vm->is_stopping;
}

/* Output ------------------------------------------------------------------------------------ */

/* What a branch of history that was left had printed after this moment is overwritten. */
void
ouro_vm_print (OuroVm     *vm,
               gboolean    to_errors,
               const char *text,
               gsize       length)
{
  GString *stream = to_errors ? vm->errors : vm->output;
  guint    word = to_errors ? OURO_VM_WORD_ERRORS : OURO_VM_WORD_OUTPUT;
  guint32  end = vm->heap->words[word];

  ouro_heap_mark (vm->heap, OURO_MARK_OUTPUT, OURO_NO_ID, end, end + length);
  g_string_overwrite_len (stream, end, text, length);
  ouro_heap_set_word (vm->heap, word, end + length);
  if (vm->limits.max_output > 0 && (gsize)vm->heap->words[OURO_VM_WORD_OUTPUT] + vm->heap->words[OURO_VM_WORD_ERRORS] > vm->limits.max_output)
    ouro_vm_pass_limit (vm, OURO_VM_LIMIT_OUTPUT, _ ("it has printed more than %" G_GSIZE_FORMAT " bytes"), vm->limits.max_output);
}

const char *
ouro_vm_get_output (const OuroVm *self,
                    gsize        *length)
{
  *length = self->heap->words[OURO_VM_WORD_OUTPUT];
  return self->output->str;
}

const char *
ouro_vm_get_errors (const OuroVm *self,
                    gsize        *length)
{
  *length = self->heap->words[OURO_VM_WORD_ERRORS];
  return self->errors->str;
}

/* Hooks of the heap and the collector --------------------------------------------------------- */

static void
run_finalizer (OuroHeap *heap,
               OuroId    object,
               gpointer  data)
{
  ouro_vm_finalize_object (data, object);
}

static void
clear_weakrefs (OuroHeap *heap,
                OuroId    object,
                gpointer  data)
{
  ouro_vm_clear_weakrefs (data, object);
}

static void
collect_in_allocation (OuroHeap *heap,
                       gpointer  data)
{
  OuroVm *vm = data;

  /* Not while an exception is on its way (Modules/gcmodule.c, _PyObject_GC_Link). */
  if (!ouro_vm_has_exception (vm))
    ouro_collector_run (vm->collector);
}

static void
call_weakref_callback (OuroHeap *heap,
                       OuroId    ref,
                       gpointer  data)
{
  ouro_vm_call_weakref (data, ref);
}

static gboolean
save_garbage (OuroHeap *heap,
              OuroId    object,
              gpointer  data)
{
  OuroVm *vm = data;

  ouro_mod_gc_show_collectable (vm, object);
  if (!(heap->words[OURO_VM_WORD_GC_DEBUG] & OURO_GC_DEBUG_SAVEALL))
    return FALSE;
  ouro_py_list_append (vm, ouro_heap_get_root (heap, OURO_VM_ROOT_GARBAGE), object);
  return TRUE;
}

static gboolean
watches_garbage (OuroHeap *heap,
                 gpointer  data)
{
  return (heap->words[OURO_VM_WORD_GC_DEBUG] & (OURO_GC_DEBUG_SAVEALL | OURO_GC_DEBUG_COLLECTABLE)) != 0;
}

static void
notify_callbacks (OuroHeap *heap,
                  gboolean  is_start,
                  guint     generation,
                  guint32   collected,
                  guint32   uncollectable,
                  gpointer  data)
{
  OuroVm *vm = data;

  /* A collection takes no simulated time, but running it anew takes ours. */
  for (guint i = 0; is_start && i <= generation; i++)
    vm->group_end -= MIN (vm->group_end, COLLECTION_TIME * (guint64)ouro_heap_get_list_length (heap, (OuroListNumber)i));
  ouro_mod_gc_notify (vm, is_start, generation, collected, uncollectable);
}

static void
run_anew (OuroHeap *heap,
          guint32   n_transactions,
          gpointer  data)
{
  ouro_vm_record (data, n_transactions);
}

static void
install_hooks (OuroVm *vm)
{
  OuroHooks          hooks = { run_finalizer, clear_weakrefs, collect_in_allocation, run_anew, vm };
  OuroCollectorHooks collector_hooks = { notify_callbacks, call_weakref_callback, run_finalizer, save_garbage, watches_garbage, vm };

  ouro_heap_set_hooks (vm->heap, &hooks);
  vm->collector = ouro_collector_new (vm->heap, &collector_hooks);
}

/* Functions in C ---------------------------------------------------------------------------- */

OuroId
ouro_vm_add_builtin (OuroVm               *vm,
                     const OuroBuiltinDef *def,
                     OuroId                type)
{
  OuroId cls = type == OURO_NO_ID || (def->flags & (OURO_BUILTIN_STATIC | OURO_BUILTIN_CLASS)) ? OURO_TYPE_BUILTIN
               : def->flags & OURO_BUILTIN_WRAPPER                                             ? OURO_TYPE_WRAPPER_DESCRIPTOR
                                                                                               : OURO_TYPE_METHOD_DESCRIPTOR;
  OuroId function = ouro_heap_allocate (vm->heap, OURO_KIND_BUILTIN, OURO_FLAG_OUTSIDE, cls, OURO_FREELIST_NONE, 72, 1,
                                        OURO_BUILTIN_N_CELLS, OURO_BUILTIN_N_CELLS);

  ouro_heap_set_cell (vm->heap, function, OURO_BUILTIN_INDEX, vm->builtins->len | OURO_CELL_INT);
  ouro_heap_set_cell (vm->heap, function, OURO_BUILTIN_TYPE, type | OURO_CELL_INT);
  g_array_append_val (vm->builtins, def);
  ouro_heap_make_immortal (vm->heap, function);
  return function;
}

/* The start --------------------------------------------------------------------------------- */

static void
intern_names (OuroVm *vm)
{
  static const char *const texts[] = {
#define OURO_VM_NAME(name) #name,
#include "ouro-vm-names.h"
#undef OURO_VM_NAME
  };

  for (guint i = 0; i < OURO_N_NAMES; i++)
    {
      vm->names[i] = ouro_vm_intern (vm, texts[i], strlen (texts[i]));
      ouro_heap_make_immortal (vm->heap, vm->names[i]);
    }
}

static void
set_name (OuroVm    *vm,
          OuroId     dict,
          OuroVmName name,
          OuroId     value)
{
  ouro_dict_set_str (vm->heap, dict, ouro_vm_name (vm, name), value);
}

/* The namespace of __main__ as a script finds it. */
static OuroId
make_namespace (OuroVm *vm)
{
  OuroId dict = ouro_dict_new (vm->heap);
  OuroId main_name = ouro_vm_name (vm, OURO_NAME___main__);
  OuroId file = ouro_str_new (vm->heap, vm->file, strlen (vm->file));

  ouro_heap_set_flags (vm->heap, dict, OURO_FLAG_OUTSIDE, TRUE);
  set_name (vm, dict, OURO_NAME___name__, main_name);
  set_name (vm, dict, OURO_NAME___doc__, OURO_ID_NONE);
  set_name (vm, dict, OURO_NAME___package__, OURO_ID_NONE);
  set_name (vm, dict, OURO_NAME___loader__, OURO_ID_NONE);
  set_name (vm, dict, OURO_NAME___spec__, OURO_ID_NONE);
  set_name (vm, dict, OURO_NAME___builtins__, OURO_ID_NONE);
  set_name (vm, dict, OURO_NAME___file__, file);
  set_name (vm, dict, OURO_NAME___cached__, OURO_ID_NONE);
  ouro_heap_decref (vm->heap, file);
  return dict;
}

/* What exists before the first line belongs to the interpreter: counts are 0, free lists empty, nothing of it is tracked. */
static void
settle_start_state (OuroVm *vm)
{
  OuroHeap *heap = vm->heap;
  guint32   births;

  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (ouro_heap_is_alive (heap, object) && ouro_heap_is_tracked (heap, object))
      ouro_heap_untrack (heap, object);
  ouro_heap_clear_freelists (heap);
  for (guint i = 0; i < 3; i++)
    ouro_heap_set_word (heap, OURO_WORD_COUNT + i, 0);
  ouro_heap_set_word (heap, OURO_WORD_LOCAL_COUNT, 0);
  ouro_heap_set_word (heap, OURO_WORD_GC_SCHEDULED, FALSE);
  ouro_heap_set_word (heap, OURO_WORD_GC_ENABLED, TRUE);
  vm->clock = 0;
  ouro_threads_write_registers (vm);
  births = heap->words[OURO_WORD_BIRTHS];
  ouro_heap_set_word (heap, OURO_WORD_BIRTHS, (births + OURO_FIRST_BIRTH - 1) / OURO_FIRST_BIRTH * OURO_FIRST_BIRTH);
}

static void
load_texts (OuroVm *vm)
{
  for (guint i = 0; i < ouro_program_get_n_texts (vm->program); i++)
    {
      OuroModuleText *text = ouro_program_get_text (vm->program, i);

      if (text->unit == NULL)
        continue;
      text->code = ouro_vm_load_unit (vm, g_steal_pointer (&text->unit), text->file, text->text);
      ouro_heap_make_immortal (vm->heap, text->code);
    }
}

/* Nothing that modules of the library have brought along is the program's. */
static void
prepare_library (OuroVm *vm)
{
  OuroHeap *heap = vm->heap;
  guint32   births = heap->words[OURO_WORD_BIRTHS];

  vm->is_preparing = TRUE;
  for (const char *const *name = ouro_program_get_library (vm->program); *name != NULL; name++)
    g_ptr_array_add (vm->imports, g_strdup (*name));
  /* Preparing one may add others: what its functions import when they are called. */
  for (guint i = 0; i < vm->imports->len; i++)
    ouro_vm_prepare_module (vm, g_ptr_array_index (vm->imports, i));
  vm->is_preparing = FALSE;
  for (OuroId object = 1; object < ouro_heap_get_end (heap); object++)
    if (ouro_heap_is_alive (heap, object) && heap->rows[object].birth > births)
      ouro_heap_set_flags (heap, object, OURO_FLAG_OUTSIDE, TRUE);
}

static void
make_first_frame (OuroVm *vm)
{
  OuroHeap *heap = vm->heap;
  OuroId namespace = make_namespace (vm);

  ouro_heap_set_root (heap, OURO_ROOT_NAMESPACE, namespace);
  ouro_vm_add_main_module (vm, namespace);
  vm->end = OURO_FRAME_FIRST;
  prepare_library (vm);
  ouro_vm_push_frame (vm, OURO_NO_ID, ouro_program_get_text (vm->program, 0)->code, namespace, ouro_vm_new_reference (vm, namespace), vm->end, OURO_FRAME_IS_ENTRY | OURO_FRAME_IS_THREAD);
  ouro_heap_set_word (heap, OURO_WORD_STACK_END, vm->end);
}

/* It stands for what the interpreter's own types keep, hence the collector never sees it. */
static void
add_register_of_subclasses (OuroVm *vm)
{
  OuroId dict = ouro_dict_new (vm->heap);

  ouro_heap_untrack (vm->heap, dict);
  ouro_heap_set_flags (vm->heap, dict, OURO_FLAG_GC, FALSE);
  ouro_heap_set_flags (vm->heap, dict, OURO_FLAG_OUTSIDE, TRUE);
  ouro_heap_set_root (vm->heap, OURO_VM_ROOT_SUBCLASSES, dict);
}

OuroVm *
ouro_vm_new (OuroHeap    *heap,
             OuroProgram *program)
{
  OuroVm *self;

  g_return_val_if_fail (heap != NULL && program != NULL, NULL);

  self = g_new0 (OuroVm, 1);
  self->heap = heap;
  self->profile = ouro_heap_get_profile (heap);
  self->program = program;
  self->file = ouro_program_get_text (program, 0)->file;
  self->imports = g_ptr_array_new_with_free_func (g_free);
  self->units = g_ptr_array_new_with_free_func ((GDestroyNotify)ouro_code_unit_free);
  self->codes = g_array_new (FALSE, FALSE, sizeof (OuroCodeEntry));
  self->builtins = g_array_new (FALSE, FALSE, sizeof (const OuroBuiltinDef *));
  self->interned = ouro_interned_new ();
  self->lookups = ouro_lookup_cache_new ();
  self->showing = g_array_new (FALSE, FALSE, sizeof (OuroId));
  self->output = g_string_new (NULL);
  self->errors = g_string_new (NULL);
  self->started = g_get_monotonic_time ();
  ouro_vm_get_dialect (self->profile, &self->dialect);
  ouro_vm_get_lowering (self->profile, &self->lowering);
  ouro_heap_set_word (heap, OURO_WORD_GC_ENABLED, FALSE);
  ouro_heap_set_word (heap, OURO_VM_WORD_RECURSION_LIMIT, RECURSION_LIMIT);
  install_hooks (self);
  intern_names (self);
  add_register_of_subclasses (self);
  ouro_vm_add_types (self);
  ouro_vm_add_modules (self);
  ouro_threads_set_up (self);
  load_texts (self);
  make_first_frame (self);
  settle_start_state (self);
  ouro_vm_print_warnings (self, ouro_program_get_text (program, 0));
  return self;
}

void
ouro_vm_free (OuroVm *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->codes->len; i++)
    g_free (g_array_index (self->codes, OuroCodeEntry, i).hints);
  for (guint i = 0; i < OURO_N_TYPES; i++)
    g_clear_pointer (&self->type_attributes[i], g_hash_table_unref);
  ouro_collector_free (self->collector);
  g_ptr_array_unref (self->imports);
  g_ptr_array_unref (self->units);
  g_array_unref (self->codes);
  g_array_unref (self->builtins);
  g_array_unref (self->showing);
  ouro_interned_free (self->interned);
  ouro_lookup_cache_free (self->lookups);
  g_string_free (self->output, TRUE);
  g_string_free (self->errors, TRUE);
  ouro_program_free (self->program);
  g_free (self->failure);
  g_free (self->interruption);
  g_free (self);
}

void
ouro_vm_set_limits (OuroVm             *self,
                    const OuroVmLimits *limits)
{
  self->limits = *limits;
}

void
ouro_vm_set_statement_func (OuroVm           *self,
                            OuroStatementFunc func,
                            gboolean          looks,
                            gpointer          data)
{
  self->statement_func = func;
  self->statement_looks = looks;
  self->statement_data = data;
}

/* Runs -------------------------------------------------------------------------------------- */

static void
set_state (OuroVm     *self,
           OuroVmState state)
{
  ouro_heap_set_word (self->heap, OURO_VM_WORD_STATE, state);
}

OuroVmState
ouro_vm_get_state (const OuroVm *self)
{
  if (self->interruption != NULL)
    return OURO_VM_INTERRUPTED;
  return (OuroVmState)self->heap->words[OURO_VM_WORD_STATE];
}

/* The program was stopped somewhere inside: the journal takes it back to a moment from which it could go on. */
static void
go_back_to_clean_moment (OuroVm *self)
{
  OuroHeap *heap = self->heap;
  guint32   position;

  ouro_heap_commit (heap);
  if (!heap->keeps_history)
    return;
  position = ouro_heap_get_position (heap);
  while (position > 0 && !(ouro_heap_get_transaction_flags (heap, position - 1) & OURO_TRANSACTION_CLEAN))
    position--;
  if (position > 0)
    position--;
  ouro_heap_seek (heap, position);
  ouro_heap_truncate (heap);
  ouro_vm_resume (self);
}

/* Python/pythonrun.c, handle_system_exit: the status, or a message and 1. */
static OuroVmState
end_by_system_exit (OuroVm *self)
{
  OuroHeap *heap = self->heap;
  OuroId    exception = ouro_vm_take_exception (self);
  OuroId    args = ouro_py_exception_get_args (self, exception);
  OuroId    code = ouro_heap_get_n_cells (heap, args) > 0 ? ouro_heap_get_cell (heap, args, 0) : OURO_ID_NONE;
  gint64    status = 0;

  if (ouro_heap_get_kind (heap, code) == OURO_KIND_INT || ouro_heap_get_kind (heap, code) == OURO_KIND_BOOL)
    ouro_int_get (heap, code, &status);
  else if (code != OURO_ID_NONE)
    {
      OuroId           text = ouro_vm_str (self, code);
      g_autofree char *message = text != OURO_NO_ID ? ouro_vm_dup_text (self, text) : g_strdup ("");
      g_autofree char *line = g_strconcat (message, "\n", NULL);

      ouro_vm_print (self, TRUE, line, strlen (line));
      if (text != OURO_NO_ID)
        ouro_heap_decref (heap, text);
      status = 1;
    }
  ouro_heap_set_word (heap, OURO_VM_WORD_EXIT_STATUS, (guint32)(status & 0xff));
  ouro_heap_decref (heap, exception);
  return OURO_VM_FINISHED;
}

static OuroVmState
end_by_exception (OuroVm *self)
{
  g_free (self->failure);
  self->failure = ouro_vm_dup_exception_summary (self);
  ouro_heap_set_word (self->heap, OURO_VM_WORD_FAILED_LINE, ouro_vm_get_module_line (self));
  if (ouro_vm_exception_is (self, OURO_TYPE_SYSTEM_EXIT))
    return end_by_system_exit (self);
  ouro_vm_print_exception (self);
  ouro_heap_set_word (self->heap, OURO_VM_WORD_EXIT_STATUS, 1);
  return OURO_VM_FAILED;
}

void
ouro_vm_end_main_program (OuroVm *vm,
                          OuroId  value)
{
  OuroVmState outcome = OURO_VM_FINISHED;

  if (value != OURO_NO_ID)
    ouro_heap_decref (vm->heap, value);
  else if (ouro_vm_has_exception (vm))
    outcome = end_by_exception (vm);
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_OUTCOME, outcome);
}

void
ouro_vm_end_program (OuroVm *vm)
{
  set_state (vm, (OuroVmState)vm->heap->words[OURO_VM_WORD_OUTCOME]);
}

void
ouro_vm_end_by_deadlock (OuroVm *vm,
                         guint32 line)
{
  g_free (vm->failure);
  vm->failure = g_strdup (_ ("Deadlock: every thread waits"));
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_FAILED_LINE, MAX (line, 1));
  ouro_heap_set_word (vm->heap, OURO_VM_WORD_EXIT_STATUS, 1);
  set_state (vm, OURO_VM_FAILED);
}

/* The registers of the last moment go to the heap. */
static void
write_registers (OuroVm *self)
{
  ouro_heap_set_word (self->heap, OURO_WORD_STACK_END, self->end);
  ouro_threads_write_registers (self);
}

gboolean
ouro_vm_begin_transaction (OuroVm *vm,
                           guint32 line,
                           guint32 flags)
{
  write_registers (vm);
  if (G_UNLIKELY (vm->is_preparing))
    return TRUE;
  if (G_UNLIKELY (vm->heap->recording))
    {
      if (!vm->has_recorded)
        ouro_heap_note_line (vm->heap);
      if (!vm->has_recorded && (--vm->record_left == 0 || ouro_heap_is_record_full (vm->heap)))
        {
          /* What is still done on the way out does not belong to the line. */
          vm->has_recorded = TRUE;
          vm->n_recorded = ouro_heap_get_n_changes (vm->heap);
          vm->is_stopping = TRUE;
        }
      return !vm->is_stopping;
    }
  if (vm->n_nested == 1)
    flags |= OURO_TRANSACTION_CLEAN;
  if (!vm->group_is_over && vm->clock < vm->group_end && ouro_heap_go_on (vm->heap, line, flags))
    return TRUE;
  vm->group_is_over = !(flags & OURO_TRANSACTION_CLEAN);
  vm->group_end = vm->clock + GROUP_MAX_TIME;
  ouro_heap_begin (vm->heap, line, flags);
  return TRUE;
}

OuroVmState
ouro_vm_run (OuroVm *self,
             guint64 n_lines)
{
  OuroHeap *heap = self->heap;

  g_return_val_if_fail (!ouro_heap_is_recording (heap), OURO_VM_INTERRUPTED);

  if (ouro_vm_get_state (self) != OURO_VM_RUNNING)
    return ouro_vm_get_state (self);
  self->end = heap->words[OURO_WORD_STACK_END];
  ouro_threads_read_registers (self);
  self->lines_left = n_lines;
  self->is_at_line = FALSE;
  ouro_vm_interpret (self);
  if (self->interruption != NULL)
    go_back_to_clean_moment (self);
  else
    /* The program was over while a thread waited inside a function. */
    self->is_stopping = FALSE;
  write_registers (self);
  ouro_heap_commit (heap);
  return ouro_vm_get_state (self);
}

void
ouro_vm_resume (OuroVm *self)
{
  self->is_stopping = FALSE;
  self->n_nested = 0;
  self->n_recursions = 0;
  self->loop_level = 1;
  self->is_waiting = FALSE;
  self->wants_switch = FALSE;
  g_array_set_size (self->showing, 0);
  self->end = self->heap->words[OURO_WORD_STACK_END];
  ouro_threads_read_registers (self);
  self->type_version++;
}

void
ouro_vm_record (OuroVm *self,
                guint   n_transactions)
{
  OuroHeap *heap = self->heap;
  guint32   position = ouro_heap_get_position (heap);
  gboolean  begins_line = position < ouro_heap_get_n_transactions (heap) && !(ouro_heap_get_transaction_flags (heap, position) & OURO_TRANSACTION_PART);

  g_return_if_fail (ouro_heap_is_recording (heap));

  ouro_vm_resume (self);
  self->record_left = n_transactions;
  self->has_recorded = FALSE;
  self->is_at_line = begins_line;
  self->is_running_anew = TRUE;
  ouro_vm_interpret (self);
  if (!self->has_recorded)
    {
      /* The program ended with it. */
      write_registers (self);
      ouro_heap_note_line (heap);
      self->n_recorded = ouro_heap_get_n_changes (heap);
    }
  self->is_running_anew = FALSE;
  self->is_stopping = FALSE;
}

guint32
ouro_vm_get_n_recorded (const OuroVm *self)
{
  return self->n_recorded;
}

/* The end ----------------------------------------------------------------------------------- */

void
ouro_vm_shut_down (OuroVm *self)
{
  OuroHeap *heap = self->heap;

  if (self->interruption != NULL)
    return;
  self->end = heap->words[OURO_WORD_STACK_END];
  ouro_heap_begin (heap, 0, 0);
  self->n_nested++;
  ouro_vm_clear_modules (self);
  self->n_nested--;
  write_registers (self);
  ouro_heap_commit (heap);
}

/* Asking ------------------------------------------------------------------------------------ */

guint32
ouro_vm_get_n_statements (const OuroVm *self)
{
  return self->heap->words[OURO_VM_WORD_N_STATEMENTS];
}

guint32
ouro_vm_get_last_statement (const OuroVm *self)
{
  return self->heap->words[OURO_VM_WORD_LAST_STATEMENT];
}

int
ouro_vm_get_exit_status (const OuroVm *self)
{
  return self->interruption != NULL ? 1 : (int)self->heap->words[OURO_VM_WORD_EXIT_STATUS];
}

const char *
ouro_vm_get_failure (const OuroVm *self,
                     guint32      *line)
{
  if (self->heap->words[OURO_VM_WORD_FAILED_LINE] == 0)
    return NULL;
  if (line != NULL)
    *line = self->heap->words[OURO_VM_WORD_FAILED_LINE];
  return self->failure;
}

const char *
ouro_vm_get_interruption (const OuroVm *self)
{
  return self->interruption;
}

OuroVmLimit
ouro_vm_get_limit (const OuroVm *self)
{
  return self->limit;
}

/* What loading a unit has added is taken away again: its objects are gone already. */
static void
forget_units (OuroVm *self,
              guint   n_units,
              guint   n_codes)
{
  for (guint i = n_codes; i < self->codes->len; i++)
    g_free (g_array_index (self->codes, OuroCodeEntry, i).hints);
  g_array_set_size (self->codes, n_codes);
  g_ptr_array_set_size (self->units, n_units);
}

char *
ouro_vm_evaluate (OuroVm       *self,
                  OuroCodeUnit *expression,
                  GError      **error)
{
  OuroHeap *heap = self->heap;
  OuroId namespace = ouro_heap_get_root (heap, OURO_ROOT_NAMESPACE);
  OuroId code, value, text = OURO_NO_ID;
  guint  n_units = self->units->len;
  guint  n_codes = self->codes->len;
  char  *result = NULL;

  ouro_heap_start_record (heap);
  ouro_vm_resume (self);
  self->record_left = G_MAXUINT;
  self->is_at_line = FALSE;
  self->loop_level = 0;
  code = ouro_vm_load_unit (self, expression, "<expression>", NULL);
  ouro_vm_push_frame (self, OURO_NO_ID, code, namespace, ouro_vm_new_reference (self, namespace), self->end, OURO_FRAME_IS_ENTRY);
  value = ouro_vm_interpret (self);
  if (value != OURO_NO_ID)
    text = ouro_vm_repr (self, value);
  if (text != OURO_NO_ID)
    result = ouro_vm_dup_text (self, text);
  else
    {
      g_autofree char *summary = ouro_vm_dup_exception_summary (self);

      g_set_error_literal (error, OURO_VM_ERROR, OURO_VM_ERROR_RAISED, summary != NULL ? summary : _ ("the expression was stopped"));
    }
  if (!ouro_heap_stop_record (heap))
    g_warning ("An expression changed more than can be taken back");
  forget_units (self, n_units, n_codes);
  ouro_vm_resume (self);
  return result;
}
