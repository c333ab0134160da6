# What comprehensions in a class body see, inlined (from 3.12 on) or not.
import gc
import sys


def outer(p):
    class C:
        p2 = 5
        a = [p for i in range(2)]
        b = [lambda: p for i in range(2)]
        c = [lambda: (i, p) for i in range(2)]
        d = [[p * i * j for j in range(2)] for i in range(2)]
        p = 9
        e = [p for i in range(2)]
        f = p
        try:
            g = [p2 for i in range(2)]
        except NameError as err:
            g = str(err)

        def m(self):
            return p
    return C


C = outer("P")
print(C.a, C.b[0](), C.c[0](), C.c[1](), C.d, C.e, C.f, C.g, C().m())


class D:
    global glob
    glob = 4
    y = [glob for i in range(1)]
    __priv = 3
    z = [__priv for __priv in range(2)]
    i = 5
    w = [i for i in range(3)]
    n = i
    t = {k: v for k, v in zip("ab", range(2))}
    u = {c for c in "aab"}
    s = sum([c * c for c in range(4)])
    gg = list(c for c in range(4))
    ll = [x for x in [y for y in range(3)]]
    try:
        zz = [c for c in range(3) if 1 / c]
    except ZeroDivisionError as e:
        print(e, i)


print(D.y, D.z, D.w, D.n, D.t, sorted(D.u), D.s, D.gg, D.ll)
print(sorted(k for k in D.__dict__ if not k.startswith("__")))


class E:
    gc.collect()
    before = gc.get_count()[0]
    a = [x for x in range(3)]
    b = gc.get_count()[0] - before
    c = [[x] for x in range(3)]
    d = gc.get_count()[0] - before
    e = [sys.getrefcount(x) for x in [[]]]
    f = {x: (x,) for x in c[0]}
    g = gc.get_count()[0] - before


print(E.b, E.d, E.e, E.g)


for base, arguments in ((enumerate, ("ab",)), (zip, ("ab", "cd")), (map, (str, [1])), (filter, (None, [0, 1]))):
    class Derived(base):
        def extra(self):
            return "extra"
    derived = Derived(*arguments)
    derived.attribute = 1
    print(list(derived), derived.extra(), derived.attribute, Derived.__mro__[1:])


class Reporting:
    def __del__(self):
        print("finalized", gc.is_finalized(self))


Reporting()
cycle = Reporting()
cycle.me = cycle
del cycle
gc.collect()


def steps():
    class Loop:
        for x in [[]]:
            pass
    return Loop


gc.collect()
before = gc.get_count()[0]
loop = steps()
print(gc.get_count()[0] - before)
