/* ouro-py-slice-private.h - slices of what may be longer than 64 bits tell */
#pragma once

#include "ouro-vm-private.h"

/* _PySlice_GetLongIndices (): the numbers that a slice means in a sequence of such a length; FALSE with an exception. */
gboolean ouro_py_slice_get_long_indices (OuroVm    *vm,
                                         OuroId     slice,
                                         mpz_srcptr length,
                                         mpz_ptr    start,
                                         mpz_ptr    stop,
                                         mpz_ptr    step);
