# enumerate, zip, map, filter, reversed, iter with two arguments
import gc
import sys


def show(*values):
    print(*values)


show(list(enumerate("abc")), list(enumerate([], 5)), list(enumerate("ab", start=10)), list(enumerate(iterable="ab", start=-1)), list(enumerate(start=2, iterable="x")), list(enumerate("ab", 2**63 - 1)), list(enumerate("ab", 2**70)), list(enumerate("a", True)))
show(list(zip()), list(zip("ab")), list(zip("abc", range(2))), list(zip("ab", [1, 2], (3, 4), strict=True)), list(zip([], strict=True)), dict(zip("ab", "cd")))
show(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(max, [1, 5], [4, 2], [3, 3])), list(map(None.__class__, [])))
show(list(filter(None, [0, 1, "", "a", [], [0]])), list(filter(lambda x: x % 2, range(6))), list(filter(bool, [0, 2])), list(filter(str.isupper, "aBcD")))
show(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed((1, 2))), list(reversed(range(0, 10, 3))), list(reversed({1: 2, 3: 4})), list(reversed(b"ab")))
numbers = iter([1, 2, 3, 0, 4])
show(list(iter(lambda: next(numbers), 0)), list(numbers), list(iter(lambda: next(numbers), 0)))


class Sequence:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError("out")
        return i * i


s = Sequence(4)
show(list(s), list(reversed(s)), 9 in s, 5 in s, list(enumerate(s)), list(zip(s, s)), tuple(s), set(s), dict.fromkeys(s), [*s], max(s), sorted(s, reverse=True), sum(s))
it = iter(s)
show(next(it), it.__length_hint__(), type(it), gc.get_referents(it) == [s])
show(list(it), gc.get_referents(it), next(it, "end"))
it = reversed(s)
show(next(it), it.__length_hint__(), type(it), gc.get_referents(it) == [s], list(it), gc.get_referents(it))


class Own:
    def __reversed__(self):
        return "backwards"


show(reversed(Own()))


class Broken:
    def __getitem__(self, i):
        if i == 2:
            raise KeyError(i)
        return i


it = iter(Broken())
show(next(it), next(it))
try:
    next(it)
except KeyError as error:
    show(repr(error))
for make in (lambda: iter([1, 2]), lambda: iter((1, 2)), lambda: iter({1: 1, 2: 2}), lambda: iter({1, 2}), lambda: reversed([1, 2]), lambda: iter(range(2)), lambda: iter({1: 1, 2: 2}.values()), lambda: iter({1: 1, 2: 2}.items()), lambda: reversed({1: 1, 2: 2})):
    it = make()
    show(it.__length_hint__(), next(it), it.__length_hint__(), iter(it) is it, next(it), next(it, "end"), it.__length_hint__(), next(it, "end"), len(gc.get_referents(it)), type(it).__name__)
pair_ids = set()
for pair in enumerate("abc"):
    pair_ids.add(id(pair))
    pair = None
show(len(pair_ids))
pair_ids = set()
for pair in zip("abc", "def"):
    pair_ids.add(id(pair))
    pair = None
show(len(pair_ids))
kept = []
for pair in enumerate("abc"):
    kept.append(pair)
show(kept, len(set(map(id, kept))))


def give(name, n):
    for i in range(n):
        print(name, i, end="; ")
        yield i
    print(name, "ends", end="; ")


for make in (lambda: zip(give("a", 2), give("b", 1)), lambda: zip(give("a", 1), give("b", 2)), lambda: zip(give("a", 1), give("b", 2), strict=True), lambda: zip(give("a", 2), give("b", 1), strict=True), lambda: map(lambda x, y: (x, y), give("a", 2), give("b", 1)), lambda: enumerate(give("a", 2)), lambda: filter(lambda x: x, give("a", 3))):
    try:
        show(list(make()))
    except ValueError as error:
        show(error)


show([type(x).__name__ for x in (enumerate([]), zip(), map(str, []), filter(None, []), reversed(()), iter(lambda: 0, 1), iter([]), reversed([]), iter(()), iter(set()), iter({}), iter(""), iter(range(0)))])
show([sys.getsizeof(x) for x in (enumerate([]), zip(), filter(None, []), reversed(()), iter(lambda: 0, 1), iter([]), reversed([]), iter(()), iter(set()), iter({}), {}.keys(), {}.items(), slice(1))])
show(list(map(lambda *a: a, "ab", [1, 2], (3, 4))), [x for x in zip(*[iter("abcdef")] * 2)], list(zip(*[(1, 2), (3, 4)])))
it = iter([1, 2, 3])
show([(a, b) for a, b in zip(it, it)], list(it))
