/* ouro-mod-keyword.c - keyword: the words that cannot be names
 *
 * Source  Lib/keyword.py (3.11 to 3.15)
 */
#include "ouro-mod-private.h"

#include <string.h>

static const char hard_words[] =
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda "
  "nonlocal not or pass raise return try while with yield";

static OuroId
make_list (OuroVm     *vm,
           const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  OuroId list = ouro_py_list_new (vm, 0);

  for (guint i = 0; words[i] != NULL; i++)
    ouro_py_list_append_taking (vm, list, ouro_vm_intern (vm, words[i], strlen (words[i])));
  return list;
}

/* iskeyword is a method of a frozenset that nobody sees. */
static void
add_words (OuroVm     *vm,
           OuroId      module,
           const char *list_name,
           const char *test_name,
           const char *text)
{
  OuroId list = make_list (vm, text);
  OuroId set = ouro_vm_call (vm, OURO_TYPE_FROZENSET, &list, 1);

  ouro_mod_set (vm, module, test_name, ouro_vm_get_attribute (vm, set, ouro_vm_name (vm, OURO_NAME___contains__)));
  ouro_mod_set (vm, module, list_name, list);
  ouro_heap_decref (vm->heap, set);
}

void
ouro_mod_keyword_add (OuroVm *vm,
                      OuroId  module)
{
  add_words (vm, module, "kwlist", "iskeyword", hard_words);
  add_words (vm, module, "softkwlist", "issoftkeyword", vm->profile->lazy_imports ? "_ case lazy match type" : vm->profile->type_statement ? "_ case match type"
                                                                                                                                           : "_ case match");
}
