"""Conway's game of life on a set of cells."""
GLIDER = """
.#.
..#
###
"""
BLINKER = "###"


def parse(picture):
    return {(x, y) for y, line in enumerate(picture.strip().splitlines())
            for x, mark in enumerate(line) if mark == "#"}


def neighbours(cell):
    x, y = cell
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            if dx or dy:
                yield x + dx, y + dy


def step(cells):
    counts = {}
    for cell in cells:
        for neighbour in neighbours(cell):
            counts[neighbour] = counts.get(neighbour, 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or n == 2 and cell in cells}


def draw(cells, size=8):
    for y in range(size):
        print("".join("#" if (x, y) in cells else "." for x in range(size)))


cells = parse(GLIDER)
for generation in range(9):
    if generation % 4 == 0:
        print("generation", generation, "cells", len(cells))
        draw(cells)
    cells = step(cells)
blinker = parse(BLINKER)
print(sorted(blinker), sorted(step(blinker)), step(step(blinker)) == blinker)
start = parse(GLIDER)
after = start
for _ in range(4):
    after = step(after)
print(after == {(x + 1, y + 1) for x, y in start})
