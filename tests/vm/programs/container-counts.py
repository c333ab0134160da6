# How many allocations of the collector's an operation leaves behind, and what it tracks.
import gc
import sys

gc.disable()
L = [1, 2, 3]
tracked = gc.is_tracked


class Sequence:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i

    def __len__(self):
        return 3


def pair(n):
    return (n, n)


def generate(n):
    for i in range(n):
        yield i


one = 1
constant = (1, 2, 3)
untracked = pair(1)
gc.collect()
print(tracked((one, 2)), tracked(constant + constant), tracked(constant * 2), tracked(tuple(L)), tracked(tuple(iter(L))), tracked(tuple(map(str, range(30)))))
print(tracked(next(zip(L, L))), tracked(next(enumerate(L))), tracked(next(iter({1: 2}.items()))), tracked({1: 2}.popitem()), [tracked(x) for x in list({1: 2, 3: 4}.items())])
print([tracked(x) for x in zip(L, L)], [tracked(x) for x in list(zip(L, L))], [tracked(x) for x in enumerate(L)], [tracked(x) for x in list(enumerate(L))], [tracked(x) for x in {1: 1, 2: 2, 3: 3}.items()])
print(tracked(untracked), [tracked(frozenset(x)) for x in ([], [1], [untracked], [(print,)], [frozenset([1])], "ab", [object()], [int], [print])], tracked(set()), tracked({1}), tracked(frozenset([1]) | {2}), tracked(frozenset([1, 2]) - {1}), tracked(frozenset([1]).union([3])))
print(tracked(slice(1)), tracked(slice(1, 2).indices(3)), tracked(range(3)), tracked(iter(range(3))), tracked(iter(range(10**30))), tracked({}.keys()), tracked(iter({})), tracked(iter({1})), tracked(iter(constant)), tracked(reversed(L)), tracked(enumerate(L)), tracked(map(len, L)), tracked(zip()), tracked(filter(None, L)))
print([sys.getsizeof(list(generate(n))) for n in (0, 1, 4, 5, 8, 9, 16, 17)], [sys.getsizeof([*generate(n)]) for n in (0, 1, 4, 5, 8, 9, 16, 17)], [sys.getsizeof(list(iter(list(range(n))))) for n in (0, 1, 4, 5, 8, 9, 16, 17)])
print([sys.getsizeof(list(set(range(n)))) for n in (0, 1, 3, 5, 9, 17)], [sys.getsizeof(list(dict.fromkeys(range(n)).items())) for n in (0, 1, 3, 5, 9, 17)], [sys.getsizeof(sorted(set(range(n)))) for n in (0, 1, 3, 5, 9, 17)], [sys.getsizeof(list(enumerate("x" * n))) for n in (0, 1, 3, 5, 9, 17)])
sorting = [0]
sorting.sort(key=lambda x: print(sys.getsizeof(sorting), sorting))

actions = [
    lambda: list(),
    lambda: list(L),
    lambda: [*L],
    lambda: tuple(iter(L)),
    lambda: tuple(L + L),
    lambda: dict(),
    lambda: dict(a=1),
    lambda: {}.copy(),
    lambda: dict({1: 1}),
    lambda: dict.fromkeys(L),
    lambda: set(L),
    lambda: frozenset(L),
    lambda: slice(1, 2),
    lambda: range(3),
    lambda: iter(range(3)),
    lambda: iter(L),
    lambda: iter((1,)),
    lambda: iter({}),
    lambda: iter({1: 1}.items()),
    lambda: {}.keys(),
    lambda: enumerate(L),
    lambda: zip(L, L),
    lambda: map(len, L),
    lambda: filter(None, L),
    lambda: reversed(L),
    lambda: reversed((1, 2)),
    lambda: reversed({1: 1}),
    lambda: reversed(range(3)),
    lambda: iter(Sequence()),
    lambda: reversed(Sequence()),
    lambda: list(zip(L, L)),
    lambda: list(enumerate(L)),
    lambda: list({1: 1, 2: 2}.items()),
    lambda: sorted(L),
    lambda: [2, 1].sort(),
    lambda: L + L,
    lambda: L * 2,
    lambda: (1,) + tuple(L),
    lambda: [*map(str, L)],
    lambda: slice(1, 2).indices(3),
    lambda: {1: 1}.popitem(),
    lambda: {1, 2} & {2},
    lambda: {1, 2} | {2},
    lambda: iter(lambda: 1, 1),
    lambda: tuple(map(str, L)),
    lambda: tuple(map(str, range(30))),
    lambda: tuple(range(3)),
    lambda: {1: 1}.keys() & {1},
    lambda: {1: 1}.keys() | {1},
    lambda: {1: 1}.keys() ^ {1},
    lambda: {1: 1}.keys() - {2},
    lambda: {1: 1}.items() | {1},
    lambda: {1: 1}.items() & {(1, 1)},
    lambda: {1: 1}.items() ^ {(1, 2)},
    lambda: (1, 1) in {1: 1}.items(),
    lambda: {}.update([(1, 2)]),
    lambda: {}.update([[1, 2]]),
    lambda: {1: 1} | {2: 2},
    lambda: {1: 1}.keys() == {1},
    lambda: {1: 1}.items() == {(1, 1)},
    lambda: repr({1: 1}.keys()),
    lambda: repr({1: 1}.items()),
    lambda: repr({1, 2}),
    lambda: repr([[1]]),
    lambda: repr({1: [2]}),
    lambda: {1, 2} - {1},
    lambda: {1} ^ {2},
    lambda: {1}.symmetric_difference([2]),
    lambda: {1}.intersection([1]),
    lambda: {1}.union([1], [2]),
    lambda: {1}.issubset([1]),
    lambda: {1}.isdisjoint([1]),
]
kept = []
costs = []
for action in actions:
    for i in range(2):
        gc.collect()
        before = gc.get_count()[0]
        kept.append(action())
        after = gc.get_count()[0]
        costs.append(after - before)
for i in range(len(actions)):
    print(i, costs[2 * i], costs[2 * i + 1])
