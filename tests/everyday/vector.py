"""A vector with operators."""


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x=0, y=0):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Vector({self.x!r}, {self.y!r})"

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __radd__(self, other):
        return self if other == 0 else NotImplemented

    def __sub__(self, other):
        return self + -other

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __mul__(self, factor):
        if isinstance(factor, Vector):
            return self.x * factor.x + self.y * factor.y
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __truediv__(self, n):
        return Vector(self.x / n, self.y / n)

    def __abs__(self):
        return (self * self) ** 0.5

    def __bool__(self):
        return bool(self.x or self.y)

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __iter__(self):
        yield self.x
        yield self.y

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __matmul__(self, other):
        return self.x * other.y - self.y * other.x

    def __format__(self, spec):
        return "(" + ", ".join(format(c, spec or "g") for c in self) + ")"

    def __round__(self, digits=0):
        return Vector(round(self.x, digits), round(self.y, digits))


a, b = Vector(3, 4), Vector(1, -2)
print(a + b, a - b, -a, a * 2, 3 * b, a * b, a / 2, a @ b)
print(abs(a), bool(Vector()), a == Vector(3, 4), a != b, a[0], a[-1])
x, y = b
print(x, y, list(a), sum([a, b, b]), max(a, b, key=abs))
same = a
a += b
print(a, same is a, f"{a} {b:.2f} {a:>5}", round(Vector(1.256, 2.5), 1))
print(len({Vector(1, 2), Vector(1, 2), Vector(2, 1)}), Vector(1, 2) in [Vector(1, 2)])
for action in (lambda: a + 1, lambda: a[2], lambda: setattr(a, "z", 1)):
    try:
        print(action())
    except (TypeError, IndexError, AttributeError) as error:
        print(type(error).__name__)
print((1 + 2j) * (3 - 1j), abs(3 + 4j), complex(1, -1).conjugate())
