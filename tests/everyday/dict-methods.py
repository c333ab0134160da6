"""A walk through dictionaries."""
ages = {"ann": 31, "bob": 25}
ages["cid"] = 40
print(ages, len(ages), ages["ann"], ages.get("zoe"), ages.get("zoe", 0), "bob" in ages, 31 in ages.values())
print(list(ages), list(ages.keys()), list(ages.values()), list(ages.items()), list(reversed(ages)))
print(ages.setdefault("dan", 1), ages.setdefault("ann", 99), ages.pop("bob"), ages.pop("nobody", "-"), ages.popitem())
ages.update({"eve": 5}, ann=32)
ages |= [("fay", 6)]
print(ages)
del ages["cid"]
for name in sorted(ages, key=ages.get):
    print(name, ages[name], end="; ")
print()
print(dict(a=1), dict([("b", 2)]), dict(zip("xy", (1, 2))), dict.fromkeys("ab", 0), {}, dict(ages) == ages)
view = ages.keys()
ages["gus"] = 7
print(view, len(view), sorted(view & {"gus", "zzz"}), view - {"ann"} == {"eve", "fay", "gus"})
for key in list(ages):
    if ages[key] > 10:
        del ages[key]
print(ages, {k: v * 2 for k, v in ages.items()}, max(ages.items(), key=lambda item: item[1]))
for bad in (lambda: ages["nope"], lambda: {}.popitem(), lambda: ages.pop("nope")):
    try:
        bad()
    except KeyError as error:
        print("KeyError", error)
try:
    {[]: 1}
except TypeError:
    print("a list is no key")
print({1: "int", 1.0: "float", True: "bool"}, {(1, 2): "tuple", None: "none", "": "empty"}, hash(1) == hash(1.0))
nested = {"a": {"b": {"c": 1}}}
nested["a"]["b"]["d"] = 2
print(nested, nested["a"]["b"].get("z", {}).get("y"), nested.get("x", {}))


class Missing(dict):
    def __missing__(self, key):
        self[key] = value = len(key)
        return value


m = Missing(a=0)
print(m["a"], m["hello"], m, m.get("other"), isinstance(m, dict))
inverse = {}
for word in "one two three four five".split():
    inverse.setdefault(len(word), []).append(word)
print(inverse, sorted(inverse.items(), reverse=True)[0])
a, b = {"x": 1, "y": 2}, {"y": 2, "x": 1}
print(a == b, list(a) == list(b), a | {"x": 9}, a.items() == b.items(), a != {"x": 1})
print(str(a), repr(b), f"{a['x']}", "%(x)d %(y)s" % a, "{x}-{y}".format(**a))
a.clear()
print(a, bool(a), not b)
big = {n: n * n for n in range(1000)}
for n in range(0, 1000, 2):
    del big[n]
print(len(big), sum(big), list(big)[:5], list(big.values())[-1])
