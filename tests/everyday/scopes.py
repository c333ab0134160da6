"""Which name is meant? Local, enclosing, global, built-in."""
x = "global"


def local():
    x = "local"
    return x


def reads():
    return x


def changes():
    global x
    x = "changed"


def outer():
    x = "outer"

    def inner():
        nonlocal x
        x += "+inner"
        return x

    def shadow():
        x = "shadow"
        return x
    return inner(), shadow(), x


def unbound():
    try:
        print(x)
        x = 1
    except UnboundLocalError as error:
        return type(error).__name__


class Scope:
    x = "class"
    copied = x
    listed = [c for c in x]

    def method(self):
        return x, self.x


print(local(), reads(), x)
changes()
print(x, outer(), x, unbound())
print(Scope().method(), Scope.copied, Scope.listed)
len_before = len
len = lambda thing: "my len"
print(len([1, 2]))
del len
print(len([1, 2]), len is len_before)
for i in range(3):
    inside = i * 2
print(i, inside)
try:
    print(undefined_name)
except NameError as error:
    print(error)


def counter():
    counter.calls += 1
    return counter.calls


counter.calls = 0
print(counter(), counter(), vars(counter))


def make(kind):
    if kind == "add":
        def function(a, b):
            "adds"
            return a + b
    else:
        function = lambda a, b: a * b
    return function


print(make("add")(2, 3), make("mul")(2, 3), make("add").__doc__, make("mul").__name__, make("add").__qualname__)
print(sorted(n for n in globals() if n.startswith("s") or n == "x" or n == "i"), "local" in globals())


def locals_demo(a, b=2, *rest, key=None):
    c = a + b
    return sorted(locals().items(), key=lambda item: item[0])


print(locals_demo(1), locals_demo(1, 2, 3, key="k"))
exec_free = [eval_free := n for n in range(3)]
print(eval_free, exec_free)
if (n := len(exec_free)) > 2:
    print("n is", n)
print(__name__, callable(make), callable(5), type(make).__name__)
