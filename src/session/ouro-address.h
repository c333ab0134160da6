/* ouro-address.h - how a statement can name an object
 *
 * By its shortest path of names of the module, attributes, indices and literal keys that runs no code of the user's: "a[0].x". The members
 * of a set, what stands in a cell of a closure and what no name leads to cannot be named so.
 */
#pragma once

#include "ouro-run-roots.h"
#include "ouro-ways.h"

/* NULL when there is none. Free with g_free (). */
char *ouro_address_dup (const OuroRoots *roots,
                        OuroId           object) G_GNUC_WARN_UNUSED_RESULT;

/* What a way adds to the address of its holder: "[0]", "['key']", ".name"; NULL when it cannot be said. */
char *ouro_address_dup_way (const OuroRoots *roots,
                            OuroId           holder,
                            const OuroWay   *way) G_GNUC_WARN_UNUSED_RESULT;

/* Why it has none, in a sentence; translated. */
char *ouro_address_dup_reason (const OuroRoots *roots,
                               OuroId           object) G_GNUC_WARN_UNUSED_RESULT;
