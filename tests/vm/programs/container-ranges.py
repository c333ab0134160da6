# range and slice
big = 10**20
ranges = [range(0), range(5), range(2, 9), range(9, 2, -2), range(-3, 3), range(0, 10, 3), range(5, 5), range(1, 2), range(big, big + 5, 2), range(0, -big, -big // 3), range(True, 3), range(-1, -10), range(2**63 - 3, 2**63 + 2), range(-2**63, -2**63 + 3)]
for r in ranges:
    print(r, r.start, r.stop, r.step, len(r), bool(r), list(r), list(reversed(r)), type(iter(r)), type(reversed(r)), hash(r) == hash(range(r.start, r.stop, r.step)), r == r[:], r[::-1], r[1:], r[-2:], r[::2], r[5:1:-1])
    if r:
        print(r[0], r[-1], r[0] in r, r[-1] + 1 in r, float(r[0]) in r, "x" in r, r.index(r[-1]), r.count(r[0]), r.count(None), max(r), min(r), sum(r))
print(range(0, 10, 3) == range(0, 11, 3), range(0) == range(5, 1), range(1, 2) == range(1, 9, 20), range(3) == [0, 1, 2], range(3) != range(4), hash(range(0)) == hash(range(9, 3)), hash(range(1, 2)) == hash(range(1, 9, 20)))
print(range(2**70)[-1], range(2**70)[2**69], (2**69) in range(0, 2**70, 2), range(0, 2**70, 3).index(3 * 2**60), range(10)[range(10)[3]])


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


print(range(Index(3)), range(Index(1), Index(9), Index(2)), range(10)[Index(4)], list(range(10))[Index(2):Index(5)], range(10)[Index(2):])
it = iter(range(5))
print(next(it), it.__length_hint__(), list(it), it.__length_hint__(), next(it, "end"))
it = iter(range(big, big + 2))
print(next(it), it.__length_hint__(), list(it), next(it, "end"))
s = slice(1, 5, 2)
print(s, s.start, s.stop, s.step, slice(3), slice(None), slice("a", [1], {}), s == slice(1, 5, 2), s != slice(1, 5), slice(1) < slice(2), slice(1, 2) <= slice(1, 2), s == 3)
for length in (0, 1, 4, 10, 2**70):
    for part in (slice(None), slice(2), slice(-2, None), slice(None, None, -1), slice(8, 2, -3), slice(-100, 100), slice(100, -100, -1), slice(2**80), slice(-2**80, None), slice(None, None, 2**80), slice(True, Index(3))):
        print(part.indices(length), end=" ")
    print()
data = list(range(10))
for part in (slice(None), slice(2), slice(-2, None), slice(None, None, -1), slice(8, 2, -3), slice(-100, 100), slice(100, -100, -1), slice(2**80), slice(-2**80, None), slice(None, None, 2**80), slice(None, None, -2**80), slice(9, None, -4)):
    print(data[part], tuple(data)[part], "0123456789"[part], range(10)[part], end=" ")
    copy = data[:]
    del copy[part]
    print(copy)
for i in range(3):
    for j in range(len(data) + 2):
        copy = data[:]
        copy[j : j + i] = "ab"
        print(len(copy), copy[j : j + 2], end=" ")
print()
