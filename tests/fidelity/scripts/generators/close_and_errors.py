def g():
    try:
        yield 1
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("finally")
a = g()
next(a)
a.close()
a.close()
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
b = stubborn()
next(b)
try:
    b.close()
except RuntimeError as e:
    print(e)
def bad():
    yield 1
    raise StopIteration("inside")
c = bad()
next(c)
try:
    next(c)
except RuntimeError as e:
    print(e, repr(e.__cause__))
