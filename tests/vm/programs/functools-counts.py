# functools: sizes, what the collector knows, what a cache keeps alive
import functools
import gc
import sys
from functools import partial, lru_cache, cmp_to_key, reduce

gc.collect()
gc.disable()


def describe(x):
    print(type(x).__name__, sys.getsizeof(x), gc.is_tracked(x), [r.__name__ if isinstance(r, type) else type(r).__name__ for r in gc.get_referents(x)])


class Thing:
    def __del__(self):
        print("gone", end=" ")


t = [1]
p = partial(max, t, 1, key=str)
describe(p)
p.note = 1
describe(p)
describe(partial(max))
describe(cmp_to_key(max))
describe(cmp_to_key(max)(t))
p.me = p
del p
print(gc.collect())


@lru_cache(maxsize=2)
def cached(x, y=0):
    return [x]


describe(cached)
cached("one")
describe(cached)
a = Thing()
cached(a, y=1)
describe(cached)
print(sys.getrefcount(a))
del a
print("still alive")
cached("two")
print("one is replaced")
cached("three")
print()
a = Thing()
cached(a)
del a
cached.cache_clear()
print("cleared")
describe(cached)


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


@lru_cache(maxsize=None)
def unlimited(x):
    return x


def plain(*args, **keywords):
    return None


first = partial(plain, 1)
named = partial(plain, a=1)
measure("nothing", lambda: None)
measure("partial", lambda: partial(max, 1))
measure("partial without arguments", lambda: partial(max))
measure("partial with keywords", lambda: partial(max, key=str))
measure("partial of partial", lambda: partial(first, 2))
measure("call of partial", lambda: first(2))
measure("call of partial with keywords", lambda: named(2))
measure("a hit", lambda: unlimited("x"))
measure("a hit in a limited cache", lambda: cached("x"))
numbers = iter(range(1000, 2000))
measure("a miss", lambda: unlimited(str(next(numbers))))
measure("a miss in a full cache", lambda: cached(str(next(numbers))))


class Node(Thing):
    @lru_cache(maxsize=None)
    def value(self):
        return self


n = Node()
n.value()
del n
gc.collect()
print(Node.value.cache_info())
Node.value.cache_clear()
print(gc.collect())


class Owner(Thing):
    def __init__(self):
        self.function = lru_cache(maxsize=4)(lambda x: [self])
        self.function(1)


o = Owner()
del o
gc.collect()
