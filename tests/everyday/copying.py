"""Aliases, shallow copies and deep copies."""
import copy


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"({self.x}, {self.y})"


class Polygon:
    def __init__(self, *points):
        self.points = list(points)
        self.parent = None

    def __copy__(self):
        print("copying a polygon")
        return Polygon(*self.points)


original = [[1, 2], {"k": [3]}, (4, [5])]
alias = original
shallow = original[:]
also_shallow = copy.copy(original)
deep = copy.deepcopy(original)
original[0].append("changed")
original[1]["k"].append("changed")
original[2][1].append("changed")
original.append("new")
for name, value in [("alias", alias), ("shallow", shallow), ("copy", also_shallow), ("deep", deep)]:
    print(f"{name:8}", value)
print(alias is original, shallow is original, shallow[0] is original[0], deep[0] is original[0])

square = Polygon(Point(0, 0), Point(1, 0), Point(1, 1))
twin = copy.copy(square)
clone = copy.deepcopy(square)
square.points[0].x = 99
print(square.points, twin.points, clone.points)
print(twin.points is square.points, twin.points[0] is square.points[0])

ring = ["ring"]
ring.append(ring)
other = copy.deepcopy(ring)
print(other is ring, other[1] is other, other)
shared = [0]
pair = copy.deepcopy([shared, shared])
pair[0].append(1)
print(pair, shared)
board = [[0] * 3] * 3
board[0][0] = 1
print(board)
board = [[0] * 3 for _ in range(3)]
board[0][0] = 1
print(board)
text = "immutable"
print(copy.copy(text) is text, copy.deepcopy((1, 2)) == (1, 2))


def add_item(item, basket=None):
    basket = [] if basket is None else basket
    basket.append(item)
    return basket


print(add_item(1), add_item(2), add_item(3, [0]))
letters = ["a", "b"]
words = {"list": letters, "copy": letters.copy(), "tuple": tuple(letters)}
letters += ["c"]
print(words)
saved = words.copy()
words["list"].clear()
words["new"] = 1
print(saved, list(words))
