"""The eight queens, by backtracking."""


def safe(queens, column):
    row = len(queens)
    return all(column != c and abs(column - c) != row - r for r, c in enumerate(queens))


def solutions(n, queens=()):
    if len(queens) == n:
        yield queens
    else:
        for column in range(n):
            if safe(queens, column):
                yield from solutions(n, queens + (column,))


def board(queens):
    n = len(queens)
    lines = []
    for column in queens:
        cells = ["."] * n
        cells[column] = "Q"
        lines.append(" ".join(cells))
    return "\n".join(lines)


def mirrored(queens):
    return tuple(len(queens) - 1 - c for c in queens)


for n in range(1, 7):
    found = list(solutions(n))
    print(n, len(found))
first = next(solutions(8))
print(first)
print(board(first))
print(board(mirrored(first)).split("\n")[0])
sixes = set(solutions(6))
print(sorted(sixes), all(mirrored(q) in sixes for q in sixes))
