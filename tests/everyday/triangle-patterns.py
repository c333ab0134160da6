"""Patterns of characters, a first exercise with loops."""
size = 5
for i in range(1, size + 1):
    print("*" * i)
for i in range(size, 0, -1):
    print(" " * (size - i) + "*" * (2 * i - 1))
for i in range(size):
    print("".join(chr(ord("A") + (i + j) % 26) for j in range(size)))
row = [1]
while len(row) <= 6:
    print(" ".join(f"{n:^3}" for n in row).center(28).rstrip())
    row = [1] + [a + b for a, b in zip(row, row[1:])] + [1]


def diamond(letter):
    n = ord(letter) - ord("A")
    lines = []
    for i in list(range(n + 1)) + list(range(n - 1, -1, -1)):
        inner = "" if i == 0 else " " * (2 * i - 1) + chr(65 + i)
        lines.append(" " * (n - i) + chr(65 + i) + inner)
    return "\n".join(lines)


print(diamond("D"))


def spiral(n):
    grid = [[0] * n for _ in range(n)]
    x = y = 0
    dx, dy = 1, 0
    for value in range(1, n * n + 1):
        grid[y][x] = value
        if not (0 <= x + dx < n and 0 <= y + dy < n and grid[y + dy][x + dx] == 0):
            dx, dy = -dy, dx
        x, y = x + dx, y + dy
    return grid


for line in spiral(4):
    print("".join(f"{value:3}" for value in line))
for y in range(6):
    print("".join("#" if (x & y) == 0 else " " for x in range(8)).rstrip())
rule = 30
cells = "." * 8 + "#" + "." * 8
for _ in range(6):
    print(cells)
    padded = "." + cells + "."
    cells = "".join("#" if rule >> int("".join("1" if c == "#" else "0" for c in padded[i:i + 3]), 2) & 1 else "."
                    for i in range(len(cells)))
for i, j in ((i, j) for i in range(1, 4) for j in range(1, 4) if i <= j):
    print(f"{i}x{j}={i * j}", end="\t" if j < 3 else "\n")
