"""All ways to take things apart."""
point = (3, 4)
x, y = point
print(x, y)
x, y = y, x
print(x, y)
first, *middle, last = range(6)
print(first, middle, last)
*start, end = "abc"
print(start, end)
(a, b), [c, (d, *e)] = (1, 2), [3, (4, 5, 6)]
print(a, b, c, d, e)
head, *tail = [1]
print(head, tail)
for name, (low, high) in {"age": (0, 120), "height": (40, 250)}.items():
    print(name, low, high)
for i, (letter, *digits) in enumerate([("a", 1), ("b", 2, 3), ("c",)]):
    print(i, letter, digits)
records = [("Ann", 31, "Oslo"), ("Bob", 25, "Rome")]
names, ages, cities = zip(*records)
print(names, ages, cities)
print([*range(3), *"xy", *{9: 0}], {**{"a": 1}, "b": 2, **{"a": 3}}, (*[1], 2))


def show(a, b=2, *args, c, d=4, **kwargs):
    print(a, b, args, c, d, kwargs)


show(1, c=3)
show(*[1, 2, 3, 4], c=5, z=6)
show(*"ab", **{"c": 1, "d": 2, "e": 3})
options = dict(c=0)
show(1, **options, extra=True)


def minmax(values):
    return min(values), max(values)


low, high = minmax([4, 8, 1])
print(f"{low=} {high=}")
_, day, _ = "Mon-Tue-Wed".split("-")
print(day)
try:
    p, q = [1, 2, 3][:1]
except ValueError as error:
    print(error)
try:
    p, q, *r = [1]
except ValueError as error:
    print(error)
items = [0, 1, 2, 3, 4, 5]
items[1:3], items[-1] = ["one", "two"], "five"
print(items)
i, items[i] = 3, "three"
print(i, items)
a = b = []
a.append(1)
print(b, a is b)
del items[::2]
print(items)
nested = {"user": {"name": "Eve", "langs": ["py", "c"]}}
user = nested["user"]
name, (language, *_) = user["name"], user["langs"]
print(name, language, _)
