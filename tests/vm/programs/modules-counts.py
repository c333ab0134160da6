# What calls of builtins, gc and sys allocate: how much gc.get_count () rises by the first call after a full collection, when all
# free lists are empty, and by the second. Each is called once before, for what CPython makes but once.
import gc
import sys

gc.disable()


class Empty:
    pass


class Sized:
    def __sizeof__(self):
        return 100


class Writer:
    def write(self, text):
        pass

    def flush(self):
        pass


def same(x):
    return x


def measure(name, call):
    call()
    gc.collect()
    before = gc.get_count()
    x = call()
    between = gc.get_count()
    y = call()
    after = gc.get_count()
    print(name, between[0] - before[0] - 1, after[0] - between[0] - 1)


numbers = [1, 2, 3]
writer = Writer()
sized = Sized()
endless = iter([1] * 1000)

measure("len", lambda: len(numbers))
measure("repr of a list", lambda: repr(numbers))
measure("min of two", lambda: min(1, 2))
measure("min of a list", lambda: min(numbers))
measure("max with key", lambda: max(1, 2, key=same))
measure("max of a list with key", lambda: max(numbers, key=same))
measure("max with default", lambda: max((), default=None))
measure("sum", lambda: sum(numbers))
measure("sum of a tuple", lambda: sum((1, 2)))
measure("sum of a range", lambda: sum(range(3)))
measure("sum of lists", lambda: sum([[1], [2]], []))
measure("sorted", lambda: sorted(numbers))
measure("sorted with key", lambda: sorted(numbers, key=same, reverse=True))
measure("any", lambda: any(numbers))
measure("all", lambda: all(numbers))
measure("iter", lambda: iter(numbers))
measure("iter with sentinel", lambda: iter(same, 1))
measure("next", lambda: next(endless))
measure("isinstance", lambda: isinstance(1, (int, str)))
measure("getattr with default", lambda: getattr(writer, "nothing", None))
measure("hasattr", lambda: hasattr(writer, "write"))
measure("dir of an int", lambda: dir(1))
measure("dir of a class", lambda: dir(Empty))
measure("dir of a module", lambda: dir(gc))
measure("dir of locals", lambda: dir())
measure("locals", lambda: locals())
measure("globals", lambda: globals())
measure("divmod", lambda: divmod(7, 2))
measure("round", lambda: round(1.5))
measure("format", lambda: format(1, "d"))
measure("f-string of a str", lambda: f"{'text'}")
measure("f-string of an int", lambda: f"{numbers[0]}")
measure("f-string of a list", lambda: f"{numbers}")
measure("f-string with a width", lambda: f"{numbers[0]:>3}")
measure("print", lambda: print(1, 2, file=writer, flush=True))
measure("gc.get_count", lambda: gc.get_count())
measure("gc.get_threshold", lambda: gc.get_threshold())
measure("gc.set_threshold", lambda: gc.set_threshold(2000, 10, 10))
measure("gc.is_tracked", lambda: gc.is_tracked(numbers))
measure("gc.get_stats", lambda: gc.get_stats())
measure("gc.get_referents", lambda: gc.get_referents(numbers))
measure("gc.get_referrers", lambda: gc.get_referrers(writer))
measure("gc.get_objects", lambda: len(gc.get_objects(0)))
measure("gc.get_freeze_count", lambda: gc.get_freeze_count())
measure("sys.getrefcount", lambda: sys.getrefcount(numbers))
measure("sys.getsizeof", lambda: sys.getsizeof(numbers))
measure("sys.getsizeof with default", lambda: sys.getsizeof(numbers, 1))
measure("sys.getsizeof by __sizeof__", lambda: sys.getsizeof(sized))
measure("sys.intern", lambda: sys.intern("a"))
measure("sys.exc_info", lambda: sys.exc_info())
measure("sys.version_info", lambda: sys.version_info >= (3, 9))
measure("__import__", lambda: __import__("gc"))
