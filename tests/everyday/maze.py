"""Finds the way through a maze."""
MAZE = """\
#########
#S..#...#
#.#.#.#.#
#.#...#.#
#.#####.#
#...#..E#
#########"""


def parse(text):
    grid = [list(line) for line in text.splitlines()]
    places = {cell: (r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell in "SE"}
    return grid, places["S"], places["E"]


def solve(grid, start, end):
    came_from = {start: None}
    frontier = [start]
    while frontier:
        following = []
        for r, c in frontier:
            if (r, c) == end:
                path = []
                step = end
                while step is not None:
                    path.append(step)
                    step = came_from[step]
                return path[::-1]
            for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                place = r + dr, c + dc
                if grid[place[0]][place[1]] != "#" and place not in came_from:
                    came_from[place] = (r, c)
                    following.append(place)
        frontier = following
    return None


def directions(path):
    names = {(0, 1): "E", (1, 0): "S", (0, -1): "W", (-1, 0): "N"}
    return "".join(names[b[0] - a[0], b[1] - a[1]] for a, b in zip(path, path[1:]))


grid, start, end = parse(MAZE)
path = solve(grid, start, end)
for r, c in path[1:-1]:
    grid[r][c] = "*"
print("\n".join("".join(row) for row in grid))
print(len(path) - 1, "steps:", directions(path))
grid[1][2] = grid[2][1] = "#"
print(solve(grid, start, end))


def flood(picture, row, column, colour):
    old = picture[row][column]
    stack = [(row, column)]
    painted = 0
    while stack:
        r, c = stack.pop()
        if 0 <= r < len(picture) and 0 <= c < len(picture[r]) and picture[r][c] == old:
            picture[r][c] = colour
            painted += 1
            stack.extend([(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)])
    return painted


picture = [list(row) for row in ["..x.", ".xx.", "x..."]]
print(flood(picture, 0, 0, "o"), flood(picture, 2, 3, "~"))
print(*("".join(row) for row in picture), sep="\n")
