# tuple
class Point(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]


a = (1, "b", 3.5)
print(a, (), (1,), (1, (2, (3,))), tuple("abc"), tuple([1, 2]), tuple(range(3)), tuple({1: 2}), tuple(x for x in "xy"), tuple())
print(tuple(map(str, range(7))), tuple(map(str, range(8))), tuple(map(str, range(9))), len(tuple(map(str, range(30)))), tuple(iter(())))
print(a[0], a[-1], a[1:], a[::-1], a[5:], a[True], len(a), bool(()), bool(a))
print(a + (1,), a * 2, 2 * (1,), (1,) * 0, () + (), a == (1, "b", 3.5), a != (), (1, 2) < (1, 3), (1, 2) < (1, 2, 0), (2,) > (1, 9), (1,) <= (1,), () >= ())
print(a[:] is a, a + () is a, () + a is a, a * 1 is a, tuple(a) is a, () is tuple([]), a[0:0] is (), (1,) * 0 is (), a[::1] is a)
print(a.index("b"), a.count(1), a.index(3.5, -1), 1 in a, "z" in a, (1, 1.0, True).count(1))
print(hash(()), hash((1,)), hash((1, 2, 3)), hash(("a", 1.5, (2,))), hash((1, 2)) == hash((1.0, 2.0)), hash((-1, -2)))
p = Point(3, 4)
p.name = "p"
print(p, p.x, p.name, p == (3, 4), hash(p) == hash((3, 4)), type(p[:]), type(p + ()), type(p * 1), len(p), list(p), p[1], {p: 1}[(3, 4)], p.__dict__)
x, y = p
print(x, y, [*p, *a], (*p,), max(p))
holder = ([],)
holder[0].append(holder)
print(holder)
nested = ((1, 2), (3, 4))
print([b for (a, b) in nested], dict(nested), list(zip(*nested)))


class Odd:
    def __iter__(self):
        yield 1
        raise KeyError("stop")


try:
    tuple(Odd())
except KeyError as error:
    print(repr(error))


class Long:
    def __init__(self, hint, n):
        self.hint = hint
        self.n = n

    def __length_hint__(self):
        return self.hint

    def __iter__(self):
        return iter(range(self.n))


print(tuple(Long(0, 3)), tuple(Long(20, 3)), len(tuple(Long(3, 100))), tuple(Long(NotImplemented, 2)), tuple(Long(0, 0)), tuple(Long(5, 0)))
print(list(Long(0, 3)), list(Long(20, 3)), len(list(Long(3, 100))))
