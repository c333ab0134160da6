/* ouro-py-int-private.h - what the files of int and float share */
#pragma once

#include "ouro-vm-private.h"

/* The value of an object that is laid out as an int, if it has 64 bits. */
static inline gboolean
ouro_py_int_get_small (const OuroVm *vm,
                       OuroId        object,
                       gint64       *value)
{
  return ouro_int_get (vm->heap, ouro_vm_value (vm, object), value);
}

/* The same of any size; initialises the number. */
static inline void
ouro_py_int_init_mpz (const OuroVm *vm,
                      OuroId        object,
                      mpz_ptr       value)
{
  mpz_init (value);
  ouro_int_get_mpz (vm->heap, ouro_vm_value (vm, object), value);
}

/* -1, 0, 1 */
int ouro_py_int_get_sign (const OuroVm *vm,
                          OuroId        object);

/* An int of the number, which is cleared; OURO_NO_ID with MemoryError when it is too long for the heap. */
OuroId ouro_py_int_take_mpz (OuroVm *vm,
                             mpz_ptr value);

/* Whether a computation with so many bits takes more time than anybody would wait; then the machine gives up. */
gboolean ouro_py_int_is_too_long (OuroVm *vm,
                                  guint64 n_bits);

/* The nearest double, ties to even; FALSE when it is too large. exponent: the value is multiplied by 2 to it. */
gboolean ouro_py_mpz_get_double (mpz_srcptr value,
                                 gint64     exponent,
                                 double    *result);

/* An int as a double; FALSE with OverflowError. */
gboolean ouro_py_int_get_double (OuroVm *vm,
                                 OuroId  object,
                                 double *result);

/* How an int compares with a double that is not NaN: -1, 0, 1. */
int ouro_py_int_compare_double (const OuroVm *vm,
                                OuroId        object,
                                double        value);

OuroId ouro_py_bool_result (int          order,
                            OuroOperator op);

/* An int that is an int and nothing more: the object itself, or a copy without class and attributes. New reference. */
OuroId ouro_py_int_exact (OuroVm *vm,
                          OuroId  object);

/* The whole number in a double; an int, or OURO_NO_ID with the exceptions of int (float). */
OuroId ouro_py_int_from_double (OuroVm *vm,
                                double  value);

/* Text ---------------------------------------------------------------------------------------- */

/* The digits in base 2, 8, 10 or 16, with a minus sign; NULL with ValueError. Free with g_free (). */
char *ouro_py_int_dup_digits (OuroVm *vm,
                              OuroId  object,
                              int     base);

/* int (text, base); original is shown in messages. */
OuroId ouro_py_int_parse (OuroVm     *vm,
                          const char *text,
                          gsize       length,
                          int         base,
                          OuroId      original);

/* A str as ASCII: decimal digits of all scripts become 0 to 9, white space blanks, all other characters question
 * marks. Free with g_free (). */
char *ouro_py_str_dup_ascii_number (const OuroVm *vm,
                                    OuroId        str,
                                    gsize        *length);

/* float --------------------------------------------------------------------------------------- */

/* float (object) for anything but text: FALSE with an exception. */
gboolean ouro_py_float_from_object (OuroVm *vm,
                                    OuroId  object,
                                    double *value);

OuroId ouro_py_float_divmod (OuroVm *vm,
                             double  a,
                             double  b);

/* A float at the beginning of ASCII text, as Python reads it: NULL when there is none, else where it ends. */
const char *ouro_py_parse_double (const char *text,
                                  double     *value);

/* The text between white space, without its underscores; NULL when they stand where they may not. Free with g_free (). */
char *ouro_py_dup_number_text (const char *text,
                               gsize       length);

extern const OuroBuiltinDef ouro_py_float_methods[];
extern const OuroBuiltinDef ouro_py_float_new_methods[]; /* 3.14 */

/* Methods ------------------------------------------------------------------------------------- */

extern const OuroBuiltinDef ouro_py_int_methods[];
extern const OuroBuiltinDef ouro_py_int_new_methods[]; /* 3.12 */
