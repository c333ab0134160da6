"""Permutations, combinations and subsets by recursion."""


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield items[i:i + 1] + rest


def combinations(items, n):
    if n == 0:
        return [[]]
    if not items:
        return []
    head, *tail = items
    return [[head] + c for c in combinations(tail, n - 1)] + combinations(tail, n)


def subsets(items):
    result = [[]]
    for item in items:
        result += [subset + [item] for subset in result]
    return result


def partitions(n, largest=None):
    if largest is None:
        largest = n
    if n == 0:
        yield ()
    for part in range(min(n, largest), 0, -1):
        for rest in partitions(n - part, part):
            yield (part,) + rest


def balanced(pairs, opened=0):
    if pairs == 0:
        return [")" * opened]
    result = ["(" + rest for rest in balanced(pairs - 1, opened + 1)]
    if opened:
        result += [")" + rest for rest in balanced(pairs, opened - 1)]
    return result


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


words = list(permutations("abcd"))
print(len(words), words[:8], words[-1])
print(sorted(permutations([1, 2, 3])) == list(permutations([1, 2, 3])))
print(combinations([1, 2, 3, 4], 2))
print(subsets("xyz"))
print(list(partitions(6)))
print(balanced(3), len(balanced(5)))
print(factorial(25), len(str(factorial(60))))
print([len(combinations(list(range(6)), k)) for k in range(7)])
anagrams = {w for w in permutations("noon")}
print(sorted(anagrams))
