# functools: partial, reduce, cmp_to_key, caches, wraps and what else there is
import functools
from functools import *


def show(*values):
    print(*values)


def fails(function, /, *args, **keywords):
    try:
        print("no error", function(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


def f(*args, **keywords):
    return args, keywords


p = partial(f, 1, 2, key=3)
show(p(), p(4), p(4, key=5, other=6), p.func is f, p.args, p.keywords)
q = partial(p, 7, more=8)
show(q.func is f, q.args, q.keywords, q(9))
show(repr(partial(max)), repr(partial(max, 1, "a", key=str)), partial(max, 3)(5), partial(int, base=2)("101"))
p.note = "kept"
show(p.note, p.__dict__, partial(p, 1).func is p)
del p.note
fails(getattr, p, "note")
fails(setattr, p, "func", 1)
fails(partial)
fails(partial, 3)
fails(partial(f), **{"a": 1})
fails(partial(len), 1, 2)
p = partial(f)
p.self = p
show(repr(partial(p, 1)) != "", callable(p), hasattr(p, "__name__"))


class P(partial):
    pass


s = P(f, 1)
s.x = 2
show(s(3), s.x, s.__dict__, isinstance(s, partial), s.args, repr(P(max, 1)))
show(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7), reduce(max, "abc"), reduce(f, [1]), reduce(lambda a, b: (a, b), range(4)))
fails(reduce, max, [])
fails(reduce, max, 5)
fails(reduce, max)
fails(reduce, 5, [1, 2])
fails(reduce, lambda a, b: a / b, [1, 0])
key = cmp_to_key(lambda a, b: (a > b) - (a < b))
show(sorted([3, 1, 2], key=key), key(1) < key(2), key(1) == key(1), key(1) >= key(2), key(5).obj, max("abc", key=cmp_to_key(lambda a, b: ord(b) - ord(a))))
fails(lambda: key(1) < 2)
fails(hash, key(1))
fails(key)
fails(cmp_to_key)
fails(lambda: key < key)
calls = []


@lru_cache
def square(x):
    calls.append(x)
    return x * x


show(square(2), square(3), square(2), calls, square.cache_info(), square.cache_parameters())
info = square.cache_info()
show(info.hits, info.misses, info.maxsize, info.currsize, tuple(info), info == (1, 2, 128, 2))
square.cache_clear()
show(square.cache_info(), square.__name__, square.__wrapped__(5), square.__qualname__, square.__module__)
calls.clear()


@lru_cache(maxsize=2)
def small(x):
    calls.append(x)
    return [x]


for x in (1, 2, 1, 3, 1, 2, 3, 3, 1):
    small(x)
show(calls, small.cache_info(), small(1) is small(1))


@lru_cache(maxsize=None, typed=True)
def typed(*args, **keywords):
    return len(calls), args, keywords


show(typed(1), typed(1.0), typed(True), typed(1, a=2), typed(a=2), typed(1, a=2.0), typed.cache_info())


@lru_cache(maxsize=0)
def never(x):
    return object()


show(never(1) is never(1), never.cache_info())


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


show(fib(80), fib.cache_info(), fib.cache_parameters())
show(small(4), small("a"), small("a"), small.cache_info())
fails(square, [])
fails(square)
fails(square, 1, 2)
fails(lru_cache, "a")
fails(lru_cache(maxsize=1.5) if False else lru_cache, 1.5)


class C:
    def __init__(self, n):
        self.n = n

    @lru_cache(maxsize=None)
    def method(self, x):
        return self.n + x

    @cached_property
    def costly(self):
        print("computed")
        return self.n * 2

    @partialmethod
    def nothing(self):
        return "nothing"

    def base(self, a, b=0):
        return self.n, a, b

    add_one = partialmethod(base, 1)
    add_two = partialmethod(base, 1, b=2)


c = C(5)
show(c.method(1), c.method(1), C.method.cache_info(), c.costly, c.costly, c.__dict__, c.add_one(), c.add_one(b=3), c.add_two(), c.nothing())
del c.costly
show(c.costly, type(C.costly).__name__, C.method(c, 1))


@lru_cache(maxsize=3)
def keyed(a, b=1, *c, d=2):
    return a, b, c, d


show(keyed(1), keyed(1, 1), keyed(a=1), keyed(1, b=1), keyed(1, d=2), keyed(b=1, a=1), keyed.cache_info())


def decorate(function):
    @wraps(function)
    def inner(*args):
        """Of inner."""
        return function(*args)
    return inner


@decorate
def documented(x):
    """Says what."""
    return x


show(documented(3), documented.__name__, documented.__doc__, documented.__wrapped__.__name__, documented.__qualname__)
show(WRAPPER_ASSIGNMENTS[:4], functools.WRAPPER_UPDATES)


@total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.n < other.n


a, b = Version(1), Version(2)
show(a < b, a <= b, a > b, a >= b, a >= a, a <= a, b > a, sorted([b, a])[0].n)
fails(lambda: a <= 3)
fails(total_ordering, type("Empty", (), {}))


@singledispatch
def describe(x):
    return "something"


@describe.register(int)
def _(x):
    return "an int"


@describe.register(list)
def _(x):
    return "a list"


describe.register(str, lambda x: "a str")
show(describe(1), describe(True), describe([]), describe(""), describe(None), describe.dispatch(int)(3), describe.__name__)
fails(describe)
if hasattr(functools, "Placeholder"):
    from functools import Placeholder as _
    p = partial(f, _, 2, _, 4)
    show(p(1, 3), p(1, 3, 5), repr(_), p.args, partial(p, 1)(3), partial(p, 1).args)
    fails(p, 1)
    fails(partial, f, _)
    fails(partial, f, a=_)
show([type(x) for x in (p, square)], partial.__module__, sorted(functools.__all__)[:5])
