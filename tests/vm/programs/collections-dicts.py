# OrderedDict and defaultdict: sizes, order, errors, and some hundred steps by chance.
import sys, gc
from collections import defaultdict, OrderedDict, deque
class DD(defaultdict): pass
class OD(OrderedDict): pass
class So(OrderedDict): __slots__=()
class Sd(defaultdict): __slots__=()
class LL(list): pass
print([sys.getsizeof(x) for x in (defaultdict(), DD(), Sd(), OrderedDict(), OD(), So(), OrderedDict(a=1), OrderedDict.fromkeys(range(6)))])
o=OrderedDict(a=1)
print([sys.getsizeof(x) for x in (iter(o), o.keys(), o.values(), o.items(), iter(o.items()), reversed(o))])
print([gc.is_tracked(x) for x in (defaultdict(), OrderedDict(), o.keys(), iter(o))])
print([type(x) for x in (iter(o), o.keys(), o.values(), o.items(), iter(o.items()), reversed(o), reversed(o.items()))])
k='kk'*3; v=[1]
def cls(x): return [y.__name__ if isinstance(y,type) else y for y in gc.get_referents(x)]
dd=defaultdict(list); dd[k]=v
print(cls(dd), cls(OrderedDict({k:v})), cls(DD(list,{k:v})), cls(iter(OrderedDict({k:v}))), cls(OrderedDict({k:v}).items()), cls(deque([v])), cls(LL([v])))
x=OD({k:v}); x.a=5; print(cls(x)); o.z=8; print(cls(o), o.__dict__, x.__dict__)
x=DD(list,{k:v}); x.a=5; print(cls(x))
print(OrderedDict.__module__, type(iter(o)).__module__)
print(repr(dd), repr(o), repr(DD(int)), repr(OD(a=1)), defaultdict, OrderedDict)
import gc
def errs(*fs):
    for f in fs:
        try: print(f())
        except BaseException as e: print(type(e).__name__, e)
errs(lambda: setattr(defaultdict(), 'x', 1), lambda: defaultdict().x, lambda: OrderedDict().x)
errs(lambda: defaultdict(3), lambda: defaultdict()[1], lambda: defaultdict(None)[1], lambda: defaultdict(list,3), lambda: defaultdict(list).__missing__(3), lambda: defaultdict(int, a=1), lambda: defaultdict(list)|{1:2}, lambda: {1:2}|defaultdict(list), lambda: defaultdict(list)|3, lambda: defaultdict(list).copy(), lambda: defaultdict(list).default_factory, lambda: defaultdict.fromkeys([1]))
errs(lambda: OrderedDict(3), lambda: OrderedDict().popitem(), lambda: OrderedDict().pop(1), lambda: OrderedDict().move_to_end(1), lambda: OrderedDict(1,2), lambda: OrderedDict()['a'], lambda: OrderedDict(a=1)==OrderedDict(a=1), lambda: OrderedDict(a=1,b=2)==OrderedDict(b=2,a=1), lambda: OrderedDict(a=1,b=2)=={'b':2,'a':1}, lambda: OrderedDict(a=1)|{'b':2}, lambda: {'b':2}|OrderedDict(a=1), lambda: OrderedDict(a=1)|3, lambda: OrderedDict.fromkeys([1,2]), lambda: OrderedDict([(1,2)]).setdefault(1,3), lambda: OrderedDict.popitem(OrderedDict([(1,2),(3,4)]),last=False), lambda: hash(OrderedDict()), lambda: OrderedDict().__delitem__(3), lambda: OrderedDict([(1,2),(3,4)]).keys(), lambda: OrderedDict([(1,2),(3,4)]).values(),lambda: OrderedDict([(1,2),(3,4)]).items(), lambda: OrderedDict().popitem(1,2), lambda: OrderedDict().pop(), lambda: OrderedDict()<OrderedDict(), lambda: OrderedDict().move_to_end(), lambda: OrderedDict([1]), lambda: OrderedDict([()]), lambda: OrderedDict([(1,2,3)]), lambda: OrderedDict([(1,)]), lambda: OrderedDict({[]:1}) if 0 else OrderedDict([([],1)]), lambda: OrderedDict().update(1,2), lambda: {1:2} == OrderedDict({1:2}), lambda: OrderedDict({1:2}) != {1:2}, lambda: dict(OrderedDict([(2,3),(1,4)])), lambda: OrderedDict(a=1).keys() & {'a'}, lambda: OrderedDict(a=1).items() ^ OrderedDict(a=2).items(), lambda: 'a' in OrderedDict(a=1).keys(), lambda: OrderedDict(a=1).keys().mapping, lambda: len(OrderedDict(a=1).values()))
def mut(c, f):
    for x in c: f(c)
errs(lambda: mut(OrderedDict(a=1,b=2), lambda c:c.popitem()), lambda: mut(OrderedDict(a=1,b=2), lambda c:c.move_to_end('a')), lambda: mut(OrderedDict(a=1,b=2), lambda c:c.clear()), lambda: mut(OrderedDict(a=1,b=2), lambda c:c.__setitem__(3,4)), lambda: mut(OrderedDict(a=1,b=2), lambda c:c.__setitem__('a',4)), lambda: mut(defaultdict(int, a=1), lambda c:c[3]))
state = 12345
def rnd(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return state // 65536 % n
for C in OrderedDict, OD:
    od = C()
    for step in range(500):
        r = rnd(8); key = rnd(40); key = 'k%d' % key if key > 20 else key
        if r < 3: od[key] = step
        elif r == 3: od.pop(key, None)
        elif r == 4 and od: od.popitem(last=rnd(2))
        elif r == 5 and key in od: od.move_to_end(key, rnd(2))
        elif r == 6 and key in od: del od[key]
        elif r == 7 and rnd(50) == 0: od.clear()
        if step % 20 == 0: print(step, list(od), sys.getsizeof(od), list(reversed(od.values())))
    assert list(od.copy().items()) == list(od.items())
dd = defaultdict(lambda: [0]); dd['x'].append(1); print(dd['y'], len(dd), dd.get('z'), 'z' in dd); dd.default_factory = None
try: dd['q']
except KeyError as e: print(repr(e))
print(OrderedDict(a=1, **{'b': 2}), {**OrderedDict(a=1)}, list(OrderedDict(a=1).items()))
od = OrderedDict(); od['x'*3] = od; d = defaultdict(list); d[1] = d
class OM(OrderedDict):
    def __setitem__(self, k, v): super().__setitem__(k, v); self.move_to_end(k)
    def __missing__(self, key): return 'none'
m = OM(a=1, b=2); m['a'] = 3; print(m, m['zz'], list(m), m.popitem(False), m)
for a in OrderedDict(a=(1,2)).values(): print(a)
dict.__setitem__(m, 'q', 1); print(list(m), len(m)); dict.clear(m)
try: list(m.items()); print(m)
except BaseException as e: print(type(e).__name__, e)
