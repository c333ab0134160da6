"""Solves a small sudoku (four by four) and checks a large one."""
PUZZLE = """
1...
..3.
3...
....
"""
SOLVED = """
534678912 672195348 198342567
859761423 426853791 713924856
961537284 287419635 345286179
"""


def parse(text):
    return [[0 if c == "." else int(c) for c in line] for line in text.split()]


def candidates(grid, r, c):
    size = len(grid)
    box = int(size ** 0.5)
    used = set(grid[r]) | {grid[i][c] for i in range(size)}
    top, left = r - r % box, c - c % box
    used |= {grid[i][j] for i in range(top, top + box) for j in range(left, left + box)}
    return [n for n in range(1, size + 1) if n not in used]


def solve(grid):
    empty = [(len(candidates(grid, r, c)), r, c) for r, row in enumerate(grid) for c, n in enumerate(row) if n == 0]
    if not empty:
        yield [row[:] for row in grid]
        return
    _, r, c = min(empty)
    for n in candidates(grid, r, c):
        grid[r][c] = n
        yield from solve(grid)
        grid[r][c] = 0


def valid(grid):
    size = len(grid)
    box = int(size ** 0.5)
    full = set(range(1, size + 1))
    rows = all(set(row) == full for row in grid)
    columns = all(set(column) == full for column in zip(*grid))
    boxes = all({grid[r + i][c + j] for i in range(box) for j in range(box)} == full
                for r in range(0, size, box) for c in range(0, size, box))
    return rows and columns and boxes


grid = parse(PUZZLE)
answers = list(solve(grid))
print(len(answers), "solutions")
for row in answers[0]:
    print(" ".join(map(str, row)))
print(all(valid(answer) for answer in answers), grid == parse(PUZZLE))
large = parse(SOLVED)
print(len(large), valid(large))
large[0][0], large[0][1] = large[0][1], large[0][0]
print(valid(large), candidates(parse(PUZZLE), 0, 1))
