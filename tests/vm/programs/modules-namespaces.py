# locals, globals, vars, dir and attributes by name.


class Plain:
    pass


class Slotted:
    __slots__ = ("x", "y")


class Own:
    def __init__(self, names):
        self.names = names

    def __dir__(self):
        return self.names


class Lazy:
    def __getattr__(self, name):
        if name == "broken":
            raise ValueError(name)
        if name == "missing":
            raise AttributeError(name)
        return "lazy " + name


def call(function, *args):
    try:
        print(function.__name__, function(*args))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


def all_kinds(a, b=2, *c, d, **e):
    x = 1
    first = locals()
    print(first, dir(), vars() == first)
    y = 2
    print(sorted(locals()), "y" in first, locals() is locals())

    def inner():
        return x, locals()

    print(inner())
    del y
    print(sorted(locals()))


all_kinds(1, d=3, z=4)


def unbound():
    if unbound is None:
        never = 1
    return locals(), dir()


print(unbound())


class Body:
    inside = 1
    print(locals() is vars(), sorted(name for name in dir() if name[0] != "_"))


def generator():
    a = 1
    yield dict(locals())
    b = 2
    yield dict(locals())


print(list(generator()))
print(locals() is globals(), vars() is globals(), globals()["__name__"])

plain = Plain()
plain.first = 1
vars(plain)["second"] = 2
setattr(plain, "with blank", 3)
setattr(plain, "".join(["dyn", "amic"]), 4)
print(vars(plain), plain.second, plain.dynamic, getattr(plain, "with blank"), hasattr(plain, "with blank"))
delattr(plain, "with blank")
print(hasattr(plain, "with blank"), [name for name in dir(plain) if name[0] != "_"])
print(dir(plain)[4:], dir(Plain), dir(Slotted()), dir(object()))
print(dir(Own(["b", "a"])), [name for name in dir([]) if name[0] != "_"], [name for name in dir(1) if name[0] != "_"])
print(getattr(Lazy(), "name"), getattr(Lazy(), "missing", "default"), hasattr(Lazy(), "missing"), getattr([], "".join(["app", "end"]))(1))
call(dir, Own(1))
call(dir, Own([1, "a"]))
call(dir, 1, 2)
call(vars, 1)
call(vars, Slotted())
call(vars, 1, 2)
call(getattr, Lazy(), "broken", 1)
call(getattr, Lazy(), "missing")
call(hasattr, Lazy(), "broken")
call(getattr, 1)
call(getattr, 1, 2)
call(getattr, 1, "nothing")
call(getattr, 1, "nothing", 3)
call(getattr, 1, "real", 3, 4)
call(setattr, 1, "a", 2)
call(setattr, 1, 2, 3)
call(setattr, object(), "a", 1)
call(setattr, Slotted(), "z", 1)
call(delattr, 1, "a")
call(delattr, plain, "nothing")
call(delattr, Slotted(), "x")
call(hasattr, 1, 2)
call(globals, 1)
call(locals, 1)
