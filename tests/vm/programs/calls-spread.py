# What f (*args, **kwargs) spreads may be borrowed from a local: it is still there afterwards.
import copy
import sys


def f(*args, **kwargs):
    return len(args)


class E:
    def __init__(self, *args):
        self.args = args


def g(*args, **kwargs):
    f(*args)
    f(*args, **kwargs)
    E(*args)
    ValueError(*args)
    return sys.getrefcount(args), sys.getrefcount(kwargs)


for i in range(5):
    print(g(1, [2], z=3))

error = ValueError("x", 1)
print(repr(copy.copy(error)))
print([lambda: b for b in [1]][0].__qualname__)


class A:
    pairs = [(b, c) for b in (1, 2) for c in (3, 4)]

    def keys(self):
        return {(lambda: k) for k in [1]}


print(A.pairs, A().keys().pop().__qualname__)
