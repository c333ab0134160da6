/* ouro-py-arguments-private.h - how functions in C look at their arguments
 *
 * The messages are those of CPython's Argument Clinic, which differ a little from version to version.
 */
#pragma once

#include "ouro-vm-private.h"

#define OURO_PARAMETERS_MAXIMUM 4

/* What a function takes: names in order, "" for one that cannot be given by keyword. */
typedef struct
{
  const char *function; /* without parentheses */
  const char *names[OURO_PARAMETERS_MAXIMUM];
  guint8      n;            /* of all names */
  guint8      n_required;   /* the first so many must be given */
  guint8      n_positional; /* the rest by keyword only */
} OuroParameters;

/* Finds the argument of each parameter: borrowed, OURO_NO_ID when it was not given. */
gboolean ouro_py_bind_arguments (OuroVm               *vm,
                                 const OuroParameters *parameters,
                                 const guint32        *args,
                                 guint                 n_args,
                                 OuroId                kwnames,
                                 OuroId               *values);

/* "split() argument 1 must be str, not int". place may be NULL. */
void ouro_py_raise_bad_argument (OuroVm     *vm,
                                 const char *function,
                                 const char *place,
                                 const char *expected,
                                 OuroId      argument);

/* TypeError with the name of the object's type between words before and after it. */
void ouro_py_raise_type (OuroVm     *vm,
                         const char *before,
                         OuroId      object,
                         const char *after);

/* Whether the text of a str is this one, of ASCII characters. */
gboolean ouro_py_str_is (const OuroVm *vm,
                         OuroId        str,
                         const char   *text);

/* The special method of a class made by a class statement, unless a built-in type has given it: borrowed. */
OuroId ouro_py_get_own_special (OuroVm    *vm,
                                OuroId     object,
                                OuroVmName name);

/* A special method has returned an object of another type than it must: "an int", "non-int". Drops the result. */
OuroId ouro_py_refuse_result (OuroVm     *vm,
                              OuroId      object,
                              OuroId      result,
                              const char *method,
                              const char *expected,
                              const char *old_words);

static inline gboolean
ouro_py_is_str (const OuroVm *vm,
                OuroId        object)
{
  return ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, object)) == OURO_KIND_STR;
}

static inline gboolean
ouro_py_is_int (const OuroVm *vm,
                OuroId        object)
{
  OuroKind kind = ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, object));

  return kind == OURO_KIND_INT || kind == OURO_KIND_BOOL;
}

/* bytes or bytearray. */
static inline gboolean
ouro_py_is_bytes_like (const OuroVm *vm,
                       OuroId        object)
{
  OuroKind kind = ouro_heap_get_kind (vm->heap, ouro_vm_value (vm, object));

  return kind == OURO_KIND_BYTES || kind == OURO_KIND_BYTEARRAY;
}

/* PyLong_AsSsize_t () of what stands for an int. */
gboolean ouro_py_get_ssize (OuroVm *vm,
                            OuroId  object,
                            gint64 *value);

/* PyLong_AsInt (). */
gboolean ouro_py_get_c_int (OuroVm *vm,
                            OuroId  object,
                            gint   *value);

/* operator.index () as a new reference to an int of any size. */
OuroId ouro_py_index (OuroVm *vm,
                      OuroId  object);

/* MemoryError, which says nothing. */
void ouro_py_raise_memory_error (OuroVm *vm);

/* Puts up to four objects into a tuple, which takes over the references. always_tracked: also where the version tracks
 * tuples only for the sake of their items. */
OuroId ouro_py_tuple_take (OuroVm       *vm,
                           const OuroId *items,
                           guint         n,
                           gboolean      always_tracked);
