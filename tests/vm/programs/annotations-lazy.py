# From 3.14 annotations are evaluated when somebody asks.
import functools
import gc
import sys


def later(item: Unknown if False else int, *rest: tuple[int, ...], key: "text" = 1, **others: dict) -> bool:
    inner: never_asked_for = 1
    return inner


print(later.__annotations__, later(1))
later.__annotations__ = {"item": 1}
print(later.__annotations__)


def make(T):
    def inner(a: T, b: int) -> T:
        return a

    class Inner:
        value: T
        T = 3
        again: T

        def method(self, item: T, other: [n for n in (1, 2)]): pass
    return inner, Inner


function, cls = make(7)
print(function.__annotations__, cls.method.__annotations__, cls.T)
print(sorted(cls.__annotations__))


class Base:
    count: int
    __private: str = "p"
    if later:
        reached: float
    else:
        missed: float

    def me(self):
        return __class__


class Derived(Base):
    pass


print(Base.__annotations__, Base.__annotations__ is Base.__annotations__, Derived.__annotations__)
print(Base().me(), sorted(name for name in vars(Derived) if "annot" in name))

top: int = 1
for number in range(2):
    looped: str = "x"
if not top:
    missed: float
print(sys.modules["__main__"].__annotations__)


@functools.singledispatch
def show(item):
    return "object"


@show.register
def _(item: list | tuple):
    return "sequence"


@show.register
def _(item: "dict"):
    return "mapping"


print(show([]), show(()), show({}), show(1))


@functools.wraps(make)
def wrapper(*args: bytes) -> None: pass


print(wrapper.__name__, wrapper.__annotations__)


def cost():
    gc.collect()
    before = gc.get_count()[0]

    def inner(item: list[int]) -> int:
        return 1

    class Inner:
        label: int
        if True:
            other: int

        def method(self) -> None: pass
    return gc.get_count()[0] - before


print(cost(), cost())
