"""match statements: commands, shapes and trees."""


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def command(text):
    match text.split():
        case []:
            return "nothing"
        case ["go", ("north" | "south" | "east" | "west") as direction]:
            return f"walking {direction}"
        case ["go", other]:
            return f"cannot go {other}"
        case ["take", *things] if len(things) > 1:
            return f"taking {len(things)} things: {', '.join(things)}"
        case ["take", thing]:
            return f"taking {thing}"
        case [word]:
            return f"single word {word!r}"
        case _:
            return "what?"


def where(point):
    match point:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return f"on the y axis at {y}"
        case Point(x, 0):
            return f"on the x axis at {x}"
        case Point(x, y) if x == y:
            return "diagonal"
        case Point():
            return "somewhere"
        case (x, y):
            return f"a pair {x} {y}"
        case None:
            return "nowhere"
        case str() | bytes():
            return "text"
        case int(n) | float(n):
            return f"number {n}"
        case _:
            return "unknown"


def evaluate(tree):
    match tree:
        case int() | float():
            return tree
        case ("+", a, b):
            return evaluate(a) + evaluate(b)
        case ("*", a, b):
            return evaluate(a) * evaluate(b)
        case ("neg", a):
            return -evaluate(a)
        case [op, *rest]:
            raise ValueError(f"unknown operator {op} with {len(rest)} operands")


def order(event):
    match event:
        case {"type": "click", "at": (x, y), **rest}:
            return f"click {x},{y} {rest}"
        case {"type": "key", "key": key}:
            return f"key {key}"
        case {}:
            return "some dict"


for text in ("", "go north", "go up", "take key", "take key lamp", "look", "sing a song"):
    print(repr(text), "->", command(text))
for thing in (Point(0, 0), Point(0, 3), Point(4, 0), Point(2, 2), Point(1, 2), (5, 6), None, "x", 3, 2.5, {1}):
    print(where(thing))
print(evaluate(("+", 1, ("*", 2, ("neg", 3)))))
try:
    evaluate(["?", 1, 2])
except ValueError as error:
    print(error)
for event in ({"type": "click", "at": (1, 2), "button": 1}, {"type": "key", "key": "q", "x": 0}, {"type": "key"}):
    print(order(event))
