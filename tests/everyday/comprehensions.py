"""Puzzles with comprehensions."""
print([x * y for x in range(1, 4) for y in range(x, 4)])
print([[x * y for y in range(1, 6)] for x in range(1, 6)][3])
print({x: x ** 2 for x in range(5) if x % 2 == 0})
print({len(w) for w in "the quick brown fox".split()})
print(sorted({(a, b, c) for a in range(1, 20) for b in range(a, 20) for c in range(b, 20) if a * a + b * b == c * c}))
print(["fizz" * (n % 3 == 0) + "buzz" * (n % 5 == 0) or n for n in range(1, 16)])
print([a + b for a, b in zip("abc", "xyz")], [i for i, c in enumerate("banana") if c == "a"])
matrix = [[1, 2, 3], [4, 5, 6]]
print([v for row in matrix for v in row], [[row[i] for row in matrix] for i in range(3)])
print(sum(1 for n in range(1000) if str(n) == str(n)[::-1]))
print(any(n > 8 for n in range(10)), all(n < 9 for n in range(10)))
text = "hello world"
print({c: text.count(c) for c in sorted(set(text)) if c != " "})
print("".join(c.upper() if i % 2 else c for i, c in enumerate(text)))
print([w for w in ["level", "python", "noon", "abc"] if w == w[::-1]])
print(max((len(w), w) for w in text.split()), min(text.split(), key=len))
grid = ["#.#", ".#.", "#.#"]
print([(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell == "#"])
print([y := 1, y ** 2, y + 10], [last := n for n in range(4)], last)
print([n for n in range(2, 50) if not [d for d in range(2, n) if n % d == 0]])
print({v: k for k, v in {"a": 1, "b": 2}.items()}, dict(zip("xyz", range(3))))
print([*map(lambda p: p[0] * p[1], zip([1, 2, 3], [4, 5, 6]))], list(filter(None, [0, 1, "", "a", [], [0]])))
x = "outside"
inside = [x for x in range(3)]
print(x, inside)
print([f(3) for f in [lambda n: n + 1, str, float, lambda n: [n] * n]])
lookup = {(r, c): r * 3 + c for r in range(3) for c in range(3) if r != c}
print(lookup[(2, 1)], len(lookup), (1, 1) in lookup)
generator = (n ** 2 for n in range(10) if n % 3 == 0)
print(next(generator), list(generator), list(generator))
print(sorted(["b10", "a2", "a10", "b1"], key=lambda s: (s[0], int(s[1:]))))
print([[0] * 2] * 2, [[] for _ in range(2)], [None for _ in ()])
