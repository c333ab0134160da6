"""Classes made at run time: type(), metaclasses, __new__, class attributes."""


class Registry(type):
    plugins = {}

    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        if bases:
            mcs.plugins[namespace.get("key", name.lower())] = cls
        return cls

    def __call__(cls, *args, **kwargs):
        instance = super().__call__(*args, **kwargs)
        instance.created_by = cls.__name__
        return instance

    def __len__(cls):
        return len(cls.plugins)


class Plugin(metaclass=Registry):
    def run(self, text):
        return text


class Upper(Plugin):
    def run(self, text):
        return text.upper()


class Reverse(Plugin):
    key = "rev"

    def run(self, text):
        return text[::-1]


class Exclaim(Upper):
    def __init__(self, times=1):
        self.times = times

    def run(self, text):
        return super().run(text) + "!" * self.times


print(sorted(Registry.plugins), len(Plugin), type(Upper).__name__)
text = "plugins"
for key, cls in Registry.plugins.items():
    plugin = cls()
    text = plugin.run(text)
    print(f"{key:8} {plugin.created_by:8} {text}")
print(Exclaim(3).run("hi"))


class Singleton:
    instance = None

    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, value):
        self.value = value


a, b = Singleton(1), Singleton(2)
print(a is b, a.value)


class Celsius(float):
    def __new__(cls, value):
        return super().__new__(cls, round(value, 1))

    def __str__(self):
        return f"{float(self)} C"


class Upcase(str):
    def __new__(cls, text):
        return str.__new__(cls, text.upper())


t = Celsius(21.456)
print(t, t + 1, type(t + 1).__name__, Upcase("abc"), len(Upcase("abc")), isinstance(t, float))
Dog = type("Dog", (), {"sound": "woof", "speak": lambda self: f"{self.name}: {self.sound}",
                       "__init__": lambda self, name: setattr(self, "name", name)})
rex = Dog("Rex")
print(rex.speak(), type(rex).__name__, Dog.__name__, vars(rex))
rex.sound = "grr"
print(rex.speak(), Dog.sound, Dog("Fido").speak())


class Stack(list):
    push = list.append

    def peek(self):
        return self[-1]


s = Stack("ab")
s.push("c")
print(s, s.peek(), s.pop(), len(s), s == ["a", "b"], isinstance(s, list), s + ["z"])
