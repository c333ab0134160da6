/* ouro-mod-itertools-private.h - what the iterators of itertools share
 *
 * Each is a record whose first cell is its type, where the version counts that; the others stand in the order of tp_traverse.
 * A class that derives from one of them keeps the record as the value of its instances.
 */
#pragma once

#include "ouro-mod-private.h"

#include "types/ouro-py-arguments-private.h"
#include "types/ouro-py-iterators-private.h"

#define OURO_ITERTOOL_TYPE 0

/* The call of a type. */
typedef struct
{
  OuroId         type; /* of itertools */
  OuroId         cls;  /* the type itself, or one that derives from it */
  const guint32 *args;
  guint          n_args;
  OuroId         kwnames;
  OuroId         tuple; /* of the positional arguments */
} OuroItertoolCall;

typedef struct
{
  OuroId type;
  OuroId (*make) (OuroVm                 *vm,
                  const OuroItertoolCall *call);
  OuroId (*next) (OuroVm *vm,
                  OuroId  self);
  OuroId (*repr) (OuroVm *vm,
                  OuroId  self);
  const OuroBuiltinDef *methods;
} OuroItertool;

/* The tables of the files; each ends with a type of 0. */
extern const OuroItertool ouro_itertools_choose[];  /* product, permutations, combinations */
extern const OuroItertool ouro_itertools_endless[]; /* count, cycle, repeat */
extern const OuroItertool ouro_itertools_join[];    /* chain, starmap, accumulate, pairwise, batched, zip_longest */
extern const OuroItertool ouro_itertools_select[];  /* compress, dropwhile, takewhile, filterfalse, islice */
extern const OuroItertool ouro_itertools_split[];   /* groupby, tee */

OuroId ouro_itertools_tee (OuroVm        *vm,
                           OuroId         self,
                           const guint32 *args,
                           guint          n_args,
                           OuroId         kwnames);

/* FALSE with TypeError when there are keyword arguments, or not so many positional ones. */
gboolean ouro_itertools_check (OuroVm                 *vm,
                               const OuroItertoolCall *call,
                               guint                   min,
                               guint                   max);

/* A record with n cells, the type among them; then the object for it, tracked. */
OuroId ouro_itertools_allocate (OuroVm                 *vm,
                                const OuroItertoolCall *call,
                                guint                   n_hidden,
                                guint32                 n);
OuroId ouro_itertools_finish (OuroVm                 *vm,
                              const OuroItertoolCall *call,
                              OuroId                  record);

/* The same for objects that no call of a type makes. */
OuroId ouro_itertools_new (OuroVm *vm,
                           OuroId  type,
                           guint   n_hidden,
                           guint32 n);

/* PyTuple_New (): n empty places, tracked; the one empty tuple for none. */
OuroId ouro_itertools_new_tuple (OuroVm *vm,
                                 guint32 n);

static inline OuroId
ouro_itertools_get (const OuroVm *vm,
                    OuroId        record,
                    guint32       cell)
{
  return ouro_heap_get_cell (vm->heap, record, cell);
}
