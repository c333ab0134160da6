"""In which order do try, except, else and finally run?"""
trace = []


def note(text):
    trace.append(text)


def plain(fail):
    try:
        note("try")
        if fail:
            raise ValueError("asked to")
        note("still in try")
    except ValueError:
        note("except")
    else:
        note("else")
    finally:
        note("finally")
    note("after")


def returning():
    try:
        return "from try"
    finally:
        note("finally of returning")


def nested():
    try:
        try:
            raise KeyError("inner")
        finally:
            note("inner finally")
    except KeyError as error:
        note(f"outer except {error}")
        try:
            raise TypeError("second")
        except TypeError as second:
            note(f"context is {second.__context__!r}")
    return "done"


def loop():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            note(f"body {i}")
        finally:
            note(f"finally {i}")
    else:
        note("never")


def generator():
    try:
        for n in range(3):
            yield n
    finally:
        note("generator closed")


def reraise():
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            note("passing it on")
            raise
    except ArithmeticError as error:
        return type(error).__name__


for call in (lambda: plain(False), lambda: plain(True), returning, nested, loop, reraise):
    trace.clear()
    result = call()
    print(result, trace)
trace.clear()
for n in generator():
    if n == 1:
        break
print(trace)
numbers = generator()
next(numbers)
del numbers
print(trace)
try:
    error = "kept"
    raise RuntimeError("name is gone afterwards")
except RuntimeError as error:
    pass
try:
    print(error)
except NameError:
    print("the name error is no more")


def many(value):
    try:
        return [10 // value, "abc"[value], {1: "one"}[value], int("x" * value)]
    except (ZeroDivisionError, IndexError) as error:
        return type(error).__name__
    except LookupError as error:
        return f"lookup {error}"
    except Exception as error:
        return f"other {type(error).__name__}"


print([many(v) for v in (0, 1, 2, 5)], many("a"))
