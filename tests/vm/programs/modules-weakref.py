import weakref, gc, sys
class K:
    def __init__(self, n="k"): self.n = n
    def m(self, x=1): return (self.n, x)
    def __eq__(self, o): return isinstance(o, K) and self.n == o.n
    def __hash__(self): return hash(self.n)
    def __len__(self): return 3
    def __getitem__(self, i): return i * 2
    def __add__(self, o): return "add", o
    def __iter__(self): return iter([1, 2])
k = K()
r = weakref.ref(k)
print(r() is k, r is weakref.ref(k), weakref.getweakrefcount(k), weakref.getweakrefs(k) == [r])
r2 = weakref.ref(k, lambda x: print("callback", x() is None, x is r2))
print(r2.__callback__ is not None, r == r2, hash(r) == hash(k), r is r2)
print(repr(r)[:10], type(r).__name__, type(r))
for bad in (1, "x", None):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
p = weakref.proxy(k)
print(p.n, p.m(2), len(p), p[4], p + 1, list(p), 1 in p, bool(p), isinstance(p, weakref.ProxyType))
p.n = "changed"
print(k.n, str(type(p)))
try:
    hash(p)
except TypeError as e:
    print(e)
print(weakref.getweakrefcount(k))
del k
try:
    p.n
except ReferenceError as e:
    print(e)
print(r(), r2(), r == r2)
f = weakref.proxy(print)
f("called by proxy", isinstance(f, weakref.CallableProxyType))
class R(weakref.ref):
    def __init__(self, ob, cb=None, tag=None):
        super().__init__(ob, cb)
        self.tag = tag
    def __new__(cls, ob, cb=None, tag=None):
        return super().__new__(cls, ob, cb)
k = K("z")
x = R(k, None, "tag!")
print(x.tag, x() is k, x.__dict__, isinstance(x, weakref.ref), x == weakref.ref(k))
class S(weakref.ref):
    __slots__ = ("a", "b")
s = S(k)
s.a = [1]
print(s.a, hasattr(s, "b"), s() is k)
wm = weakref.WeakMethod(k.m)
print(wm()(5), wm == weakref.WeakMethod(k.m))
ws = weakref.WeakSet([k])
wk = weakref.WeakKeyDictionary({k: 1})
wv = weakref.WeakValueDictionary(a=k)
print(len(ws), len(wk), len(wv), k in ws, k in wk, "a" in wv, list(wv.items())[0][0], list(wk.values()), wv["a"] is k)
for name in wv:
    print(name)
fin = weakref.finalize(k, print, "finalized", 1, end="!\n")
print(fin.alive, fin.peek()[1] is print, fin.atexit)
k = None
print(len(ws), len(wk), len(wv), fin.alive, wm())
fin2 = weakref.finalize(K, print, "at exit")
k = K()
fin3 = weakref.finalize(k, print, "at exit 3")
fin4 = weakref.finalize(k, print, "never")
print(fin4.detach()[1] is print, fin4.alive, fin4.detach())
import atexit
atexit.register(print, "bye", sep="-")
@atexit.register
def last(): print("last registered")
for i in range(3):
    ks = [K(j) for j in range(4)]
    d = weakref.WeakValueDictionary((q.n, q) for q in ks)
    it = d.items()
    print(next(it)[0])
    del ks[1:3]
    print(len(d.data) in (2, 4), sorted(q for q in d.keys()))
    it.close()
a = K("cyc"); a.me = a
wc = weakref.ref(a, lambda r: print("cycle gone"))
del a
print(gc.collect() > 0, wc())
print(repr(weakref.finalize(K, print))[:10], weakref.WeakSet([K]) == weakref.WeakSet([K]), ws.union([K]) == {K})
