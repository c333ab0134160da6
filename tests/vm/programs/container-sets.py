# Every operation of set and frozenset; the order of the members is the table's.
import gc
import sys

size = sys.getsizeof
for n in (0, 1, 4, 5, 9, 18, 19, 20, 77):
    members = set(range(n))
    one_by_one = set()
    for i in range(n):
        one_by_one.add(i)
    print(n, [size(s) for s in (members, one_by_one, members.copy(), set(members), frozenset(members), members | set(), members & members, members - {0}, members ^ {1}, set(dict.fromkeys(range(n))), {*range(n)}, set() | members, {-1} | members, members.union(range(n)), {i for i in range(n)})])
big = set(range(100))
for i in range(95):
    big.discard(i)
print(size(big), sorted(big), size(big.copy()), size(set(big)))
big.difference_update({95})
print(size(big), big)
big.clear()
print(size(big), big)

numbers = {5, 3, 9, 1, 17, 33, 8, 16, 24, 100, 64, -1, -2}
print(numbers, list(numbers), len(numbers), set("hello world"), {"b", "a", "c", "d"}, {1.5, 2.25, None, (1, 2), "x", 10**20})
print(frozenset([3, 1, 2]), frozenset(), set(), {frozenset([1]), frozenset([2, 3])}, set([1, 1.0, True]), {0, False, 0.0})
numbers.add(2)
numbers.discard(5)
numbers.discard(77)
numbers.remove(3)
print(numbers, 9 in numbers, 3 in numbers, frozenset([9]) in numbers)
popped = []
while numbers:
    popped.append(numbers.pop())
    if len(popped) == 4:
        numbers.add(50)
print(popped)
a, b = {1, 2, 3, 4, 5, 6, 7, 8}, {7, 8, 9, 10}
print(a | b, a & b, a - b, b - a, a ^ b, a | a, a & a, a - a, a ^ a)
f = frozenset(b)
print(a | f, f | a, a & f, f & a, f - a, f ^ a, type(f | a), type(a | f))
print(a.union(b), a.union([20], {30: 1}, "z"), a.union(), a.intersection(b), a.intersection([1, 2, 99], {2}), a.intersection(), a.difference(b), a.difference([1], (2,), {3: 3}), a.difference(), a.symmetric_difference([1, 50, 50]), a.symmetric_difference({1: 1, 2: 2}))
print(a <= b, a < a, a <= a, a >= b, a > {1}, {1} < a, a == set(range(1, 9)), a != b, a == f, f == b, {7, 8, 9, 10} == f, a == [1], set() < {1}, set() <= set())
print(a.issubset(range(20)), a.issuperset([1, 2]), a.issubset(b), a.issuperset(b), a.isdisjoint(b), a.isdisjoint({50}), a.isdisjoint("ab"), f.isdisjoint(()))
for operation in (set.update, set.intersection_update, set.difference_update, set.symmetric_difference_update):
    for other in ({3, 4, 99}, [3, 4, 99], {3: 0, 4: 0, 99: 0}, frozenset([3, 4, 99]), range(3, 5), set(range(100))):
        s = set(range(6))
        operation(s, other)
        print(s if len(s) < 10 else (len(s), sum(s)), size(s), end=" ")
    print()
s = {1, 2}
t = s
t |= {3}
t &= {2, 3, 4}
t -= {4}
t ^= {2, 9}
print(s, s is t)
s |= s
s ^= s
print(s)
s = {1, 2}
s -= s
print(s)
fs = frozenset([1])
same = fs
fs |= {2}
print(fs, same, frozenset(fs) is fs, fs.copy() is fs, frozenset([1]) is frozenset([1]))
print(hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset(["a", "b"])), hash(frozenset([frozenset([1]), frozenset()])), hash(frozenset([3, 2, 1])) == hash(frozenset([1, 2, 3])))
outer = {frozenset([1, 2])}
print({1, 2} in outer, {3} in outer)
outer.discard({9})
outer.remove({1, 2})
print(outer)


class Tag(set):
    pass


class Frozen(frozenset):
    pass


t = Tag("ab")
t.name = "t"
print(sorted(t), t.name, type(t | {1}), type(t.copy()), type(t & t), type({1} | t), t == {"a", "b"}, len(t), "a" in t, t.__dict__)
t |= {"c"}
print(type(t), sorted(t), repr(Tag([1])), repr(Tag()), repr(Frozen([1])), repr(Frozen()), hash(Frozen([1, 2])) == hash(frozenset([1, 2])), Frozen([1]) == {1}, type(Frozen([1]).copy()), frozenset(Frozen([1])))
t.__init__("xyz")
print(sorted(t))


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


x, y, x2 = Key("x", 1), Key("y", 1), Key("x2", 1)
s = {x, y, x2}
print(s)
u = {x2}
for operation in ("__or__", "__and__", "__sub__", "__xor__", "__le__", "__eq__", "__lt__"):
    print(operation, getattr(s, operation)(u))
    print(operation, getattr(u, operation)(s))
print(x2 in s, 1 in s, s.issuperset([x2]), s.isdisjoint(u), s.union([x2]), s.difference([x2]))
s.discard(x2)
print(s, s | {1})


class Clearing:
    def __init__(self, owner):
        self.owner = owner

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.owner.clear()
        return False


owner = set()
owner.add(Clearing(owner))
print(1 in owner, owner)
owner.add(Clearing(owner))
owner.add(1)
print(owner)
owner.add(Clearing(owner))
print({1, 2} & owner, owner)
try:
    for item in (growing := {1, 2, 3}):
        growing.add(item + 10)
except RuntimeError as error:
    print(error)
iterator = iter({1, 2})
print(next(iterator), iterator.__length_hint__(), list(iterator), list(iterator), iterator.__length_hint__(), gc.get_referents(iterator))


class Noisy:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return self.name

    def __del__(self):
        print("bye", self.name, end="; ")


s = {Noisy(3), Noisy(1), Noisy(2)}
s.pop()
print()
s.clear()
print()
s = {Noisy(3), Noisy(1), Noisy(2)}
s &= set()
print()
s = {Noisy(3), Noisy(1), Noisy(2)}
del s
print()
