# itertools: what the iterators give, their words when they refuse, and their reprs
from itertools import *
import itertools


def show(*values):
    print(*values)


def fails(function, /, *args, **keywords):
    try:
        print("no error", function(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


def first(n, iterable):
    return list(islice(iterable, n))


show(first(3, count()), first(3, count(5)), first(3, count(10, -2)), first(3, count(start=1, step=3)), first(3, count(1.5)), first(3, count(0, 0.25)))
show(first(3, count(2**63 - 2)), first(3, count(2**70)), first(2, count(True)), first(2, count(1j)), first(3, count(step=2)))
show(count(), count(5), count(5, 2), count(1.5), count(2**70), count(5, 1), count(-3))
fails(count, "a")
fails(count, 1, [])
fails(count, 1, 2, 3)
fails(count, nothing=1)
show(first(7, cycle("abc")), first(3, cycle([])), first(4, cycle(iter(range(2)))))
fails(cycle)
fails(cycle, 5)
fails(cycle, [], 1)
fails(cycle, iterable=[])
show(list(repeat(7, 3)), first(3, repeat("x")), list(repeat(1, 0)), list(repeat(1, -4)), list(repeat(object=2, times=2)))
show(repeat(7, 3), repeat("x"), repeat([1], 0), repeat(1, -3), repeat(1, 4).__length_hint__(), list(zip(range(2), repeat(9))))
fails(repeat(1).__length_hint__)
fails(repeat)
fails(repeat, 1, "a")
fails(repeat, 1, 2.5)
fails(repeat, 1, times=None)
show(list(chain()), list(chain("ab", [1], (2, 3))), list(chain.from_iterable(["ab", [], "c"])), list(chain([])), type(chain.from_iterable([])).__name__)
fails(chain, iterables=1)
fails(list, chain([1], 2))
fails(chain.from_iterable, 3)
fails(chain.from_iterable)
it = chain([1], 5, [2])
show(next(it))
fails(next, it)
show(list(it))
show(list(compress("abcdef", [1, 0, 1, 0, 1, 1])), list(compress("abc", [1])), list(compress(data=[1, 2], selectors=[[], [0]])))
fails(compress)
fails(compress, "a")
fails(compress, "a", "b", "c")
fails(compress, 1, [])
fails(compress, [], 1)
show(list(dropwhile(lambda x: x < 3, [1, 2, 3, 1, 2])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1, 2])), list(filterfalse(None, [0, 1, "", "a"])), list(filterfalse(lambda x: x % 2, range(6))), list(filterfalse(bool, [0, 1])))
for tool in (dropwhile, takewhile, filterfalse, starmap):
    fails(tool)
    fails(tool, None)
    fails(tool, 1, 2)
    fails(tool, 1, 2, 3)
    fails(next, tool(None, [1]), "end")
    fails(next, tool(max, [1]), "end")
    fails(tool, function=max)
it = takewhile(lambda x: x, [1, 0, 1])
show(next(it), next(it, "end"), next(it, "end"))
show(list(starmap(pow, [(2, 5), [3, 2], range(2, 4)])), list(starmap(lambda *a: a, ["ab", ()])))
show(list(islice("abcdef", 3)), list(islice("abcdef", 2, 5)), list(islice("abcdef", 1, None, 2)), list(islice("abc", None)), list(islice("abc", 0)), list(islice("abc", 5, 2)), list(islice("abcdef", True, None, 3)), list(islice(range(10), 2, 9, 4)))
numbers = iter(range(10))
show(list(islice(numbers, 1, 4)), next(numbers), list(islice(numbers, 2, 2)), next(numbers))
fails(islice)
fails(islice, [])
fails(islice, [], 1, 2, 3, 4)
fails(islice, [], -1)
fails(islice, [], "a")
fails(islice, [], 1, "a")
fails(islice, [], -1, 2)
fails(islice, [], "a", 2)
fails(islice, [], 1, -5)
fails(islice, [], -1, -5)
fails(islice, [], 1, 2, 0)
fails(islice, [], 1, 2, "x")
fails(islice, [], 1, 2, -1)
fails(islice, [], 1.0)
fails(islice, 5, 1)
fails(islice, [], stop=1)
show(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate([], initial=1)), list(accumulate([])), list(accumulate("abc")), list(accumulate(iterable=[3, 1], func=max)), list(accumulate([1, 2], None)))
fails(accumulate)
fails(accumulate, 1)
fails(accumulate, [], max, 3)
fails(list, accumulate([1, "a"]))
fails(list, accumulate([1, 2], 5))
show(list(pairwise("abcd")), list(pairwise("a")), list(pairwise([])))
fails(pairwise)
fails(pairwise, 1)
fails(pairwise, iterable=[])
show(list(zip_longest("abc", [1], fillvalue="-")), list(zip_longest("ab", (), "c")), list(zip_longest()), list(zip_longest([1, 2])))
fails(zip_longest, [], fill=1)
fails(zip_longest, [], fillvalue=1, other=2)
fails(zip_longest, 1)
fails(zip_longest, [1], 2)
show(list(product("ab", [1, 2])), list(product(range(2), repeat=2)), list(product()), list(product("ab", [])), list(product("ab", repeat=0)), len(list(product(range(3), repeat=4))))
fails(product, 1)
fails(product, [], repeat=-1)
fails(product, [], repeat="a")
fails(product, [], times=1)
fails(product, [1], repeat=2**62)
show(list(permutations("abc")), list(permutations(range(3), 2)), list(permutations([], 0)), list(permutations("ab", 3)), list(permutations("ab", None)), list(permutations(iterable="ab", r=1)), len(list(permutations(range(5)))))
fails(permutations)
fails(permutations, 1)
fails(permutations, [], -1)
fails(permutations, [], 1.0)
fails(permutations, "ab", "c")
show(list(combinations("abcd", 2)), list(combinations(range(4), 3)), list(combinations("ab", 0)), list(combinations("ab", 3)), list(combinations(r=1, iterable="ab")))
show(list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("", 2)), list(combinations_with_replacement("", 0)), list(combinations_with_replacement("a", 3)))
for tool in (combinations, combinations_with_replacement):
    fails(tool)
    fails(tool, "ab")
    fails(tool, 1, 1)
    fails(tool, "ab", -1)
    fails(tool, "ab", "c")
    fails(tool, "ab", None)
    fails(tool, "ab", 1, 2)
show([(k, list(g)) for k, g in groupby("aabbbca")], [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], lambda x: x % 2)], [k for k, g in groupby(iterable="abba", key=None)])
groups = list(groupby("aab"))
show([k for k, g in groups], [list(g) for k, g in groups])
it = groupby("aabb")
k, g = next(it)
show(k, next(g), next(it)[0], list(g))
fails(groupby)
fails(groupby, 1)
fails(next, groupby([1], 5))
fails(next, groupby([1], len))
a, b, c = tee("abc", 3)
show(next(a), next(a), next(b), list(c), list(a), list(b), list(c))
a, b = tee(range(200))
show(sum(a), sum(b), tee([], 0), len(tee([], 5)))
a = tee([1, 2, 3])[0]
next(a)
b, c = tee(a)
show(list(b), list(c), list(a))
a, = tee([1, 2], 1)
d = a.__copy__()
show(next(a), list(d), list(a))
fails(tee)
fails(tee, 1)
fails(tee, [], -1)
fails(tee, [], "a")
fails(tee, [], 1, 2)


class Again:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return next(a)


a, b = tee(Again())
fails(next, a)
if hasattr(itertools, "batched"):
    show(list(batched("abcdefg", 3)), list(batched([], 2)), list(batched(range(4), 2)), list(batched(iterable="ab", n=5)))
    fails(batched)
    fails(batched, "a")
    fails(batched, "a", 0)
    fails(batched, "a", "b")
    fails(batched, 1, 1)
    fails(batched, "abc", 2, strict=True, more=1)
show([type(x) for x in (count(), chain(), tee([])[0], groupby([]))], [k for k, g in [next(groupby("a"))]], chain.__name__, chain.__module__, chain.__qualname__)
fails(lambda: count()[0])
fails(lambda: len(chain()))
fails(lambda: chain() + 1)
fails(lambda: chain().nothing)
fails(lambda: setattr(chain(), "x", 1))


class Mine(chain):
    def __init__(self, *args):
        self.note = len(args)


m = Mine("ab", "c")
show(m.note, list(m), isinstance(m, chain), list(Mine.from_iterable(["x"])))


def broken():
    yield 1
    raise KeyError("gone")


for make in (lambda: chain(broken()), lambda: cycle(broken()), lambda: islice(broken(), 5), lambda: accumulate(broken()), lambda: pairwise(broken()), lambda: zip_longest(broken(), "abc"), lambda: compress(broken(), "abc"), lambda: dropwhile(lambda x: False, broken()), lambda: starmap(print, broken()), lambda: groupby(broken()), lambda: tee(broken())[0]):
    it = make()
    fails(list, it)
    show(next(it, "end") if not isinstance(it, (groupby, cycle, starmap)) else "")
for make in (lambda x: product(x), lambda x: permutations(x, 1), lambda x: combinations(x, 1)):
    fails(make, broken())
