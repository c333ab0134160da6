# Descriptors asked by hand, classes that derive from descriptors, and bases that are no classes.
import collections
import functools
import gc


class C:
    __slots__ = ("a", "b")

    @staticmethod
    def s():
        "doc of s"
        return 1

    @classmethod
    def c(cls: type) -> str:
        return cls.__name__

    @property
    def p(self):
        "doc of p"
        return 5

    @p.setter
    def p(self, value):
        print("set", value)


names = C.__dict__
print(names["s"].__func__(), names["s"].__wrapped__(), names["s"](), names["s"].__doc__, names["s"].__name__)
print(names["c"].__func__(int), names["c"].__get__(None, C)(), names["c"].__annotations__, names["c"].__isabstractmethod__)
c = C()
print(C.p.fget(3), C.p.__get__(c, C), C.p.__get__(None, C) is C.p, C.p.fdel, C.p.__doc__)
C.p.__set__(c, 4)
C.p.__doc__ = "another"
print(C.p.__doc__)
for ask in (lambda: C.p.__delete__(c), lambda: C.p.__get__(None, None), lambda: C.a.__get__(1), lambda: C.a.__get__(c)):
    try:
        print(ask())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
print(C.a.__name__, C.a.__objclass__, C.a.__qualname__, C.a.__set__(c, 5), c.a, C.a.__get__(c), C.a.__delete__(c), hasattr(c, "a"))
print(str.upper.__get__("abc")(), (lambda self: self + 1).__get__(1)(), int.__add__.__get__(1)(2), len.__name__)
print(int.real.__get__(True), ValueError.args.__get__(ValueError(1, 2)), hasattr(range, "start"), "args" in dir(KeyError), collections.deque.maxlen.__get__(collections.deque([], 3)))
print(type(c).__dict__["p"].__get__(c), collections.defaultdict.default_factory.__get__(collections.defaultdict(list)))


class Cached(property):
    "a property that remembers"

    def __init__(self, function, more=None):
        super().__init__(function)
        self.name = function.__name__
        self.more = more

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        print("get", self.name)
        return super().__get__(instance, owner)


class Plain(property):
    pass


class Named(classmethod):
    def __set_name__(self, owner, name):
        print("named", name)


class Uses:
    @Cached
    def x(self):
        "doc of x"
        return 1

    @Plain
    def y(self):
        return 2

    @y.setter
    def y(self, value):
        print("set y", value)

    @Named
    def z(cls):
        return cls.__name__


u = Uses()
print(u.x, u.y, u.z(), Uses.x.name, Uses.x.__doc__, type(Uses.y).__name__, isinstance(Uses.y, property))
u.y = 3
try:
    u.x = 1
except AttributeError as error:
    print(error)


class Numbers(list[int]):
    pass


class Entries:
    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return dict,


class Mixed(Entries, Entries()):
    pass


class Nothing(Entries):
    def __mro_entries__(self, bases):
        return ()


class Alone(Nothing()):
    pass


class Wrong(Entries):
    def __mro_entries__(self, bases):
        return [int]


print(Numbers([1]), Numbers.__bases__, Numbers.__orig_bases__, [base.__name__ for base in Mixed.__mro__], [type(base).__name__ for base in Mixed.__orig_bases__], Alone.__bases__)
try:
    class Failed(Wrong()):
        pass
except TypeError as error:
    print(error)


class Dispatch:
    @functools.singledispatchmethod
    @classmethod
    def m(cls, x):
        return "other"

    @m.register
    @classmethod
    def _(cls, x: int):
        return "int"

    @m.register
    @staticmethod
    def _(x: str | bytes):
        return "text"


print(Dispatch.m(1.5), Dispatch().m(1), Dispatch.m("x"), Dispatch.m(b""))


def cost(base):
    gc.collect()
    before = gc.get_count()[0]

    class Inner(base):
        @Plain
        def value(self): pass
    return gc.get_count()[0] - before


print(cost(object), cost(list[int]), cost(Entries()))
print((lambda a, /, b, *c, d=1, **e: [n for n in c]).__code__.co_varnames, cost.__code__.co_nlocals, cost.__code__.co_cellvars)
