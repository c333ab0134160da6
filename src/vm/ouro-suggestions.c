/* ouro-suggestions.c - "Did you mean: 'append'?"
 *
 * What stands behind the message of a NameError, AttributeError or ImportError that nobody caught. The candidate that costs
 * least to change into the wrong name is offered, if no more than a third of the characters must change.
 * Source  Python/suggestions.c (3.11); Lib/traceback.py: TracebackException, _compute_suggestion_error (3.12 to 3.15)
 */
#include "ouro-vm-private.h"

#include <string.h>

#include "ouro-unsupported.h"
#include "modules/ouro-mod-private.h"
#include "types/ouro-py-arguments-private.h"
#include "types/ouro-py-exception-private.h"

#define MAX_CANDIDATES 750
#define MAX_LENGTH     40
#define MOVE_COST      2
#define CASE_COST      1

/* Nested attributes are looked for in so many attributes. */
#define MAX_NESTED 20

/* sys.stdlib_module_names of all versions; the profile has those that only some know. */
static const char common_modules[] =
  "__future__ _abc _aix_support _ast _asyncio _bisect _blake2 _bz2 _codecs _codecs_cn _codecs_hk "
  "_codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _compat_pickle "
  "_contextvars _csv _ctypes _curses _curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib "
  "_frozen_importlib_external _functools _gdbm _hashlib _heapq _imp _io _json _locale _lsprof _lzma "
  "_markupbase _md5 _multibytecodec _multiprocessing _opcode _operator _osx_support _overlapped _pickle "
  "_posixshmem _posixsubprocess _py_abc _pydecimal _pyio _queue _random _scproxy _sha1 _sha3 _signal "
  "_sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _symtable _thread "
  "_threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings _weakref _weakrefset _winapi "
  "_zoneinfo abc antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 "
  "cProfile calendar cmath cmd code codecs codeop collections colorsys compileall concurrent configparser "
  "contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib dis "
  "doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions "
  "ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html "
  "http idlelib imaplib importlib inspect io ipaddress itertools json keyword linecache locale logging lzma "
  "mailbox marshal math mimetypes mmap modulefinder msvcrt multiprocessing netrc nt ntpath nturl2path "
  "numbers opcode operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib poplib "
  "posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri "
  "random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil "
  "signal site smtplib socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess "
  "symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap this threading time timeit "
  "tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing "
  "unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xml "
  "xmlrpc zipapp zipfile zipimport zlib zoneinfo";

/* Distance ------------------------------------------------------------------------------------ */

static gsize
get_substitution_cost (char a,
                       char b)
{
  if (a == b)
    return 0;
  return g_ascii_tolower (a) == g_ascii_tolower (b) ? CASE_COST : MOVE_COST;
}

/* A part of a text. */
typedef struct
{
  const char *start;
  gsize       length;
} Span;

/* What both begin and end with costs nothing. */
static void
trim_common (Span *a,
             Span *b)
{
  for (; a->length > 0 && b->length > 0 && *a->start == *b->start; a->length--, b->length--)
    {
      a->start++;
      b->start++;
    }
  for (; a->length > 0 && b->length > 0 && a->start[a->length - 1] == b->start[b->length - 1]; a->length--)
    b->length--;
}

/* Levenshtein's distance, one row at a time; a is the shorter one. */
static gsize
measure_rows (const Span *a,
              const Span *b,
              gsize       limit)
{
  gsize row[MAX_LENGTH];
  gsize result = 0;

  for (gsize i = 0; i < a->length; i++)
    row[i] = (i + 1) * MOVE_COST;
  for (gsize j = 0; j < b->length; j++)
    {
      gsize before = j * MOVE_COST;
      gsize least = G_MAXSIZE;

      result = before;
      for (gsize i = 0; i < a->length; i++)
        {
          gsize substituted = before + get_substitution_cost (b->start[j], a->start[i]);

          before = row[i];
          result = MIN (MIN (result, before) + MOVE_COST, substituted);
          row[i] = result;
          least = MIN (least, result);
        }
      if (least > limit)
        return limit + 1;
    }
  return result;
}

/* What it costs to make one of the other; more than limit when that is too much. */
static gsize
get_distance (const char *wrong,
              const char *candidate,
              gsize       limit)
{
  Span a = { wrong, strlen (wrong) };
  Span b = { candidate, strlen (candidate) };

  trim_common (&a, &b);
  if (a.length == 0 || b.length == 0)
    return (a.length + b.length) * MOVE_COST;
  if (MAX (a.length, b.length) > MAX_LENGTH)
    return limit + 1;
  if (b.length < a.length)
    {
      Span longer = a;

      a = b;
      b = longer;
    }
  return (b.length - a.length) * MOVE_COST > limit ? limit + 1 : measure_rows (&a, &b, limit);
}

const char *
ouro_vm_find_nearest (const GPtrArray *candidates,
                      const char      *wrong)
{
  const char *nearest = NULL;
  gsize       distance = G_MAXSSIZE;
  gsize       length = strlen (wrong);

  if (candidates->len >= MAX_CANDIDATES)
    return NULL;
  for (guint i = 0; i < candidates->len; i++)
    {
      const char *candidate = g_ptr_array_index (candidates, i);
      gsize       limit = MIN ((length + strlen (candidate) + 3) * MOVE_COST / 6, distance - 1);
      gsize       here;

      if (g_str_equal (candidate, wrong))
        continue;
      here = get_distance (wrong, candidate, limit);
      if (here > limit)
        continue;
      nearest = candidate;
      distance = here;
      if (distance == 0)
        break;
    }
  return nearest;
}

void
ouro_vm_raise_unexpected_keyword (OuroVm          *vm,
                                  const char      *words,
                                  const char      *function,
                                  const char      *keyword,
                                  const GPtrArray *parameters)
{
  g_autofree char *text = g_strdup_printf (words, keyword, function);
  const char      *nearest = vm->profile->keywords_are_suggested ? ouro_vm_find_nearest (parameters, keyword) : NULL;

  if (nearest != NULL)
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s. Did you mean '%s'?", text, nearest);
  else
    ouro_vm_raise (vm, OURO_TYPE_TYPE_ERROR, "%s", text);
}

/* Candidates ---------------------------------------------------------------------------------- */

static gboolean
add_str (OuroVm  *vm,
         OuroId   item,
         gpointer data)
{
  if (ouro_py_is_str (vm, item))
    g_ptr_array_add (data, ouro_vm_dup_text (vm, item));
  return TRUE;
}

/* The items of an iterable that are str; an exception is forgotten. Drops the iterable. */
static void
add_items (OuroVm    *vm,
           GPtrArray *candidates,
           OuroId     iterable)
{
  if (iterable != OURO_NO_ID)
    {
      ouro_vm_hold (vm, iterable);
      ouro_vm_for_each (vm, iterable, add_str, candidates);
      ouro_heap_decref (vm->heap, ouro_vm_release (vm));
    }
  ouro_vm_clear_exception (vm);
}

static gint
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* What dir () says, without what begins with an underscore if need be. */
static GPtrArray *
list_attributes (OuroVm  *vm,
                 OuroId   object,
                 gboolean hides_private)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  gboolean   found;

  add_items (vm, names, ouro_vm_call_special (vm, object, OURO_NAME___dir__, NULL, 0, &found));
  g_ptr_array_sort (names, compare_names);
  for (guint i = names->len; hides_private && i-- > 0;)
    if (*(const char *)g_ptr_array_index (names, i) == '_')
      g_ptr_array_remove_index (names, i);
  return names;
}

/* object.name by text; an exception is forgotten. */
static OuroId
get_attribute (OuroVm     *vm,
               OuroId      object,
               const char *name)
{
  OuroId str = ouro_vm_intern (vm, name, strlen (name));
  OuroId value = ouro_vm_get_attribute_or_nothing (vm, object, str);

  ouro_heap_decref (vm->heap, str);
  if (value == OURO_NO_ID)
    ouro_vm_clear_exception (vm);
  return value;
}

/* The frame in which the exception was raised; OURO_NO_ID when there is none. */
static OuroId
get_last_frame (OuroVm *vm,
                OuroId  exception)
{
  OuroId traceback = ouro_py_exception_get_traceback (vm, exception);

  if (traceback == OURO_ID_NONE)
    return OURO_NO_ID;
  while (ouro_py_traceback_get_next (vm, traceback) != OURO_ID_NONE)
    traceback = ouro_py_traceback_get_next (vm, traceback);
  return get_attribute (vm, traceback, "tb_frame");
}

/* The local named self of that frame; new reference. */
static OuroId
get_self (OuroVm *vm,
          OuroId  frame)
{
  OuroId locals = frame != OURO_NO_ID ? get_attribute (vm, frame, "f_locals") : OURO_NO_ID;
  OuroId name = ouro_vm_intern (vm, "self", 4);
  OuroId self = OURO_NO_ID;

  if (locals != OURO_NO_ID)
    self = ouro_vm_get_item (vm, locals, name);
  ouro_vm_clear_exception (vm);
  ouro_heap_decref (vm->heap, name);
  ouro_mod_drop (vm, locals);
  return self;
}

/* NameError ----------------------------------------------------------------------------------- */

static gboolean
has_word (const char *words,
          const char *word)
{
  g_auto (GStrv) list = g_strsplit (words, " ", 0);

  return g_strv_contains ((const char *const *)list, word);
}

static gboolean
is_standard_module (const OuroVm *vm,
                    const char   *name)
{
  return has_word (common_modules, name) || has_word (vm->profile->further_stdlib_names, name);
}

/* Locals, globals, builtins: up to 3.11 the first of them that has something near is believed. */
static char *
find_near_name (OuroVm     *vm,
                OuroId      frame,
                const char *wrong)
{
  static const char *const attributes[] = { "f_locals", "f_globals", "f_builtins" };
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      if (i == 2)
        {
          add_items (vm, candidates, ouro_vm_new_reference (vm, ouro_heap_get_root (vm->heap, OURO_VM_ROOT_BUILTINS)));
          ouro_unsupported_add_names (vm->profile, candidates);
        }
      else
        add_items (vm, candidates, get_attribute (vm, frame, attributes[i]));
      if (vm->profile->suggestions_know_self && i < 2)
        continue;
      if (ouro_vm_find_nearest (candidates, wrong) != NULL)
        return g_strdup (ouro_vm_find_nearest (candidates, wrong));
      g_ptr_array_set_size (candidates, 0);
    }
  return NULL;
}

static char *
suggest_name (OuroVm     *vm,
              OuroId      exception,
              const char *wrong)
{
  OuroId frame = get_last_frame (vm, exception);
  OuroId self, attribute = OURO_NO_ID;
  char  *suggestion;

  if (frame == OURO_NO_ID)
    return NULL;
  self = vm->profile->suggestions_know_self ? get_self (vm, frame) : OURO_NO_ID;
  if (self != OURO_NO_ID)
    attribute = get_attribute (vm, self, wrong);
  suggestion = attribute != OURO_NO_ID ? g_strconcat ("self.", wrong, NULL) : find_near_name (vm, frame, wrong);
  ouro_mod_drop (vm, attribute);
  ouro_mod_drop (vm, self);
  ouro_heap_decref (vm->heap, frame);
  return suggestion;
}

static char *
dup_name_hint (OuroVm     *vm,
               OuroId      exception,
               const char *wrong)
{
  g_autofree char *suggestion = suggest_name (vm, exception, wrong);
  gboolean         is_module = vm->profile->suggestions_know_self && is_standard_module (vm, wrong);

  if (suggestion != NULL && is_module)
    return g_strdup_printf (". Did you mean: '%s'? Or did you forget to import '%s'?", suggestion, wrong);
  if (suggestion != NULL)
    return g_strdup_printf (". Did you mean: '%s'?", suggestion);
  return is_module ? g_strdup_printf (". Did you forget to import '%s'?", wrong) : NULL;
}

/* AttributeError ------------------------------------------------------------------------------ */

#define USE_SET  "Did you mean to use a 'set' object?"
#define USE_LIST "Did you mean to use a 'list' object?"
#define USE_INT  "Did you mean to use an 'int' object? Bitwise operators are not supported by 'float'."

/* What methods are called in other languages, or in other types. */
static const struct
{
  const char *wrong;
  OuroId      type;
  const char *hint;
} language_hints[] = {
  { "push", OURO_TYPE_LIST, "Did you mean '.append'?" },
  { "concat", OURO_TYPE_LIST, "Did you mean '.extend'?" },
  { "addAll", OURO_TYPE_LIST, "Did you mean '.extend'?" },
  { "contains", OURO_TYPE_LIST, "Use 'x in list'." },
  { "add", OURO_TYPE_LIST, USE_SET },
  { "add", OURO_TYPE_FROZENSET, USE_SET },
  { "toUpperCase", OURO_TYPE_STR, "Did you mean '.upper'?" },
  { "toLowerCase", OURO_TYPE_STR, "Did you mean '.lower'?" },
  { "trimStart", OURO_TYPE_STR, "Did you mean '.lstrip'?" },
  { "trimEnd", OURO_TYPE_STR, "Did you mean '.rstrip'?" },
  { "keySet", OURO_TYPE_DICT, "Did you mean '.keys'?" },
  { "entrySet", OURO_TYPE_DICT, "Did you mean '.items'?" },
  { "entries", OURO_TYPE_DICT, "Did you mean '.items'?" },
  { "putAll", OURO_TYPE_DICT, "Did you mean '.update'?" },
  { "put", OURO_TYPE_DICT, "Use d[k] = v." },
  { "append", OURO_TYPE_TUPLE, USE_LIST },
  { "extend", OURO_TYPE_TUPLE, USE_LIST },
  { "insert", OURO_TYPE_TUPLE, USE_LIST },
  { "remove", OURO_TYPE_TUPLE, USE_LIST },
  { "remove", OURO_TYPE_FROZENSET, USE_SET },
  { "discard", OURO_TYPE_FROZENSET, USE_SET },
  { "update", OURO_TYPE_FROZENSET, USE_SET },
  { "__or__", OURO_TYPE_FLOAT, USE_INT },
  { "__and__", OURO_TYPE_FLOAT, USE_INT },
  { "__xor__", OURO_TYPE_FLOAT, USE_INT },
  { "__lshift__", OURO_TYPE_FLOAT, USE_INT },
  { "__rshift__", OURO_TYPE_FLOAT, USE_INT },
};

static const char *
find_language_hint (const OuroVm *vm,
                    OuroId        object,
                    const char   *wrong)
{
  for (guint i = 0; i < G_N_ELEMENTS (language_hints); i++)
    if (g_str_equal (language_hints[i].wrong, wrong) && ouro_vm_is_instance (vm, object, language_hints[i].type))
      return language_hints[i].hint;
  return NULL;
}

/* Whether what a class has under a name is a descriptor, so that asking for it could run code. */
static gboolean
is_descriptor (OuroVm *vm,
               OuroId  object)
{
  switch (vm->heap->rows[object].cls)
    {
    case OURO_TYPE_FUNCTION:
    case OURO_TYPE_METHOD_DESCRIPTOR:
    case OURO_TYPE_WRAPPER_DESCRIPTOR:
    case OURO_TYPE_MEMBER_DESCRIPTOR:
    case OURO_TYPE_GETSET_DESCRIPTOR:
    case OURO_TYPE_STATICMETHOD:
    case OURO_TYPE_CLASSMETHOD:
    case OURO_TYPE_PROPERTY:
      return TRUE;
    default:
      return ouro_vm_lookup (vm, vm->heap->rows[object].cls, ouro_vm_name (vm, OURO_NAME___get__)) != OURO_NO_ID;
    }
}

/* Whether an object has an attribute, found without running code: inspect.getattr_static (). */
static gboolean
has_static_attribute (OuroVm *vm,
                      OuroId  object,
                      OuroId  name)
{
  if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_INSTANCE && ouro_instance_get (vm->heap, object, name) != OURO_NO_ID)
    return TRUE;
  if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_MODULE && ouro_dict_find_str (vm->heap, ouro_py_module_get_dict (vm, object), name) >= 0)
    return TRUE;
  if (ouro_heap_get_kind (vm->heap, object) == OURO_KIND_CLASS && ouro_vm_lookup (vm, object, name) != OURO_NO_ID)
    return TRUE;
  return ouro_vm_lookup (vm, vm->heap->rows[object].cls, name) != OURO_NO_ID;
}

static char *
find_nested (OuroVm     *vm,
             OuroId      object,
             GPtrArray  *names,
             const char *wrong)
{
  OuroId wrong_name = ouro_vm_intern (vm, wrong, strlen (wrong));
  char  *found = NULL;
  guint  n_checked = 0;

  for (guint i = 0; i < names->len && n_checked < MAX_NESTED && found == NULL; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      OuroId      str, of_class, value;

      if (*name == '_')
        continue;
      n_checked++;
      str = ouro_vm_intern (vm, name, strlen (name));
      of_class = ouro_vm_lookup (vm, vm->heap->rows[object].cls, str);
      value = of_class == OURO_NO_ID || !is_descriptor (vm, of_class) ? get_attribute (vm, object, name) : OURO_NO_ID;
      ouro_heap_decref (vm->heap, str);
      if (value != OURO_NO_ID && has_static_attribute (vm, value, wrong_name))
        found = g_strconcat (name, ".", wrong, NULL);
      ouro_mod_drop (vm, value);
    }
  ouro_heap_decref (vm->heap, wrong_name);
  return found;
}

/* Private names are shown to code that is in a method of the object. */
static gboolean
hides_private_of (OuroVm     *vm,
                  OuroId      exception,
                  OuroId      object,
                  const char *wrong)
{
  OuroId frame, self;

  if (!vm->profile->suggestions_hide_private || *wrong == '_')
    return FALSE;
  frame = get_last_frame (vm, exception);
  self = get_self (vm, frame);
  ouro_mod_drop (vm, frame);
  ouro_mod_drop (vm, self);
  return self != object;
}

static char *
dup_attribute_hint (OuroVm     *vm,
                    OuroId      exception,
                    const char *wrong)
{
  OuroId           object = ouro_py_exception_get_field (vm, exception, "obj");
  const char      *hint = object != OURO_NO_ID && vm->profile->suggestions_name_both ? find_language_hint (vm, object, wrong) : NULL;
  g_autofree char *nested = NULL;
  const char      *nearest;

  if (object == OURO_NO_ID)
    return NULL;
  if (hint != NULL)
    return g_strconcat (". ", hint, NULL);
  {
    g_autoptr (GPtrArray) names = list_attributes (vm, object, hides_private_of (vm, exception, object, wrong));

    nearest = ouro_vm_find_nearest (names, wrong);
    if (nearest == NULL && vm->profile->suggestions_name_both)
      nearest = nested = find_nested (vm, object, names, wrong);
    if (nearest == NULL)
      return NULL;
    if (vm->profile->suggestions_name_both)
      return g_strdup_printf (". Did you mean '.%s' instead of '.%s'?", nearest, wrong);
    return g_strdup_printf (". Did you mean: '%s'?", nearest);
  }
}

/* ImportError --------------------------------------------------------------------------------- */

static char *
dup_import_hint (OuroVm     *vm,
                 OuroId      exception,
                 const char *wrong)
{
  OuroId      name = ouro_py_exception_get_field (vm, exception, "name");
  OuroId      module = name != OURO_NO_ID && ouro_py_is_str (vm, name) ? ouro_vm_import_name (vm, name, OURO_ID_ZERO, OURO_ID_NONE) : OURO_NO_ID;
  const char *nearest;
  char       *hint = NULL;

  ouro_vm_clear_exception (vm);
  if (module == OURO_NO_ID)
    return NULL;
  {
    g_autoptr (GPtrArray) names = list_attributes (vm, module, vm->profile->suggestions_hide_private && *wrong != '_');

    nearest = ouro_vm_find_nearest (names, wrong);
    if (nearest != NULL)
      hint = g_strdup_printf (". Did you mean: '%s'?", nearest);
  }
  ouro_heap_decref (vm->heap, module);
  return hint;
}

/* Any of them --------------------------------------------------------------------------------- */

/* The text of a field; NULL when it is no str. */
static char *
dup_field (const OuroVm *vm,
           OuroId        exception,
           const char   *field)
{
  OuroId value = ouro_py_exception_get_field (vm, exception, field);

  return value != OURO_NO_ID && ouro_py_is_str (vm, value) ? ouro_vm_dup_text (vm, value) : NULL;
}

char *
ouro_vm_dup_suggestion (OuroVm *vm,
                        OuroId  exception)
{
  gboolean         is_import = ouro_vm_is_instance (vm, exception, OURO_TYPE_IMPORT_ERROR);
  g_autofree char *wrong = dup_field (vm, exception, is_import ? "name_from" : "name");

  if (wrong == NULL || *wrong == '\0')
    return NULL;
  if (is_import)
    return dup_import_hint (vm, exception, wrong);
  if (ouro_vm_is_instance (vm, exception, OURO_TYPE_ATTRIBUTE_ERROR))
    return dup_attribute_hint (vm, exception, wrong);
  if (ouro_vm_is_instance (vm, exception, OURO_TYPE_NAME_ERROR))
    return dup_name_hint (vm, exception, wrong);
  return NULL;
}
