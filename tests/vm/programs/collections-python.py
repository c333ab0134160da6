# Counter, namedtuple, ChainMap, User... and the abstract classes.
import sys
from collections import Counter, namedtuple, ChainMap, UserDict, UserList, UserString, OrderedDict, deque, defaultdict
import collections
import collections.abc
from collections.abc import Iterable, Mapping, Sequence, MutableMapping, Sized, Hashable, Callable, Iterator, Container, Set, MutableSequence, MutableSet, Collection, Reversible, Generator
from abc import ABC, ABCMeta, abstractmethod
def err(g):
    try: print(g())
    except BaseException as e: print(type(e).__name__, e)
c = Counter('abracadabra'); print(c, c['z'], c.most_common(2), c.total(), sorted(c.elements()), len(c))
c.update('aaz'); c.subtract({'b': 5}); print(c, c + Counter(q=2), c - Counter(a=3), c & Counter(a=1, z=5), c | Counter(b=9), +c, -c)
print(Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter(a=3) < Counter(a=2), Counter([1, 1, 2]), Counter(), Counter({'x': 3}), Counter(a=2, b=3))
del c['nope']; c['k'] += 1; print(c.copy() == c, dict(c), type(c).__mro__, Counter.__module__, isinstance(c, dict)); err(lambda: Counter.fromkeys('ab')); err(lambda: Counter(3))
class MC(Counter): pass
print(MC('aab'), MC('aab') + MC('b'))
P = namedtuple('P', 'x y'); p = P(1, 2); print(p, p.x, p[1], p == (1, 2), P._fields, p._asdict(), p._replace(y=5), P._make([7, 8]), len(p), list(p), hash(p) == hash((1, 2)))
x, y = p; print(x, y, P.__name__, P.__module__, P.__qualname__, P.__doc__, P.__slots__, isinstance(p, tuple), P.__mro__, P(y=1, x=2), P(1, y=3))
print(sys.getsizeof(p), sys.getsizeof(p) == sys.getsizeof((1, 2)), p.__class__ is P, repr(P), p._field_defaults, P.__match_args__)
D = namedtuple('D', ['a', 'b', 'c'], defaults=[2, 3]); print(D(1), D(1, c=5), D._field_defaults, namedtuple('R', 'a class a _x', rename=True)._fields)
err(lambda: P(1)); err(lambda: P(1, 2, 3)); err(lambda: P(1, 2, x=3)); err(lambda: P(1, 2, z=3)); err(lambda: P()); err(lambda: D()); err(lambda: D(1,2,3,4)); err(lambda: namedtuple('A', 'a a')); err(lambda: namedtuple('A', 'class')); err(lambda: namedtuple('A', '_x')); err(lambda: namedtuple('A', '1x')); err(lambda: P._make([1])); err(lambda: p._replace(z=1)); err(lambda: namedtuple('A', 'a', defaults=(1, 2)))
def st(): p.x = 5
err(st); err(lambda: p.q); err(lambda: namedtuple('2A', 'a'))
class Pt(namedtuple('Pt', 'x y')):
    __slots__ = ()
    @property
    def norm(self): return (self.x ** 2 + self.y ** 2) ** .5
    def __add__(self, o): return Pt(self.x + o.x, self.y + o.y)
print(Pt(3, 4).norm, Pt(1, 2) + Pt(3, 4), Pt(3, 4)._replace(x=0), {Pt(1, 2): 1}[(1, 2)])
m = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(m, m['a'], m['b'], len(m), list(m), 'b' in m, m.get('q', 5), dict(m)); m['c'] = 9; del m['a']; print(m, m['a'], m.new_child({'z': 0}), m.parents, m.maps, m == dict(m)); err(lambda: m['zz']); err(lambda: m.pop('b')); err(lambda: m.__delitem__('b'))
class UD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(str(k), v)
u = UD({1: 2}, b=3); print(u, u['1'], len(u), list(u.items()), '1' in u, u.get('q'), u.data, u == {'1': 2, 'b': 3}, u.pop('b'), u | {4: 5}, isinstance(u, Mapping))
class UL(UserList):
    def append(self, x): super().append(x * 2)
l = UL([1, 2]); l.append(3); l += [1]; print(l, l[1], l[1:], type(l[1:]).__name__, l == [1, 2, 6, 1], len(l), l + [5], l * 2, sorted(l), l.index(6), isinstance(l, Sequence), l.data)
s = UserString('hello'); print(s, s.upper(), type(s.upper()).__name__, s + ' you', len(s), s[1:3], 'ell' in s, s == 'hello', s.count('l'), repr(s), s.startswith('he'))
print([isinstance(o, Iterable) for o in ([], {}, 'a', 5, iter([]), (x for x in ()), range(3), deque(), None)])
print([isinstance(o, Hashable) for o in ([], (), 'a', {}, len, object())], [isinstance(o, Callable) for o in (len, int, 5, lambda: 1)], [isinstance(o, Sized) for o in ([], 5, deque())])
print([isinstance([], k) for k in (Sequence, MutableSequence, Mapping, Set, Collection, Container, Reversible, Iterator, Generator)], isinstance({}, MutableMapping), isinstance(set(), MutableSet), isinstance(frozenset(), MutableSet), isinstance((i for i in ()), Generator), isinstance(deque(), MutableSequence), isinstance(OrderedDict(), Mapping), isinstance(defaultdict(), MutableMapping), issubclass(Counter, Mapping), isinstance({}.keys(), Set), isinstance((), Sequence), isinstance(5, (int, Iterable)))
class It:
    def __iter__(self): return iter([1])
class NoIt: __iter__ = None
print(isinstance(It(), Iterable), isinstance(NoIt(), Iterable), issubclass(It, Iterable), issubclass(int, Iterable), collections.abc.Iterable is Iterable, Iterable.__module__, repr(Iterable), collections.abc.__name__)
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    @classmethod
    @abstractmethod
    def make(cls): ...
    def describe(self): return f'{self.name} {self.area()}'
class Sq(Shape):
    def area(self): return 4
class Sq2(Sq):
    name = 'sq'
    @classmethod
    def make(cls): return cls()
err(Shape); err(Sq); print(Sq2.make().describe(), sorted(Shape.__abstractmethods__), Sq2.__abstractmethods__, isinstance(Sq2(), Shape), issubclass(Sq2, Shape), type(Shape), ABC.__mro__)
@Shape.register
class Other: pass
print(isinstance(Other(), Shape), issubclass(Other, Shape), Other.__mro__); err(lambda: Shape.register(5)); err(lambda: issubclass(5, Shape))
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, C): return hasattr(C, 'quack') or NotImplemented
class Duck: quack = 1
print(issubclass(Duck, Hook), issubclass(int, Hook), isinstance(Duck(), Hook))
class MyMap(Mapping):
    def __init__(self, d): self.d = d
    def __getitem__(self, k): return self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
mm = MyMap({'a': 1}); print(mm['a'], mm.get('z'), list(mm.keys()), list(mm.items()), 'a' in mm, mm == {'a': 1}, dict(mm), {**mm}, mm.keys() & {'a'})
class Seq(Sequence):
    def __getitem__(self, i): return [1, 2, 3][i]
    def __len__(self): return 3
q = Seq(); print(list(q), 2 in q, q.index(3), q.count(1), list(reversed(q)))
err(lambda: Mapping()); err(lambda: Iterable())
class BadSeq(Sequence):
    def __len__(self): return 0
err(BadSeq)
class MS(MutableSet):
    def __init__(self, i=()): self.s = list(dict.fromkeys(i))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
    def add(self, x): self.s.append(x) if x not in self.s else None
    def discard(self, x): self.s.remove(x) if x in self.s else None
ms = MS([1, 2]); ms |= {3}; print(sorted(ms & {2, 3}), ms == {1, 2, 3}, sorted(ms - {1}), sorted(ms ^ {1, 9}), ms <= {1, 2, 3, 4}); ms.remove(1); err(lambda: ms.remove(77)); print(ms.isdisjoint([5]))
