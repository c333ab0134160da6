# Metaclasses, and what else classes are asked for by special names.
import sys, gc
class M(type):
    def __new__(mcls, name, bases, ns, **kw):
        print('new', mcls.__name__, name, bases, sorted(k for k in ns if k[0] != '_'), kw)
        return super().__new__(mcls, name, bases, ns, **kw)
    def __init__(cls, name, bases, ns, **kw):
        print('init', name, kw); super().__init__(name, bases, ns)
    def __call__(cls, *args, **kw):
        print('call', cls.__name__, args, kw); return super().__call__(*args, **kw)
    def __len__(cls): return 7
    def __getitem__(cls, k): return (cls.__name__, k)
    def __iter__(cls): return iter([1, 2])
    def __contains__(cls, x): return x == 3
    @property
    def shout(cls): return cls.__name__.upper()
    @classmethod
    def __prepare__(mcls, name, bases, **kw): print('prepare', name, bases, kw); return {'given': 1}
    def hello(cls): return 'hello from ' + cls.__name__
    def __repr__(cls): return f'<M {cls.__name__}>'
    def __getattr__(cls, name):
        if name[0] == '_': raise AttributeError(name)
        return 'no ' + name
    def __setattr__(cls, name, value): print('set', name); super().__setattr__(name, value)
class A(metaclass=M):
    def __init_subclass__(cls, **kw): print('init_subclass', cls.__name__, kw)
    x = 1
class B(A, extra=5): pass
print(type(A), type(B), A, B, len(A), A['k'], list(A), 3 in A, A.shout, A.hello(), A.given, A.foo)
b = B(); print(type(b) is B, isinstance(b, A), isinstance(B, M), issubclass(M, type), M.__mro__, type(M))
A.y = 5; print(A.y, b.y, b.__class__)
print(sys.getrefcount(M) >= 3, sys.getsizeof(A) == sys.getsizeof(type('Z', (), {})))
try: A.shout = 3
except AttributeError as e: print(e)
try: b.hello
except AttributeError as e: print(e)
C = type('C', (B,), {'z': 3}); print(C, type(C), C.z)
D = M('D', (), {'q': 1}); print(D, D.q)
T = type('T', (object,), {'f': lambda self: 5}); print(T, T().f(), T.__name__, T.__module__, T.__qualname__)
def f(*a): return a
def err(g):
    try: print(g())
    except BaseException as e: print(type(e).__name__, e)
class N(type): pass
class X(metaclass=N): pass
err(lambda: type('Y', (A, X), {})); err(lambda: type('Y', (3,), {})); err(lambda: type(1, 2)); err(lambda: N('q')); err(lambda: type(3, (), {})); err(lambda: type('a', 3, {})); err(lambda: type('q', (bool,), {})); err(lambda: type.__new__(3)); err(lambda: type.__new__(int, 'a', (), {}))
def fm(name, bases, ns, **kw): print('fm', name, bases, sorted(k for k in ns if k[0] != '_'), kw); return 42
class W(metaclass=fm, k=1): a = 1
print(W)
class Single(type):
    _instances = {}
    def __call__(cls, *a, **k):
        if cls not in cls._instances: cls._instances[cls] = super().__call__(*a, **k)
        return cls._instances[cls]
class S(metaclass=Single):
    def __init__(self, v=0): self.v = v
print(S(3) is S(4), S().v)
class Check(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, c): return c is int
class K(metaclass=Check): pass
print(isinstance(5, K), isinstance(6, K), isinstance(K(), K), issubclass(int, K), issubclass(str, K), isinstance(5, (str, K)))
print(type.__instancecheck__(int, 5), type.__subclasscheck__(int, bool))
class Eq(type):
    def __eq__(cls, o): return True
    def __hash__(cls): return 5
class E1(metaclass=Eq): pass
print(E1 == 3, hash(E1), E1 != 4)
class Bad(type):
    def __new__(m, n, b, ns): ns.pop('__classcell__', None); return super().__new__(m, n, b, ns)
try:
    class Q(metaclass=Bad):
        def f(self): return __class__
except RuntimeError as e: print(e)
class Ns(dict):
    def __setitem__(self, k, v): print('store', k) if k[0] != '_' else None; super().__setitem__(k, v)
    def __missing__(self, k):
        if k == 'magic': return 99
        raise KeyError(k)
class P(type):
    @classmethod
    def __prepare__(m, n, b): return Ns()
    def __new__(m, n, b, ns): return super().__new__(m, n, b, dict(ns))
class R(metaclass=P):
    a = magic; b = a + 1
    def f(self): return self.b
    del a
print(R.b, R().f(), hasattr(R, 'a'))
class Desc:
    def __set_name__(self, owner, name): self.name = name; print('named', owner.__name__, name)
    def __get__(self, o, t=None): return (self.name, o is None, t.__name__)
    def __set__(self, o, v): print('set', self.name, v)
    def __delete__(self, o): print('delete', self.name)
class H: d = Desc()
H().d = 3; del H().d; print(H.d, H().d)
class G:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(G[int], G[1, 2])
class I:
    def __index__(self): return 2
print([1, 2, 3][I()], 'abc'[I()], list(range(10))[I():], hex(I()), bin(I()), chr(I() .__index__() + 63), [0] * I(), range(I()), round(2.555, I()), 'x' * I())
class Mi(dict):
    def __missing__(self, k): return k * 2
print(Mi()[4], Mi().get(4))
class Plug:
    reg = []
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); cls.reg.append((cls.__name__, tag))
class P1(Plug, tag='a'): pass
class P2(Plug): pass
print(Plug.reg); err(lambda: type('P3', (Plug,), {}, bad=1)); err(lambda: type('P3', (), {}, bad=1))
class BadName:
    def __set_name__(self, o, n): raise ValueError('no')
try:
    class BN: q = BadName()
except BaseException as e: print(type(e).__name__, e, getattr(e, '__notes__', None), repr(e.__cause__))
def cyc():
    class LM(type): pass
    class LA(metaclass=LM): pass
    LM.back = LA
