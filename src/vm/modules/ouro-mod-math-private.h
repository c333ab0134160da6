/* ouro-mod-math-private.h - what the files of the module math share */
#pragma once

#include "ouro-mod-private.h"

#include "types/ouro-py-arguments-private.h"
#include "types/ouro-py-containers-private.h"
#include "types/ouro-py-int-private.h"

/* The tables of the files. */
extern const OuroBuiltinDef ouro_mod_math_floats[];
extern const OuroBuiltinDef ouro_mod_math_pairs[]; /* functions of two numbers and more */
extern const OuroBuiltinDef ouro_mod_math_ints[];
extern const OuroBuiltinDef ouro_mod_math_sums[];
extern const OuroBuiltinDef ouro_mod_math_fma[];     /* 3.13 */
extern const OuroBuiltinDef ouro_mod_math_sumprod[]; /* 3.12 */
extern const OuroBuiltinDef ouro_mod_math_classes[]; /* 3.15: fmax, isnormal ... */

/* ValueError for an argument outside the domain: words, with the argument in them as %s, where the version has any. */
OuroId ouro_mod_math_refuse (OuroVm     *vm,
                             const char *words,
                             double      argument);

/* A result that is infinite for finite arguments. */
OuroId ouro_mod_math_raise_range_error (OuroVm *vm);

/* Two numbers as doubles; FALSE with an exception. */
gboolean ouro_mod_math_get_pair (OuroVm        *vm,
                                 const guint32 *args,
                                 double        *x,
                                 double        *y);

/* The Gamma function and its logarithm as CPython computes them; the argument is inside the domain. */
double ouro_mod_math_gamma (double x);
double ouro_mod_math_log_gamma (double x);
