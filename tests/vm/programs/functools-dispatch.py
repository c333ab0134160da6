# functools: which implementation is chosen, methods made of others, what lives in cycles through caches
import functools, gc
from functools import *
import collections.abc
gc.collect(); gc.disable()
class Owner:
    def __init__(self):
        self.function = functools.lru_cache(maxsize=4)(lambda x: [self])
        self.function(1)
o = Owner()
del o
print(gc.collect())
@singledispatch
def f(x): return "object"
@f.register(int)
def _(x: int): return "int"
f.register(collections.abc.Sized, lambda x: "sized")
f.register(collections.abc.Sequence, lambda x: "sequence")
@f.register(dict)
def _(x): return "dict"
class P:
    def __len__(self): return 1
class Q(P): pass
print(f(1), f(True), f([]), f({}), f(set()), f(P()), f(Q()), f(None), f(1.5))
f.register(P, lambda x: "P")
print(f(P()), f(Q()))
class A(collections.abc.Hashable, collections.abc.Iterable): 
    def __hash__(self): return 1
    def __iter__(self): return iter([])
@singledispatch
def g(x): return "object"
g.register(collections.abc.Sized, lambda x: "sized")
g.register(collections.abc.Container, lambda x: "container")
class B:
    def __len__(self): return 1
    def __contains__(self, x): return True
try: print(g(B()))
except RuntimeError as e: print(str(e).split(":")[0])
try:
    f.register(3)
except TypeError as e: print(e)
try:
    @f.register
    def nothing(x): pass
except TypeError as e: print(str(e).split(" at ")[0], str(e).split(">")[-1])
try:
    f.register(3, len)
except TypeError as e: print(e)
class M:
    @singledispatchmethod
    def m(self, x): return "object"
    @m.register(int)
    def _(self, x: int): return "int"
m = M()
print(m.m(1), m.m("s"))
class N:
    def a(self, *args, **kw): return args, kw
    b = partialmethod(a, 1, k=2)
    c = partialmethod(b, 2)
n = N()
print(n.b(3), n.c(4, z=5), N.b(n, 7), type(n.b).__name__, n.b.__self__ is n)
class S:
    __slots__ = ("x",)
    @cached_property
    def p(self): return 1
for make in (lambda: S().p, lambda: type("T", (), {"a": cp, "b": cp})):
    cp = cached_property(lambda self: 1)
    try: make()
    except Exception as e: print(type(e).__name__, e)
print(lru_cache(maxsize=-3)(len).cache_info(), lru_cache()(len)("abc"), cache(len).cache_parameters())


# A cycle through nothing but a cache and its own tuple of arguments.
def make():
    cached = lru_cache(maxsize=4)(callable)
    cached(cached)


def count_caches():
    return sum(type(each).__name__ == "_lru_cache_wrapper" and each.__wrapped__ is callable for each in gc.get_objects())


make()
print(count_caches(), gc.collect() > 0, count_caches())
