# Every operation of dict, with the size that it leaves behind.
import gc
import sys

gc.disable()
size = sys.getsizeof

for n in (0, 1, 2, 5, 6, 10, 11, 21, 22, 43):
    by_number = {}
    by_name = {}
    for i in range(n):
        by_number[i] = i
        by_name[str(i)] = i
    sizes = [by_number, by_name, dict(by_number), dict(by_name), by_name.copy(), {**by_name}, dict.fromkeys(by_name), dict.fromkeys(range(n)), dict.fromkeys(set(range(n))),
             dict(zip(range(n), range(n))), dict([(str(i), i) for i in range(n)]), {i: i for i in range(n)}, by_name | {}, {} | by_name, {"x": 1} | by_name, by_name | {1: 1}]
    for other in ({}, {1: 2}, {"a": 1}):
        other.update(by_name)
        sizes.append(other)
    print(n, [size(d) for d in sizes])
shrinking = {i: i for i in range(30)}
for i in range(25):
    del shrinking[i]
print(size(shrinking), size(shrinking.copy()), size(dict(shrinking)), size(shrinking | {}), len(shrinking))
for i in range(100, 140):
    shrinking[i] = i
print(size(shrinking), list(shrinking)[:8])
shrinking.clear()
print(size(shrinking), shrinking)
mixed = {"a": 1}
print(size(mixed))
mixed[1] = 2
print(size(mixed))

d = {"one": 1, "two": 2, 3: "three", (4,): [4], None: None, 1.5: True}
print(d, len(d), bool(d), bool({}), d["one"], d[3], d[(4,)], d[None], d[1.5])
print({1: "int", 1.0: "float", True: "bool"}, {0: 1, False: 2}, {"a": 1, "a": 2})
print("one" in d, 1 in d, None in d, "x" not in d, d.get("one"), d.get("x"), d.get("x", 5), d.get(3, 5))
print(d.setdefault("one", 9), d.setdefault("nine", 9), d.setdefault("none"), d)
print(d.pop("nine"), d.pop("nine", "gone"), d.pop("none"), d.popitem(), d.popitem(), d)
del d["two"]
d["two"] = "again"
print(d, list(d), list(d.values()), list(d.items()), list(reversed(d)))
print(d == {3: "three", (4,): [4], "one": 1, "two": "again"}, d != {}, {1: 1.0} == {True: 1}, {1: 2} == {1: 3}, {1: 2} == {2: 2}, {} == [], {1: {2: [3]}} == {1: {2: [3]}})
for make in (lambda: dict(), lambda: dict(a=1, b=2), lambda: dict({"a": 1}, b=2), lambda: dict([("a", 1), ["b", 2], "cd"]), lambda: dict(zip("ab", (1, 2))), lambda: dict({"a": 1}.items(), a=2), lambda: dict(iter([(1, 2)]))):
    print(make())
d = {"a": 1}
d.update({"b": 2}, c=3)
d.update([("d", 4)])
d.update(e=5, a=0)
d.update()
d.update(d)
print(d)
print(d | {"z": 26}, {"z": 26} | d, {} | {})
e = d
e |= {"y": 25}
e |= [("x", 24)]
print(d is e, d)
print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict.fromkeys({3, 4}, []), dict.fromkeys({5: 6}, 1), {}.fromkeys("x"), dict.fromkeys(()))
f = d.copy()
f["new"] = 1
print("new" in d, f == d, f is d)
loop = {}
loop["self"] = loop
loop["list"] = [loop]
print(loop)
print({**{"a": 1}, "b": 2, **{"a": 3}}, {k: v for k, v in zip("ab", range(2))})


class Mapping:
    def __init__(self, n):
        self.n = n

    def keys(self):
        return [str(i) for i in range(self.n)]

    def __getitem__(self, key):
        return int(key) * 2


print(dict(Mapping(3)), {**Mapping(2)}, {"a": 1} | dict(Mapping(1)))
d = {}
d.update(Mapping(4))
d |= Mapping(5)
print(d)


class Default(dict):
    def __missing__(self, key):
        self[key] = key * 2
        return self[key]


m = Default(a=1)
m.tag = 1
print(m["a"], m["b"], m, m.get("c"), "c" in m, type(m.copy()), type(m | {}), type({} | m), type(Default.fromkeys("ab")), m.__dict__, m == {"a": 1, "b": "bb"})
m |= {"z": 0}
print(m, type(m), dict(m), {**m}, list(m), len(m), repr(m), sorted(m))


class Own(dict):
    def __iter__(self):
        return iter(["k"])

    def __getitem__(self, key):
        return "own " + str(key)

    def keys(self):
        return ["k", "l"]


own = Own(a=1)
print(dict(own), {**own}, list(own), own["a"], own.get("a"), own)


class Key:
    def __init__(self, name, hash):
        self.name = name
        self.hash = hash

    def __hash__(self):
        print("hash", self.name, end="; ")
        return self.hash

    def __eq__(self, other):
        print("eq", self.name, getattr(other, "name", other), end="; ")
        return isinstance(other, Key) and self.name[0] == other.name[0]

    def __repr__(self):
        return self.name


a, b, a2 = Key("a", 1), Key("b", 1), Key("a2", 1)
d = {a: 1, b: 2}
print(d)
d[a2] = 3
print(d)
print(d[b], d.get(a2), a2 in d, d.pop(b), d)
print(d.setdefault(a2, 4), d.setdefault(b, 5), d)
print(dict(d) == d, d.copy(), {**d}, dict.fromkeys(d), set(d), list(d))
d.update({a2: 9, b: 8})
print(d)
print({1: "x"} == {Key("k", 1): "x"})
del d[a2]
print(d)


class Clearing:
    def __init__(self, owner):
        self.owner = owner

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.owner.clear()
        return False


owner = {}
owner[Clearing(owner)] = 1
print(1 in owner, owner)
owner[Clearing(owner)] = 1
owner[1] = 2
print(owner)
owner.clear()
owner[Clearing(owner)] = 1
print(owner.setdefault(1, 3), owner, owner.get(1))


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("bye", self.name, end="; ")


d = {i: Noisy(i) for i in range(5)}
d[1] = None
print()
del d[3]
print()
d.pop(0)
print()
d.popitem()
print()
d.update({2: 0})
print()
d = {Noisy("key"): Noisy("value"), 1: Noisy("v2")}
d.clear()
print()
d = {Noisy("key"): Noisy("value"), 1: Noisy("v2")}
del d
print()
for change in range(4):
    d = {1: 1, 2: 2, 3: 3}
    try:
        for key in d:
            print(key, end=" ")
            if change == 0:
                d[key + 10] = 1
            elif change == 1:
                del d[key]
            elif change == 2:
                del d[key]
                d[key + 10] = 1
            else:
                d[key] = 0
        print(d)
    except RuntimeError as error:
        print(error)
for walk in (dict.keys, dict.values, dict.items, reversed):
    d = {1: 1, 2: 2}
    iterator = iter(walk(d))
    print(next(iterator), iterator.__length_hint__(), end=" ")
    d[3] = 3
    for i in range(2):
        try:
            next(iterator)
        except RuntimeError as error:
            print(error, end=" ")
    print(iterator.__length_hint__())
iterator = iter({1: 2})
print(list(iterator), list(iterator), gc.get_referents(iterator))
print([gc.is_tracked(x) for x in ({}, {1: 2}, {1: []}, {1: (1, 2)}, {1: "a"}, {"a": print}, {1: int}, {1: {}}, dict(a=1), dict(a=[]), {1: []}.copy(), {1: 1} | {2: []})] if sys.version_info >= (3, 14) else "")
