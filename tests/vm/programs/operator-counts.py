# operator and functools: how many objects calls make
import gc
from functools import cmp_to_key, reduce
from operator import *
gc.collect()
gc.disable()


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
measure("cmp_to_key", lambda: cmp_to_key(max))
K = cmp_to_key(max)
measure("key", lambda: K(1))


def f(a, b):
    return gc.get_count()[0]


def count(make):
    make()
    gc.collect()
    b = gc.get_count()[0]
    return make() - b
l = [1, 2]
print(count(lambda: reduce(f, l)), count(lambda: reduce(f, l, 0)), count(lambda: reduce(f, (1, 2, 3))), count(lambda: f(1, 2)))


def g(a, b):
    global inner
    inner = gc.get_count()[0]
    return 0


def during(make):
    make()
    gc.collect()
    before = gc.get_count()[0]
    make()
    return inner - before
print(during(lambda: sorted([1, 2], key=cmp_to_key(g))), during(lambda: cmp_to_key(g)(1) < cmp_to_key(g)(2)))


class M:
    def get(self, *a, **k):
        return gc.get_count()[0]
m = M()
m.x = m
mc = methodcaller("get")
mc1 = methodcaller("get", 1, 2)
mck = methodcaller("get", 1, a=2)
print(count(lambda: mc(m)), count(lambda: mc1(m)), count(lambda: mck(m)), count(lambda: m.get()))
measure("methodcaller", lambda: methodcaller("get"))
measure("methodcaller 1", lambda: methodcaller("get", 1))
measure("methodcaller k", lambda: methodcaller("get", 1, a=2))
measure("methodcaller kk", lambda: methodcaller("get", a=2))
measure("itemgetter", lambda: itemgetter(1))
measure("itemgetter 2", lambda: itemgetter(1, 2))
measure("attrgetter", lambda: attrgetter("a"))
measure("attrgetter 2", lambda: attrgetter("a", "b.c"))
ig=itemgetter(0, 1)
ag = attrgetter("x.get", "x")
measure("items", lambda: ig([1, 2]))
measure("attrs", lambda: ag(m))
measure("call", lambda: call(list, (1, 2)))
measure("length_hint", lambda: length_hint([1]))
measure("indexOf", lambda: indexOf([1,2], 2))
measure("add", lambda: add((1,), (2,)))


class C:
    def __getitem__(self, name):
        return gc.get_count()[0]
    def __add__(self, other):
        return gc.get_count()[0]
    def __length_hint__(self):
        return gc.get_count()[0]

    def __contains__(self, x):
        global seen
        seen = gc.get_count()[0]
        return True


c = C()
i1 = itemgetter("q")
print(count(lambda: i1(c)), count(lambda: add(c, 1)), count(lambda: c + 1), count(lambda: length_hint(c)), count(lambda: getitem(c, 1)), count(lambda: (contains(c, 1), seen)[1]))
