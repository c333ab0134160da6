# operator: what its functions give and say, and what its getters are made of
import gc
import operator
import sys
from operator import *
print(sorted(operator.__all__))
print([name for name in operator.__all__ if f"__{name.rstrip('_')}__" not in dir(operator)])


class Q:
    pass


for x in (itemgetter(1), itemgetter(1, "a"), attrgetter("a.b"), attrgetter("a", "b.c"), methodcaller("f", 1, a=[2]), methodcaller("f"), methodcaller("f", 1)):
    print(x, sys.getsizeof(x), gc.is_tracked(x), [type(r).__name__ if not isinstance(r, type) else r for r in gc.get_referents(x)], [gc.is_tracked(r) for r in gc.get_referents(x) if not isinstance(r, type)])


def fails(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)


fails(itemgetter)
fails(itemgetter, a=1)
fails(itemgetter(1))
fails(itemgetter(1), 1, 2)
fails(itemgetter(1), a=1)
fails(itemgetter(1), 5)
fails(attrgetter)
fails(attrgetter, 1)
fails(attrgetter, "a", 2)
fails(attrgetter("a.b"), 3)
fails(attrgetter("a"), 1, 2)
fails(attrgetter, a=1)
fails(methodcaller)
fails(methodcaller, 1)
fails(methodcaller("x"), 1)
fails(methodcaller("x"))
fails(methodcaller("x"), 1, 2)
fails(methodcaller("x"), a=1)
fails(concat, 1, 2)
fails(concat, [1], 2)
fails(concat, [1], [2])
fails(iconcat, 1, 2)
fails(iconcat, {}, {})
fails(concat, Q(), [1])
fails(countOf, 3, 3)
fails(indexOf, 3, 3)
fails(indexOf, [1,2], 3)
fails(contains, 3, 3)
fails(countOf, [1, 1.0, True, 2], 1)
fails(indexOf, [1,2], 2)
fails(length_hint, [1], "a")
fails(length_hint, 3, 7)
fails(length_hint, iter([1,2]))
fails(length_hint, [1], 1, 2)
fails(length_hint)
fails(add, 1)
fails(add, 1, "a")
fails(iadd, 1, "a")
fails(pow, "a", 2)
fails(ipow, "a", 2)
fails(neg, "a")
fails(add, 1, b=2)
fails(index, "a")
fails(index, True)
fails(abs, "a")
fails(inv, 1.5)
fails(getitem, 3, 4)
fails(setitem, (1,), 0, 1)
fails(delitem, [1], 3)
fails(call)
fails(call, max, 1, 2, key=str)
fails(lt, 1, "a")
fails(matmul, 1, 2)
fails(is_, 1)
fails(truth)
fails(not_, [])
try:
    class Derived(itemgetter):
        pass
except TypeError as e:
    print(e)
print(add, itemgetter, add.__module__, add.__name__, operator.__name__, add.__qualname__, call, operator.__add__ is add, inv is invert, inv, operator.__inv__, concat.__name__)

rows = [("b", 2), ("a", 2), ("a", 1)]
print(sorted(rows, key=itemgetter(1, 0)), max(rows, key=itemgetter(0)), list(map(attrgetter("real", "numerator.imag"), (1, True))))
print(methodcaller("split", "-", maxsplit=1)("a-b-c"), itemgetter(slice(1, 3))([1, 2, 3, 4]), itemgetter(-1)((1, 2)))
a = [1]
b = iadd(a, (2, 3))
print(a is b, b, setitem(a, 0, 5), delitem(a, 1), a, concat("a", "b"), truth([]), is_(a, b), is_not(a, None), contains({1: 2}, 1))
print(type(index(True)).__name__, xor(5, 1), and_(5, 4), or_(5, 2), inv(5), neg(5), pos(True), abs(-3), floordiv(7, 2), truediv(7, 2), mod(7, 2), pow(2, 10), lshift(1, 4), rshift(16, 2))
loop = []
loop.append(methodcaller("f", loop))
print(loop, eq(1, 1.0), ne(1, 2), ge(2, 1), length_hint(range(5)))
