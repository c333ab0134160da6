"""Fractions that reduce themselves."""


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


class Fraction:
    def __init__(self, top, bottom=1):
        if bottom == 0:
            raise ZeroDivisionError(f"Fraction({top}, 0)")
        if isinstance(top, str):
            top, bottom = (int(part) for part in top.split("/"))
        if bottom < 0:
            top, bottom = -top, -bottom
        divisor = gcd(abs(top), bottom)
        self.top, self.bottom = top // divisor, bottom // divisor

    @staticmethod
    def of(value):
        return value if isinstance(value, Fraction) else Fraction(value)

    def __add__(self, other):
        other = Fraction.of(other)
        return Fraction(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    __radd__ = __add__

    def __neg__(self):
        return Fraction(-self.top, self.bottom)

    def __sub__(self, other):
        return self + -Fraction.of(other)

    def __rsub__(self, other):
        return Fraction.of(other) + -self

    def __mul__(self, other):
        other = Fraction.of(other)
        return Fraction(self.top * other.top, self.bottom * other.bottom)

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = Fraction.of(other)
        return self * Fraction(other.bottom, other.top)

    def __rtruediv__(self, other):
        return Fraction.of(other) / self

    def __pow__(self, n):
        return Fraction(self.top ** n, self.bottom ** n) if n >= 0 else Fraction(self.bottom ** -n, self.top ** -n)

    def __eq__(self, other):
        other = Fraction.of(other)
        return (self.top, self.bottom) == (other.top, other.bottom)

    def __lt__(self, other):
        other = Fraction.of(other)
        return self.top * other.bottom < other.top * self.bottom

    def __le__(self, other):
        return self == other or self < other

    def __hash__(self):
        return hash(self.top / self.bottom)

    def __float__(self):
        return self.top / self.bottom

    def __int__(self):
        return self.top // self.bottom

    def __str__(self):
        return f"{self.top}/{self.bottom}" if self.bottom != 1 else str(self.top)

    def __repr__(self):
        return f"Fraction({self.top}, {self.bottom})"


half, third = Fraction(1, 2), Fraction(2, 6)
print(half + third, half - third, half * third, half / third, 1 - half, 2 / third, 3 * half, half + 1)
print(Fraction(4, -6), Fraction("10/4"), half ** 3, half ** -2, repr(third))
print(half == Fraction(2, 4), half == 1, half > third, half <= third, third >= third, half != third)
print(sum([Fraction(1, n) for n in range(1, 11)]), float(third), int(Fraction(7, 2)))
print(sorted([half, third, Fraction(3, 4), Fraction(-1, 5)]), {half: "half"}[Fraction(5, 10)])
for make in (lambda: Fraction(1, 0), lambda: half / 0):
    try:
        make()
    except ZeroDivisionError as error:
        print("ZeroDivisionError", error)


def egyptian(fraction):
    while fraction.top:
        n = -(-fraction.bottom // fraction.top)
        yield n
        fraction -= Fraction(1, n)


print(" + ".join(f"1/{n}" for n in egyptian(Fraction(5, 7))))
approximation = Fraction(1)
for _ in range(6):
    approximation = 1 + 1 / (1 + approximation)
    print(approximation, f"{float(approximation):.8f}")
