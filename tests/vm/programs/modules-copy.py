import copy
class P:
    def __init__(self, x): self.x = x; self.me = self
a = [1, [2, 3], {"k": [4]}, (5, [6]), {7}]
b = copy.copy(a); c = copy.deepcopy(a)
print(b == a, b[1] is a[1], c == a, c[1] is a[1], c[3] is a[3], c[4] is a[4])
p = P([1]); q = copy.deepcopy(p); r = copy.copy(p)
print(q.me is q, q.x == p.x, q.x is p.x, r.me is p, r.x is p.x, type(q).__name__)
l = []; l.append(l); m = copy.deepcopy(l); print(m[0] is m, m is l)
t = (1, 2); print(copy.deepcopy(t) is t, copy.copy(t) is t)
class C:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep", type(memo).__name__
print(copy.copy(C()), copy.deepcopy(C()), copy.deepcopy([C()]))
class S:
    __slots__ = ("a", "b")
s = S(); s.a = [1]
u = copy.deepcopy(s); print(u.a, u.a is s.a, hasattr(u, "b"))
class L(list): pass
x = L([1, [2]]); x.tag = "t"; y = copy.deepcopy(x); print(y, y.tag, type(y).__name__, y[1] is x[1])
class D(dict): pass
d = D(a=[1]); e = copy.copy(d); print(e, type(e).__name__, e["a"] is d["a"])
class I(int): pass
i = copy.copy(I(5)); print(i, type(i).__name__)
er = ValueError("x", 1); er2 = copy.copy(er); print(repr(er2), er2 is er)
def f(): pass
print(copy.deepcopy(f) is f, copy.copy(len) is len, copy.deepcopy(P) is P)
class St:
    def __init__(self): self.v = 1; self.w = 2
    def __getstate__(self): return {"v": self.v}
    def __setstate__(self, st): self.__dict__.update(st); self.restored = True
z = copy.copy(St()); print(sorted(vars(z)))
class Re:
    def __init__(self, n): self.n = n
    def __reduce__(self): return (Re, (self.n + 1,))
print(copy.copy(Re(1)).n)
memo = {}; copy.deepcopy(a, memo); print(len(memo))
print(copy.copy({1, 2}), copy.copy(frozenset([1])), copy.deepcopy(frozenset([1])))
gen = (k for k in [1])
try:
    copy.copy(gen)
except TypeError as err:
    print(err)

# What can be asked of an object by hand.
import collections
factory = collections.defaultdict(list, {"a": [1]})
print(copy.copy(factory), copy.deepcopy(factory), factory.__reduce__()[:4], collections.defaultdict().__reduce__()[1])
failure = ValueError(1)
failure.note = 2
print(failure.__reduce__(), KeyError("k").__reduce__())


class Slotted:
    __slots__ = ("a", "b")


class Both(Slotted):
    def __getstate__(self):
        return super().__getstate__()


slotted, both = Slotted(), Both()
print(slotted.__getstate__(), both.__getstate__(), (1).__getstate__())
slotted.a = 1
both.b = 2
both.c = 3
print(slotted.__getstate__(), both.__getstate__(), vars(copy.copy(both)), copy.copy(both).b)
