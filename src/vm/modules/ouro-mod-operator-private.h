/* ouro-mod-operator-private.h - what the two files of operator share */
#pragma once

#include "ouro-mod-private.h"

#include "types/ouro-py-arguments-private.h"
#include "types/ouro-py-containers-private.h"

/* itemgetter, attrgetter, methodcaller: fills their slots. */
void ouro_operator_add_getters (OuroVm *vm);
