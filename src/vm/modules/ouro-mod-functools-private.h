/* ouro-mod-functools-private.h - the types of functools that are written in C */
#pragma once

#include "ouro-mod-private.h"

#include "types/ouro-py-arguments-private.h"
#include "types/ouro-py-containers-private.h"

/* One for each file: fills the slots of its types. */
void ouro_functools_add_partial (OuroVm *vm);
void ouro_functools_add_cache (OuroVm *vm);

/* A record with n cells of a type that is no static one: the first refers to the type, unless a class derives from it. */
OuroId ouro_functools_allocate (OuroVm *vm,
                                OuroId  cls,
                                OuroId  type,
                                guint   n_hidden,
                                guint32 n);
