"""Decorators with and without arguments, on functions and classes."""
log = []


def traced(function):
    def inner(*args, **kwargs):
        arguments = [repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()]
        log.append(f"{function.__name__}({', '.join(arguments)})")
        result = function(*args, **kwargs)
        log.append(f"-> {result!r}")
        return result
    return inner


def repeat(times):
    def decorator(function):
        def inner(*args):
            return [function(*args) for _ in range(times)]
        return inner
    return decorator


def checked(*types):
    def decorator(function):
        def inner(*args):
            for position, (arg, wanted) in enumerate(zip(args, types)):
                if not isinstance(arg, wanted):
                    raise TypeError(f"argument {position} of {function.__name__} is no {wanted.__name__}")
            return function(*args)
        return inner
    return decorator


registry = {}


def register(cls):
    registry[cls.__name__.lower()] = cls
    return cls


def singleton(cls):
    instances = {}

    def get(*args):
        if cls not in instances:
            instances[cls] = cls(*args)
        return instances[cls]
    return get


@traced
def area(width, height=1, *, unit="cm"):
    return f"{width * height}{unit}2"


@repeat(3)
@traced
def greet(name):
    return "hello " + name


@checked(int, str)
def label(number, text):
    return f"{number}: {text}"


@register
class Circle:
    pass


@register
class Square:
    pass


@singleton
class Settings:
    def __init__(self, theme):
        self.theme = theme


print(area(3, 4), area(5, unit="m"), area(width=2, height=2))
print(greet("Ann"))
print("\n".join(log))
print(label(1, "one"))
try:
    label("1", "one")
except TypeError as error:
    print(error)
print(sorted(registry), [cls.__name__ for cls in registry.values()])
print(Settings("dark") is Settings("light"), Settings().theme)
