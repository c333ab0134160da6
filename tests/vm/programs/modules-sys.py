# The module sys: counts, sizes, limits, version, standard output.
import sys


def call(function, *args, **keywords):
    try:
        print(function.__name__, keywords, function(*args, **keywords))
    except BaseException as error:
        print(function.__name__, keywords, type(error).__name__, error)


class Sized:
    def __init__(self, size):
        self.size = size

    def __sizeof__(self):
        return self.size


class Failing:
    def __init__(self, error):
        self.error = error

    def __sizeof__(self):
        raise self.error


class Forbidden:
    __sizeof__ = None


class Text(str):
    pass


print("counts")
local = []
print(sys.getrefcount(local), sys.getrefcount([]), sys.getrefcount(None), sys.getrefcount(7), sys.getrefcount(int))
held = [local, local]
print(sys.getrefcount(local))


def inside(parameter):
    fresh = []
    return sys.getrefcount(parameter), sys.getrefcount(fresh), sys.getrefcount(inside)


print(inside(local), inside([]))
call(sys.getrefcount)
call(sys.getrefcount, 1, 2)
print(sys._is_immortal(1), sys._is_immortal([]))

print("sizes")
print([sys.getsizeof(o) for o in ([], (), {}, set(), 1, 2**40, "a", 1.5, None, True, len, range(3), inside, Sized, Sized(1))])
for size in (0, 100, -1, "a", 2**70):
    call(sys.getsizeof, Sized(size))
    call(sys.getsizeof, Sized(size), 7)
for error in (ValueError("v"), TypeError("t")):
    call(sys.getsizeof, Failing(error))
    call(sys.getsizeof, Failing(error), default=7)
call(sys.getsizeof, Forbidden())
call(sys.getsizeof, Forbidden(), 7)
call(sys.getsizeof)
call(sys.getsizeof, 1, 2, 3)
call(sys.getsizeof, object=[])
call(sys.getsizeof, 1, object=2)

print("limits")
call(sys.setrecursionlimit, 0)
call(sys.setrecursionlimit, 1)
call(sys.setrecursionlimit, "a")
call(sys.setrecursionlimit, 2**31)
call(sys.setrecursionlimit, 500)
call(sys.getrecursionlimit)
call(sys.getswitchinterval)
call(sys.setswitchinterval, 0)
call(sys.setswitchinterval, "a")
call(sys.setswitchinterval, 0.25)
call(sys.getswitchinterval)


def depth(n):
    try:
        return depth(n + 1)
    except RecursionError as error:
        return str(error)[:32]


print(depth(0))

print("strings")
print(sys.intern("".join(["ab", "c"])) is sys.intern("abc"))
call(sys.intern, 1)
call(sys.intern, Text("a"))

print("exceptions")
print(sys.exc_info(), sys.exception())
try:
    1 / 0
except ZeroDivisionError:
    print(sys.exc_info()[:2], sys.exception())
call(sys.exit)
call(sys.exit, None)
call(sys.exit, "words")
call(sys.exit, (1, 2))
call(sys.exit, 1, 2)

print("frames")


def here():
    return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name


print(here())
call(sys._getframe, 100)

print("version")
version = sys.version_info
print(version >= (3, 9), (3, 9) < version, version == version, version[0], version.minor == version[1], len(version), type(version).__name__)
print(version[3:], version.releaselevel, [type(part).__name__ for part in version])
print(sys.maxsize, sys.platform, sys.byteorder, sys.maxunicode, sys.getdefaultencoding(), len(sys.argv))

print("standard output")
print(sys.stdout.write("written\n"), sys.stdout.isatty(), sys.stdout.writable(), sys.stdout.readable(), sys.stdout.name, sys.stdout.mode, sys.stdout.closed)
sys.stdout.writelines(["one ", "line\n"])
call(sys.stdout.write, 1)
call(print, "\ud800")
print(sys.stdout is sys.__stdout__, sys.stdout, type(sys.stdout))
try:
    sys.stdout.nothing
except AttributeError as error:
    print(error)
sys.exit("the end")
