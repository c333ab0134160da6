# list.sort () and sorted (): the result, and which comparisons are made for short lists.
calls = []


class Value:
    def __init__(self, number):
        self.number = number

    def __lt__(self, other):
        calls.append((self.number, other.number))
        return self.number < other.number

    def __repr__(self):
        return "V%s" % (self.number,)


def trace(numbers, **keywords):
    calls.clear()
    values = [Value(n) for n in numbers]
    values.sort(**keywords)
    print(values, len(calls), calls)


for numbers in ([], [1], [1, 2], [2, 1], [1, 1], [3, 2, 1], [1, 2, 3], [1, 3, 2], [2, 3, 1], [3, 1, 2], [5, 4, 3, 2, 1, 6, 7], [1, 2, 3, 0, 9, 8], [4, 2, 5, 1, 3], [2, 9, 4, 7, 1, 8, 3, 6, 5, 0]):
    trace(numbers)
    trace(numbers, reverse=True)
trace([3, 1, 2], key=lambda value: Value(-value.number))
seed = 1
numbers = []
for i in range(63):
    seed = (seed * 1103515245 + 12345) % 2147483648
    numbers.append(seed // 65536 * 64 + i)
trace(numbers)
trace(sorted(numbers, reverse=True))

print(sorted([3, 1, 2]), sorted("hello"), sorted((2, 1), reverse=True), sorted({3, 1}), sorted({2: 1, 1: 2}), sorted([]), sorted(x * x % 7 for x in range(7)))
words = ["banana", "Apple", "cherry", "apple", "Banana"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=lambda w: (len(w), w), reverse=True))
pairs = [(i % 3, i) for i in range(12)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
print(sorted([1, 2.5, True, -1, 10**20, 0.5]), sorted([[2], [1, 2], [1]]), sorted([(1, "b"), (1, "a"), (0, "z")]))
print(sorted([1, 2, 3], key=None), sorted([3, 1, 2], reverse=1), sorted([3, 1, 2], key=lambda x: -x))
seed = 7
long = []
for i in range(1000):
    seed = (seed * 1103515245 + 12345) % 2147483648
    long.append(seed // 65536)
ordered = sorted(long)
print(all(ordered[i] <= ordered[i + 1] for i in range(999)), sum(ordered) == sum(long), ordered[:5], ordered[-5:])
indexed = sorted(enumerate(long), key=lambda p: p[1] % 10)
print(all(a[1] % 10 < b[1] % 10 or (a[1] % 10 == b[1] % 10 and a[0] < b[0]) for a, b in zip(indexed, indexed[1:])))
ordered.reverse()
ordered.sort()
print(ordered == sorted(long), sorted(long, reverse=True) == ordered[::-1])


class Failing:
    count = 0

    def __init__(self, number):
        self.number = number

    def __lt__(self, other):
        Failing.count += 1
        if Failing.count == 5:
            raise ValueError("enough")
        return self.number < other.number


values = [Failing(n) for n in [5, 2, 8, 1, 9, 3]]
kept = list(values)
try:
    values.sort()
except ValueError as error:
    print(error, [v.number for v in values], sorted(map(id, values)) == sorted(map(id, kept)))

during = [3, 1, 2]
seen = []


def look(x):
    seen.append(list(during))
    return x


during.sort(key=look)
print(during, seen)


def spoil(x):
    during.append(x)
    return x


try:
    during.sort(key=spoil)
except ValueError as error:
    print(error, during)


def fail(x):
    if x == 2:
        raise KeyError(x)
    return -x


try:
    during.sort(key=fail)
except KeyError as error:
    print(repr(error), during)


class Sorted(list):
    pass


own = Sorted([3, 1, 2])
own.sort()
print(own, type(own), type(sorted(own)))
