/* ouro-py-bytes-private.h - what bytes and bytearray share */
#pragma once

#include "ouro-py-text-private.h"

/* decode, hex, fromhex, translate, maketrans and what ASCII letters are asked and made. */
extern const OuroBuiltinDef ouro_py_bytes_shared_methods[];
extern const OuroBuiltinDef ouro_py_bytes_case_methods[];

/* The arguments of bytes (...) and bytearray (...): the bytes they stand for, in an array that the caller frees. FALSE with an
 * exception. type: "bytes" or "bytearray". */
gboolean ouro_py_bytes_collect (OuroVm        *vm,
                                const char    *type,
                                const guint32 *args,
                                guint          n_args,
                                OuroId         kwnames,
                                GByteArray   **bytes);

/* The bytes of an iterable of ints, or of bytes. */
gboolean ouro_py_bytes_collect_items (OuroVm     *vm,
                                      const char *type,
                                      OuroId      iterable,
                                      GByteArray *bytes);

/* A number from 0 to 255; FALSE with ValueError: "byte must be in range(0, 256)". */
gboolean ouro_py_get_byte (OuroVm *vm,
                           OuroId  object,
                           guint8 *byte);

/* Slots. */
OuroId ouro_py_bytes_binary (OuroVm      *vm,
                             OuroId       a,
                             OuroId       b,
                             OuroOperator op);
OuroId ouro_py_bytes_get_item (OuroVm *vm,
                               OuroId  self,
                               OuroId  key);
int    ouro_py_bytes_contains (OuroVm *vm,
                               OuroId  self,
                               OuroId  value);
OuroId ouro_py_bytes_iterator_next (OuroVm *vm,
                                    OuroId  self);
