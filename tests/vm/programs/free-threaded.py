# The free-threaded build: deferred counts, immortal constants, one list for the collector, counts that may be negative.
import gc
import sys

count = sys.getrefcount


def function():
    pass


class Class:
    def method(self):
        pass


def outer():
    def inner():
        pass

    class Local:
        pass

    return count(inner), count(Local)


print(count(function), count(Class), count(Class.method), outer(), count(lambda: 0))
print(count(257), count(1000.5), count(b"ab cd"), count((1, 2)), count("abc"), count((1, (2.5, "x"))))
print([sys.getsizeof(x) for x in (1, 1.5, "", "a", b"", (), [], {}, range(3), object(), Class, gc, function, iter(range(2)))])
print(gc.is_tracked(function.__code__), gc.is_tracked(Class), gc.is_tracked((1, 2)))

gc.collect()
function_id = id(function)
del function
print(gc.collect())


def class_in_function():
    class Dropped:
        pass


class_in_function()
print(gc.collect())


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a, b = Noisy("a"), Noisy("b")
a.other, b.other = b, a
del a, b
print(gc.collect(0), gc.collect())

saved = []


class Back:
    def __del__(self):
        saved.append(self)


back = Back()
back.me = back
del back
print(gc.collect(), len(saved), count(saved[0]), gc.is_tracked(saved[0]))
saved.clear()
print(gc.collect())

try:
    1 / 0
except ZeroDivisionError as e:
    error = e
error.error = error
del error
print(gc.collect())

gc.collect(1)
print(gc.get_count()[1:], len(gc.get_objects(0)) == len(gc.get_objects(2)))
gc.freeze()
print(gc.collect(), len(gc.get_objects()), gc.get_freeze_count() > 0)
gc.unfreeze()
print(gc.get_freeze_count())
items = iter([1])
print(list(items), gc.get_referents(items), next(items, "end"))
print(sys._is_gil_enabled())
