# Builtin functions: what they return, and the words of their errors.


def show(x):
    try:
        return x if type(x) is str else x.__name__ if callable(x) else type(x).__name__ if hasattr(x, "__next__") else repr(x)
    except Exception:
        return "?"


def call(function, *args, **keywords):
    name = function.__name__ + "(" + ", ".join([show(x) for x in args] + [k + "=" + show(v) for k, v in keywords.items()]) + ")"
    try:
        print(name, "->", repr(function(*args, **keywords)))
    except BaseException as error:
        print(name, "->", type(error).__name__ + ":", error)


def calls(function, *all_args):
    for args in all_args:
        call(function, *args)


class Shown:
    def __repr__(self):
        return type(self).__name__


class Number(Shown):
    def __abs__(self):
        return "absolute"

    def __index__(self):
        return 65

    def __round__(self, n="no digits"):
        return ["rounded", n]

    def __divmod__(self, other):
        return "divmod"

    def __rdivmod__(self, other):
        return "rdivmod"

    def __pow__(self, other, modulus=None):
        return ["pow", other, modulus]

    def __len__(self):
        return 3

    def __hash__(self):
        return 2**64

    def __format__(self, spec):
        return "formatted " + spec


class Refusing(Shown):
    def __bool__(self):
        raise ValueError("no truth")

    def __lt__(self, other):
        raise KeyError("no order")

    __gt__ = __lt__

    def __len__(self):
        return -1

    def __hash__(self):
        return "a"

    def __iter__(self):
        raise OSError("no items")


class Endless(Shown):
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration("the value")


class Everything(Shown):
    def __instancecheck__(self, x):
        return "yes"

    def __subclasscheck__(self, x):
        return []


class Claiming(Shown):
    @property
    def __class__(self):
        return int


def negative(x):
    return -x


def first(x):
    return x[0]


calls(len, (), (1,), (1, 2), ([1, 2],), (Number(),), (Refusing(),))
call(len, obj=1)
calls(repr, (), ([1, "a"],))
calls(ascii, (), ("\xe9\u1234\U00012345a'",), ([1],))
calls(hash, (), (1,), (-1,), (2**61 - 1,), (1.5,), ("a",), ((1, 2),), ([],), (Number(),), (Refusing(),))
calls(abs, (), (-5,), (-(2**70),), (-1.5,), (True,), (3 + 4j,), ("a",), ([],), (Number(),))
for extreme in min, max:
    calls(extreme, (), (1,), ([],), ([3, 1, 2],), ("abc",), ((),), ({},), (2, 1, 3), (1, "a"), (1, 1.0), (Refusing(), Refusing()))
    call(extreme, [3, 1, 2], key=negative)
    call(extreme, "ab", "ba", key=first)
    call(extreme, [], default=3)
    call(extreme, [], default=None, key=negative)
    call(extreme, 1, 2, default=3)
    call(extreme, [1], foo=1)
    call(extreme, [1], key=None, default=2, x=3)
    call(extreme, [1, 2], key=1)
    call(extreme, [], key=None)
    call(extreme, key=1)
    call(extreme, 1, 2, 3, key=None)
calls(sum, (), (1,), ([],), ([1, 2, 3],), (range(101),), ([1, 2.5, True],), ([0.1] * 10,), ([0.1] * 10, 0.1), ([1e308, 1e308],), ([2**63, 1],), ([2**63 - 1, 1, -5],))
calls(sum, ([[1], [2]], []), ([0.1, 0.2, 0.3, 10**20, -(10**20)],), ([1j, 2],), ([1, 1j, 2.5],), ([1.0, 2**70],), ([-0.0], -0.0), ([True, True],), ({1: 2, 3: 4},))
calls(sum, (["a"],), (["a"], ""), ([1, "a"],), ([1], 2, 3), ([10.0, 10**400],), ([[1], 2], []))
call(sum, [1, 2], start=1.5)
call(sum, [1], iterable=2)
calls(sorted, (), (1,), ([3, 1, 2],), ("cab",), ([1, "a"],), ([1], 1), ([Refusing(), Refusing()],))
call(sorted, [3, 1, 2], reverse=True)
call(sorted, [3, 1, 2], key=negative)
call(sorted, [2, 1], key=None, reverse=0)
call(sorted, iterable=[1])
call(sorted, [1], foo=1)
call(sorted, [1], key=1)
for quantifier in any, all:
    calls(quantifier, (), (1,), ([],), ([0, 1],), ([1, 1],), ([1], 2), ([Refusing()],))
calls(iter, (), (1,), (1, 2), (1, 2, 3), (Refusing(),))
print(list(iter([3, 2, 1].pop, 2)))
calls(next, (), (1,), ([],), (iter([]),), (iter([]), 5), (iter([7]), 5), ([], 5), (iter([]), 1, 2), (Endless(),), (Endless(), 3))
calls(isinstance, (), (1, int), (True, int), (1, str), (1, (str, (bytes, (int,)))), (1, ()), (1, (int, 3)), (1, (3, int)), (1, 2), (1, [int]), (1, int, 3))
calls(isinstance, (1, Everything()), (1, Shown()), (Claiming(), int), (Claiming(), Claiming), (Claiming(), str))
calls(issubclass, (int,), (int, int), (bool, (str, int)), (1, int), (int, 1), (int, (1,)), (1, ()), (int, Everything()), (Number, Shown))
calls(callable, (), (1,), (len,), (int,), (negative,), (Shown(),), ([].append,))
calls(chr, (), (65,), (Number(),), (True,), (0x10FFFF,), (-1,), (0x110000,), (2**40,), (2**70,), ("a",), (1.5,))
calls(ord, (), ("a",), ("\U0001f600",), ("ab",), ("",), (1,))
for convert in bin, oct, hex:
    calls(convert, (), (10,), (-10,), (0,), (2**70,), (True,), (Number(),), ("a",), (1.5,))
calls(round, (), (1.5,), (2.5,), (-0.5,), (2.675, 2), (1234, -2), (150, -2), (250, -2), (1.5, None), (True,), (Number(),), (Number(), None), (Number(), 2), ("a",), (1, "a"), (1, 2, 3))
call(round, number=1.25, ndigits=1)
call(round, ndigits=1)
call(round, 1, x=2)
calls(pow, (2,), (2, 10), (2, -1), (2, 3, 5), (2, 3, -5), (3, -1, 7), (2, 3, None), (2, 3, 0), (2, -1, 4), (2.0, 3, 5), (2, 3, 5.0), ("a", 2), (2, "a", 3), ("a", 2, 3), (2, 3, "a"), (1, 2, 3, 4), (Number(), 2), (Number(), 2, 3))
call(pow, base=2, exp=3, mod=5)
calls(divmod, (1,), (7, 2), (-7, 2), (7, -2), (7.5, 2), (True, 2), (2**70, 3), (1, 0), (1.0, 0), ("a", 2), (Number(), 1), (1, Number()), (Number(), Number()))
calls(format, (), (1,), (1, "05d"), (1.5, ".3f"), ("a", ">3"), ([], ""), (Number(), "x"), (Shown(), "x"), ([], ">3"), (1, 2), (1, "a", 3))
calls(id, (), (1, 2))
print(id([]) == id([]), id(1) == id(1))
calls(input, (1, 2))
calls(__build_class__, (), (1, 2), (negative, 2))
print(__debug__, Ellipsis is ..., NotImplemented, None, len, print, IOError is OSError, EnvironmentError is OSError)
