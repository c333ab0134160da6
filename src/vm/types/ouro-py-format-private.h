/* ouro-py-format-private.h - the mini-language of format (), and floats in digits */
#pragma once

#include "ouro-py-text-private.h"

/* The conversions of ouro_vm_format_value (). */
enum {
  OURO_CONVERSION_NONE,
  OURO_CONVERSION_STR,
  OURO_CONVERSION_REPR,
  OURO_CONVERSION_ASCII,
};

/* format (value, spec) of the type: value is laid out as one, spec is a str. */
typedef OuroId (*OuroPyFormatFunc) (OuroVm *vm,
                                    OuroId  value,
                                    OuroId  spec);
OuroId ouro_py_format_str (OuroVm *vm,
                           OuroId  value,
                           OuroId  spec);
OuroId ouro_py_format_int (OuroVm *vm,
                           OuroId  value,
                           OuroId  spec);
OuroId ouro_py_format_float (OuroVm *vm,
                             OuroId  value,
                             OuroId  spec);
OuroId ouro_py_format_complex (OuroVm *vm,
                               OuroId  value,
                               OuroId  spec);

/* value.__format__ (args[0]): the argument must be a str. */
OuroId ouro_py_format_method (OuroVm          *vm,
                              OuroId           self,
                              const guint32   *args,
                              OuroPyFormatFunc func);

/* How floats are written. */
typedef enum {
  OURO_DOUBLE_ALTERNATE = 1 << 0,        /* always with a decimal point; 'g' keeps zeros */
  OURO_DOUBLE_ADD_DOT_0 = 1 << 1,        /* a whole number ends in ".0" */
  OURO_DOUBLE_NO_NEGATIVE_ZERO = 1 << 2, /* what is rounded to -0 is 0 */
} OuroDoubleFlags;

/* PyOS_double_to_string (): type is one of e f g E F G r. Correctly rounded, whatever the locale. Free with g_free (). */
char *ouro_py_double_dup_text (double value,
                               char   type,
                               guint  precision,
                               guint  flags);

/* A float of so many digits has no room: MemoryError, or ValueError as CPython has it. */
gboolean ouro_py_check_precision (OuroVm *vm,
                                  gint64  precision);

/* str.format (*args, **kwargs); kwargs a mapping, or OURO_NO_ID. args is OURO_NO_ID for str.format_map (). */
OuroId ouro_py_str_format (OuroVm        *vm,
                           OuroId         self,
                           const guint32 *args,
                           guint          n_args,
                           OuroId         kwnames,
                           OuroId         mapping);

/* self % values for str, bytes and bytearray. */
OuroId ouro_py_percent (OuroVm *vm,
                        OuroId  self,
                        OuroId  values);
