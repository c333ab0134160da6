/* ouro-kinds.h - the kinds of object: how each is stored and what it refers to
 *
 * A kind is a physical layout, not a Python type: every exception class has objects of kind
 * EXCEPTION, every iterator is a RECORD. The list is included wherever a kind matters:
 *
 *   OURO_KIND (NAME, storage, order)
 *     storage  ATOM    no references; the payload is in the row or in the arena
 *              CELLS   references only, in the row's cells
 *              MIXED   references and what OURO_CELL_TAGS stand for in the row's cells
 *     order    of tp_traverse, hence of gc.get_referents (), of the collector and of pictures:
 *              FORWARD or BACKWARD over the cells   (cpython.md 1.8; Objects/listobject.c and
 *              tupleobject.c walk from the last item)
 */

OURO_KIND (FREE, ATOM, FORWARD) /* no object: a row that waits to be used again */

OURO_KIND (SINGLETON, ATOM, FORWARD) /* None, NotImplemented, Ellipsis */
OURO_KIND (BOOL, ATOM, FORWARD)
OURO_KIND (INT, ATOM, FORWARD)
OURO_KIND (FLOAT, ATOM, FORWARD)
OURO_KIND (COMPLEX, ATOM, FORWARD)
OURO_KIND (STR, ATOM, FORWARD)
OURO_KIND (BYTES, ATOM, FORWARD)
OURO_KIND (BYTEARRAY, ATOM, FORWARD)
OURO_KIND (OBJECT, ATOM, FORWARD) /* object () itself */

OURO_KIND (TUPLE, CELLS, BACKWARD)
OURO_KIND (LIST, CELLS, BACKWARD)
OURO_KIND (DICT, CELLS, FORWARD)     /* value, key, value, key ... in order of insertion; a deleted entry is 0, 0 */
OURO_KIND (SET, CELLS, FORWARD)      /* the table of a set or frozenset; an empty place is 0 */
OURO_KIND (DEQUE, CELLS, FORWARD)    /* empty places before the first item, then the items: ouro-deque.h */
OURO_KIND (RANGE, MIXED, FORWARD)    /* start, stop, step, length: private */
OURO_KIND (INSTANCE, CELLS, FORWARD) /* __slots__, items of its base, dict, inline values; then its class */
OURO_KIND (CLASS, MIXED, FORWARD)    /* namespace dict, mro, bases, base; private: name, qualname, slots, subclasses */
OURO_KIND (FUNCTION, CELLS, FORWARD)
OURO_KIND (BUILTIN, MIXED, FORWARD) /* function in C, bound or not */
OURO_KIND (MODULE, CELLS, FORWARD)  /* its dict */
OURO_KIND (CODE, MIXED, FORWARD)    /* its number, constants, names */
OURO_KIND (FRAME, MIXED, FORWARD)
OURO_KIND (GENERATOR, MIXED, FORWARD)
OURO_KIND (EXCEPTION, MIXED, FORWARD) /* fields of its type, then dict, args, traceback, cause, context */
OURO_KIND (WEAKREF, MIXED, FORWARD)   /* callback; the rest is not counted */
OURO_KIND (RECORD, MIXED, FORWARD)    /* anything with a few fixed fields: cell, method, property, iterator ... */
