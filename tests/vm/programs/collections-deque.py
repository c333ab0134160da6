# deque: sizes, iterators, errors, and some hundred steps by chance.
import sys, gc
from collections import deque
class D(deque): pass
class S(deque): __slots__=()
print([sys.getsizeof(deque(range(n))) for n in (0,1,32,33,34,64,65,97,98,160,161)])
d=deque(); s=[]
for i in range(70): d.appendleft(i); s.append(sys.getsizeof(d))
print(sorted(set(s)), s.count(s[0]))
print([sys.getsizeof(x) for x in (iter(d), reversed(d), D(), S())])
print([gc.is_tracked(x) for x in (deque(), D(), iter(deque()))])
print([type(x) for x in (iter(d), reversed(d))])
print(deque.__module__, deque.__qualname__)
print(repr(deque), repr(deque([1],3)), repr(D([2])))
def errs(*fs):
    for f in fs:
        try: print(f())
        except BaseException as e: print(type(e).__name__, e)
errs(lambda: deque().x, lambda: setattr(deque(), 'x', 1), lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[3], lambda: deque(1), lambda: deque([],'a'), lambda: deque([],-1), lambda: deque([1]).remove(2), lambda: deque([1]).index(2), lambda: deque([1])['a'], lambda: deque([1])[0:1], lambda: deque()+[1], lambda: deque()*1.5, lambda: hash(deque()), lambda: deque(1,2,3), lambda: deque(x=1), lambda: deque([1]).rotate('a'), lambda: deque().append(), lambda: deque().append(1,2), lambda: deque([1]).__setitem__(4,1), lambda: deque([1]).insert(0,2), lambda: deque([1],1).insert(0,2), lambda: deque().rotate(1,2), lambda: deque().extend(3), lambda: setattr(deque(),'maxlen',3), lambda: deque([1]).__delitem__(1), lambda: deque([1])<[2], lambda: deque([1])<deque([2]), lambda:deque([1]).insert('a',2), lambda: deque([],2**70), lambda: deque(iterable=[1], maxlen=2), lambda: deque().index(), lambda: deque([1,2,3]).index(3,1,2))
def mut(c, f):
    for x in c: f(c)
errs(lambda: mut(deque([1,2]), lambda c:c.append(1)), lambda: mut(deque([1,2]), lambda c:c.pop()))
d = deque(range(200)); 
import sys
state = 12345
def rnd(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return state // 65536 % n
ref = list(range(200))
for step in range(600):
    k = rnd(12)
    if k == 0: d.append(step)
    elif k == 1: d.appendleft(step)
    elif k == 2 and d: d.pop()
    elif k == 3 and d: d.popleft()
    elif k == 4: d.rotate(rnd(400) - 200)
    elif k == 5 and d: d.insert(rnd(len(d)+2) - 1, step)
    elif k == 6 and d: del d[rnd(len(d))]
    elif k == 7: d.extend([step] * rnd(20))
    elif k == 8: d.extendleft([step] * rnd(20))
    elif k == 9 and d: d[rnd(len(d))] = -step
    elif k == 10 and rnd(40) == 0: d.clear()
    elif k == 11:
        for i in range(min(len(d), rnd(90))): d.popleft()
    if step % 20 == 0: print(step, len(d), sys.getsizeof(d), sum(d), sum(x*i for i, x in enumerate(d)))
d.reverse(); print(list(d)[:5], d.count(5), 7 in d, d == d.copy(), deque([1,2])*3, deque([1])*3, deque([1,2],3)*4, deque([1])+deque([2]))
d = deque([1,2,3], 2); d += [5]; print(d, list(reversed(d)), d.maxlen, deque([1,2]) <= deque([1,2,3]), deque([1,2]) != deque([1,2]))
r = deque(); r.append(r); print(r)
D(maxlen=3); print(D([1,2,3],2).copy(), D([1]) == deque([1]))
