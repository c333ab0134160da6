/* ouro-py-str-private.h - what the files of str share */
#pragma once

#include "ouro-py-text-private.h"

extern const OuroBuiltinDef ouro_py_str_case_methods[];
extern const OuroBuiltinDef ouro_py_str_translate_methods[];

/* str.encode () and bytes.decode (): encoding and errors are str, or OURO_NO_ID. */
OuroId ouro_py_encode (OuroVm *vm,
                       OuroId  str,
                       OuroId  encoding,
                       OuroId  errors);
OuroId ouro_py_decode (OuroVm *vm,
                       OuroId  bytes,
                       OuroId  encoding,
                       OuroId  errors);

/* Whether the arguments encoding and errors of a function are str, where they are given; FALSE with TypeError. */
gboolean ouro_py_check_codec_arguments (OuroVm     *vm,
                                        const char *function,
                                        OuroId      encoding,
                                        OuroId      errors);
