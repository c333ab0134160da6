"""A robot on a grid, driven by a little language."""


class Robot:
    directions = [(0, 1), (1, 0), (0, -1), (-1, 0)]
    names = "NESW"

    def __init__(self, width=6, height=4):
        self.x = self.y = 0
        self.facing = 0
        self.width, self.height = width, height
        self.visited = {(0, 0): 1}
        self.bumps = 0

    def left(self):
        self.facing = (self.facing - 1) % 4

    def right(self):
        self.facing = (self.facing + 1) % 4

    def forward(self, steps=1):
        for _ in range(steps):
            dx, dy = self.directions[self.facing]
            x, y = self.x + dx, self.y + dy
            if not (0 <= x < self.width and 0 <= y < self.height):
                self.bumps += 1
                return
            self.x, self.y = x, y
            self.visited[x, y] = self.visited.get((x, y), 0) + 1

    def __str__(self):
        rows = []
        for y in reversed(range(self.height)):
            row = ""
            for x in range(self.width):
                if (x, y) == (self.x, self.y):
                    row += "^>v<"[self.facing]
                else:
                    row += str(self.visited.get((x, y), "."))
            rows.append(row)
        return "\n".join(rows)


def run(robot, program):
    position = 0
    loops = []
    number = ""
    while position < len(program):
        c = program[position]
        if c.isdigit():
            number += c
        else:
            count = int(number or 1)
            if c == "F":
                robot.forward(count)
            elif c in "LR":
                action = robot.left if c == "L" else robot.right
                for _ in range(count):
                    action()
            elif c == "[":
                loops.append([position, count])
            elif c == "]":
                loops[-1][1] -= 1
                if loops[-1][1]:
                    position = loops[-1][0]
                else:
                    loops.pop()
            else:
                raise ValueError(f"unknown command {c!r} at {position}")
            number = ""
        position += 1
    return robot


for program in ("2FR3FL9F", "4[2FR]", "3[F R]".replace(" ", ""), "R2[3FL2FL]"):
    robot = run(Robot(), program)
    print(program, (robot.x, robot.y), robot.names[robot.facing], robot.bumps, sum(robot.visited.values()))
    print(robot)
try:
    run(Robot(), "FFX")
except ValueError as error:
    print(error)
