# import in all its forms, and what it says when it fails.
import builtins
import gc as g, sys
from gc import *
from gc import collect as c, isenabled


def call(function):
    try:
        function()
    except BaseException as error:
        print(function.__name__, type(error).__name__, error, error.args, [getattr(error, name, "-") for name in ("name", "path", "name_from")])
    else:
        print(function.__name__, "went well")


def name_of_module():
    from gc import nothing


def module_of_module():
    __import__('gc.nothing')


def package_of_module():
    __import__('sys.path.nothing')


def by_function():
    print(__import__("gc") is g, __import__("gc", fromlist=["nothing"]) is g, __import__(name="sys", level=0) is sys)


def empty_name():
    __import__("")


def no_name():
    __import__()


def number():
    __import__(1)


def negative_level():
    __import__("gc", level=-1)


def unknown():
    __import__("nothing")


def dotted():
    __import__("nothing.at.all")


def attribute():
    g.colect()


def halted():
    sys.modules["gc"] = None
    try:
        import gc
    finally:
        sys.modules["gc"] = g


def main():
    __main__ = __import__('__main__')

    print(__main__.call is call, __main__.__name__)
    again = __import__('__main__').call

    print(again is call)


def again():
    del sys.modules["gc"]
    import gc

    print(gc.isenabled(), sys.modules["gc"] is gc, gc.get_threshold())


for function in (name_of_module, module_of_module, package_of_module, by_function, empty_name, no_name, number, negative_level, unknown, dotted, attribute, halted, main, again):
    call(function)
print(collect is c, isenabled, c.__name__, c.__qualname__, c.__module__, c.__self__)
print(g, type(g), g.__name__, g.__package__ == "", builtins.len is len, builtins)
print([name for name in ("gc", "sys", "builtins", "__main__", "math") if name in sys.modules])
print([name for name in dir(g) if name[0] != "_"])
print(__name__, __package__, __doc__)
