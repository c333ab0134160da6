"""A walk through lists and tuples."""
numbers = [5, 2, 9]
numbers.append(1)
numbers.extend([7, 7])
numbers.insert(1, "in")
numbers += (3,)
print(numbers, len(numbers))
numbers.remove("in")
print(numbers.pop(), numbers.pop(0), numbers, numbers.index(7), numbers.count(7))
numbers.sort()
print(numbers)
numbers.sort(key=lambda n: -n)
print(numbers, sorted(numbers), list(reversed(numbers)))
numbers.reverse()
copy = numbers.copy()
copy.clear()
print(numbers, copy, numbers == [1, 2, 7, 7, 9], [1, 2] < [1, 3], [] < [0], [2] > [1, 9])
letters = list("abcdefgh")
print(letters[2:5], letters[:-2], letters[::3], letters[-3:], letters[::-2], letters[5:1:-1])
letters[1:3] = ["X"]
letters[4:4] = ["new", "items"]
del letters[0]
del letters[-2:]
print(letters)
letters[::2] = range(len(letters[::2]))
print(letters, "new" in letters, 99 not in letters)
print([1, 2] + [3], [0] * 3, [[]] * 2, list(range(10, 0, -3)), list("ab") * 2)
print(sum([1, 2, 3]), sum([[1], [2]], []), min([3, 1, 2]), max("b", "a"), min([], default="nothing"))
print(any([]), all([]), any([0, ""]), all([1, "x"]), list(map(abs, [-1, 2])), list(filter(lambda n: n > 1, [1, 2, 3])))
t = 1, 2, (3, 4)
print(t, t[2][0], t + (5,), t * 2, (1,), (), len(t), t.count(1), t.index(2), tuple("ab"), t[1:])
people = [("Bob", 30), ("Ann", 25), ("Cid", 30)]
print(sorted(people), sorted(people, key=lambda p: (-p[1], p[0])), sorted(people, key=lambda p: p[1]))
print(list(zip("ab", [1, 2])), list(enumerate("ab", start=1)), dict(enumerate("ab")))
for action in (lambda: [][0], lambda: [].pop(), lambda: [1].remove(2), lambda: (1, 2).index(3),
               lambda: t.__setitem__, lambda: sorted([1, "a"]), lambda: [1][1.0], lambda: (1, 2)["a"]):
    try:
        print(action())
    except (IndexError, ValueError, AttributeError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")
stack, queue = [], []
for n in range(4):
    stack.append(n)
    queue.insert(0, n)
print([stack.pop() for _ in range(2)], [queue.pop() for _ in range(2)])
pairs = [[i, j] for i in range(2) for j in range(2)]
print(pairs, sum(map(sum, pairs)), [x for x in [3, None, 0] if x is not None])
rotated = numbers[2:] + numbers[:2]
print(rotated, [a - b for a, b in zip(numbers[1:], numbers)], [n for i, n in enumerate(numbers) if n not in numbers[:i]])
