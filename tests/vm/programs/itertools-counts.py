# itertools: sizes, what the collector knows, allocations, and tuples that are used again
import gc
import sys
from itertools import *
import itertools

gc.collect()
gc.disable()


def describe(x):
    print(type(x).__name__, sys.getsizeof(x), gc.is_tracked(x), [r.__name__ if isinstance(r, type) else type(r).__name__ for r in gc.get_referents(x)])


def after(x, n=1):
    for i in range(n):
        next(x)
    return x


t = [1, 2, 3]
for x in (count(), count(2**70, 2), count(1.5), cycle(t), after(cycle(t)), after(cycle(t), 4), repeat(t), repeat(t, 2), chain(t, t), chain.from_iterable([t]), after(chain(t, t))):
    describe(x)
for x in (compress(t, t), dropwhile(str, t), takewhile(str, t), filterfalse(None, t), starmap(max, t), islice(t, 2), accumulate(t), accumulate(t, max, initial=3), after(accumulate(t)), pairwise(t), after(pairwise(t)), zip_longest(t, t), after(zip_longest(t, t[:1], fillvalue=5), 2)):
    describe(x)
for x in (product(t, t), after(product(t, t)), product(t, repeat=5), permutations(t), after(permutations(t, 2)), permutations(t, 0), combinations(t, 2), after(combinations(t, 2)), combinations_with_replacement(t, 2), after(combinations_with_replacement(t, 3))):
    describe(x)
g = groupby(t)
describe(g)
pair = next(g)
describe(g)
describe(pair[1])
next(pair[1])
describe(g)
a, b = tee(t)
describe(a)
next(a)
describe(a)
describe([x for x in gc.get_referents(a) if not isinstance(x, type)][0])
if hasattr(itertools, "batched"):
    describe(batched(t, 2))
    describe(next(batched(t, 2)))
    describe(next(batched(t, 5)))


class Thing:
    pass


def measure(name, make):
    global kept
    kept = make()
    kept = None
    gc.collect()
    before = gc.get_count()[0]
    kept = make()
    made = gc.get_count()[0]
    kept = None
    gone = gc.get_count()[0]
    print(name, made - before, gone - before)


measure("nothing", lambda: None)
measure("count", lambda: count())
measure("count with a step", lambda: count(1, 2))
measure("cycle", lambda: cycle(t))
measure("repeat", lambda: repeat(t, 2))
measure("repeat with keywords", lambda: repeat(t, times=2))
measure("chain", lambda: chain(t, t))
measure("chain.from_iterable", lambda: chain.from_iterable(t))
measure("compress", lambda: compress(t, t))
measure("dropwhile", lambda: dropwhile(None, t))
measure("filterfalse", lambda: filterfalse(None, t))
measure("starmap", lambda: starmap(None, t))
measure("islice", lambda: islice(t, 2))
measure("accumulate", lambda: accumulate(t))
measure("pairwise", lambda: pairwise(t))
measure("zip_longest", lambda: zip_longest(t, t, t))
measure("product", lambda: product(t, t, t))
measure("product with repeat", lambda: product(t, repeat=3))
measure("permutations", lambda: permutations(t))
measure("combinations", lambda: combinations(t, 2))
measure("groupby", lambda: groupby(t))
measure("a group", lambda: next(groupby(t)))
measure("tee", lambda: tee(t))
measure("list of chain", lambda: list(chain([[]], [[]])))
measure("list of repeat", lambda: list(repeat([], 3)))
measure("list of islice", lambda: list(islice(t, 2)))
measure("list of accumulate", lambda: list(accumulate([[], []])))
measure("list of pairwise", lambda: list(pairwise("abcd")))
measure("list of zip_longest", lambda: list(zip_longest("abc", "d")))
measure("list of product", lambda: list(product("ab", "cd")))
measure("list of permutations", lambda: list(permutations("abc", 2)))
measure("list of combinations", lambda: list(combinations("abcd", 2)))
measure("list of groupby", lambda: [(k, list(g)) for k, g in groupby("aabc")])
measure("lists of tee", lambda: [list(x) for x in tee("abc")])
measure("starmap", lambda: list(starmap(lambda *a: a, [(1, 2), (3, 4)])))
measure("starmap of lists", lambda: list(starmap(lambda *a: a, [[1, 2], [3, 4]])))
if hasattr(itertools, "batched"):
    measure("batched", lambda: batched(t, 2))
    measure("list of batched", lambda: list(batched("abcde", 2)))
for make in (lambda: pairwise("abcd"), lambda: zip_longest("abc", "d"), lambda: product("ab", "cd"), lambda: permutations("abc", 2), lambda: combinations("abcd", 2), lambda: combinations_with_replacement("abc", 2)):
    ids = set()
    tracked = []
    for x in make():
        ids.add(id(x))
        tracked.append(gc.is_tracked(x))
        x = None
    print(len(ids) == 1, tracked)
    ids = set()
    tracked = []
    kept = []
    for x in make():
        ids.add(id(x))
        kept.append(x)
        tracked.append(gc.is_tracked(x))
    print(len(ids), len(kept), tracked)
    it = make()
    next(it)
    gc.collect()
    x = next(it)
    print(gc.is_tracked(x))
x = [Thing()]
for make in (lambda: repeat(x), lambda: chain(x, x), lambda: cycle(x), lambda: product(x, x), lambda: combinations(x, 1), lambda: accumulate(x), lambda: tee(x), lambda: zip_longest(x, fillvalue=x), lambda: count(5)):
    it = make()
    before = sys.getrefcount(x), sys.getrefcount(x[0])
    if not isinstance(it, tuple):
        next(it)
    inside = sys.getrefcount(x), sys.getrefcount(x[0])
    del it
    print(before, inside, sys.getrefcount(x), sys.getrefcount(x[0]))


class Keeper:
    def __init__(self):
        self.it = chain([self], repeat(self))
        self.other = tee(self.it)

    def __del__(self):
        print("gone")


k = Keeper()
next(k.other[0])
del k
print(gc.collect())
