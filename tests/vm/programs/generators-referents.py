# What a generator refers to while it handles an exception and afterwards, and how functions inside comprehensions are called.
import gc


def handling():
    try:
        yield 1
    except ValueError:
        yield 2
    yield 3


def types(generator):  # without code, which 3.11 names twice
    return [type(x).__name__ for x in gc.get_referents(generator) if not isinstance(x, (str, type(types), type(types.__code__)))]


it = handling()
next(it)
print(types(it))
it.throw(ValueError("x"))
print(types(it))
next(it)
print(types(it))
print(list(it))
try:
    1 / 0
except ZeroDivisionError as e:
    saved = e
saved.__traceback__ = None
print(types(saved), saved.__traceback__)
print([lambda: i for i in "a"][0].__qualname__, list(lambda: i for i in "a")[0].__qualname__)
