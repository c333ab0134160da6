# dict.keys (), values (), items () and the operators of sets
a = {1: "one", 2: "two", 3: "three"}
b = {2: "two", 3: "drei", 4: "four"}
k, v, i = a.keys(), a.values(), a.items()
print(k, v, i, len(k), len(v), len(i), bool(k), bool({}.keys()))
print(1 in k, 9 in k, "one" in v, "x" in v, (1, "one") in i, (1, "two") in i, (9, 1) in i, 1 in i, [1, "one"] in i, (1, 2, 3) in i)
print(sorted(k & b.keys()), sorted(k | b.keys()), sorted(k - b.keys()), sorted(k ^ b.keys()))
print(sorted(i & b.items()), sorted(i | b.items()), sorted(i - b.items()), sorted(i ^ b.items()))
print(sorted(k & {1, 7}), sorted(k & [1, 7]), sorted(k | (7, 8)), sorted(k - range(2)), sorted(k ^ {1: 1}), sorted([1, 9] & k), sorted({1, 9} - k), sorted({1} | k), sorted([9] | k), sorted([1, 9] - k), sorted([1, 9] ^ k))
print(type(k & k), type({1} | k), type(frozenset([1]) & k), k & k, {1: 1}.keys() - [1])
print(k == {1, 2, 3}, k == a.keys(), k != b.keys(), {1, 2, 3} == k, k < {1, 2, 3, 4}, k <= {1, 2, 3}, k > {1}, k >= {1, 9}, k == [1, 2, 3], i == set(i), v == v, v == a.values(), i <= i, i < i)
print(k.isdisjoint({7, 8}), k.isdisjoint([1]), k.isdisjoint(k), {}.keys().isdisjoint({}.keys()), i.isdisjoint(b.items()), i.isdisjoint([(1, "one")]))
print(list(reversed(k)), list(reversed(v)), list(reversed(i)), list(k), list(v), list(i), sorted(v), max(k))
print(repr(k.mapping), type(k.mapping), k.mapping[1], i.mapping == a)
a[9] = "nine"
print(k, len(i), 9 in k)
del a[1]
print(list(k), list(reversed(i)))
loop = {}
loop["v"] = loop.values()
loop["i"] = loop.items()
print(loop, loop.values(), loop.items())


class D(dict):
    pass


d = D(x=1)
print(d.keys(), d.items(), sorted(d.keys() | {"y"}), d.keys() & ["x"], list(d.values()))
pairs = iter({"a": 1, "b": 2, "c": 3}.items())
first = next(pairs)
print(first, [id(pair) for pair in pairs].__len__())
ids = []
for pair in {"a": 1, "b": 2, "c": 3}.items():
    ids.append(id(pair))
    pair = None
print(len(set(ids)))
kept = list({"a": 1, "b": 2}.items())
print(kept, kept[0] is kept[1])
