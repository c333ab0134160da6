/* ouro-mod-collections.c - _collections: the types of the module collections that are written in C
 *
 * Source  Modules/_collectionsmodule.c (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

void
ouro_mod_collections_add (OuroVm *vm,
                          OuroId  module)
{
  ouro_mod_set (vm, module, "OrderedDict", OURO_TYPE_ORDERED_DICT);
  ouro_mod_set (vm, module, "defaultdict", OURO_TYPE_DEFAULTDICT);
  ouro_mod_set (vm, module, "deque", OURO_TYPE_DEQUE);
}
