/* ouro-py-exception-private.h - the fields of exceptions, for the two files about them */
#pragma once

#include "ouro-vm-private.h"

/* At most so many fields has an exception of its own. */
#define OURO_EXCEPTION_MAX_FIELDS 8

/* A field by its Python name; OURO_NO_ID when it is empty or there is none. Borrowed. */
OuroId ouro_py_exception_get_field (const OuroVm *vm,
                                    OuroId        exception,
                                    const char   *name);

/* str (exception) */
OuroId ouro_py_exception_str (OuroVm *vm,
                              OuroId  self);
OuroId ouro_py_exception_repr (OuroVm *vm,
                               OuroId  self);
OuroId ouro_py_key_error_str (OuroVm *vm,
                              OuroId  self);
OuroId ouro_py_os_error_str (OuroVm *vm,
                             OuroId  self);
OuroId ouro_py_import_error_str (OuroVm *vm,
                                 OuroId  self);
OuroId ouro_py_syntax_error_str (OuroVm *vm,
                                 OuroId  self);
OuroId ouro_py_unicode_error_str (OuroVm *vm,
                                  OuroId  self);
