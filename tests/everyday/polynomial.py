"""Polynomials as lists of coefficients."""


class Polynomial:
    def __init__(self, *coefficients):
        self.c = list(coefficients) or [0]
        while len(self.c) > 1 and self.c[-1] == 0:
            self.c.pop()

    @property
    def degree(self):
        return len(self.c) - 1

    def __call__(self, x):
        result = 0
        for c in reversed(self.c):
            result = result * x + c
        return result

    def __add__(self, other):
        longest = max(len(self.c), len(other.c))
        pad = lambda c: c + [0] * (longest - len(c))
        return Polynomial(*(a + b for a, b in zip(pad(self.c), pad(other.c))))

    def __mul__(self, other):
        if isinstance(other, (int, float)):
            return Polynomial(*(c * other for c in self.c))
        result = [0] * (len(self.c) + len(other.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(other.c):
                result[i + j] += a * b
        return Polynomial(*result)

    __rmul__ = __mul__

    def __sub__(self, other):
        return self + other * -1

    def __divmod__(self, other):
        rest = self.c[:]
        quotient = [0] * max(1, len(rest) - other.degree)
        while len(rest) >= len(other.c) and any(rest):
            factor = rest[-1] // other.c[-1]
            shift = len(rest) - len(other.c)
            quotient[shift] = factor
            for i, c in enumerate(other.c):
                rest[shift + i] -= factor * c
            rest.pop()
        return Polynomial(*quotient), Polynomial(*rest)

    def __eq__(self, other):
        return self.c == other.c

    def __str__(self):
        parts = []
        for power in range(self.degree, -1, -1):
            c = self.c[power]
            if c == 0 and self.degree:
                continue
            sign = "-" if c < 0 else "+"
            size = "" if abs(c) == 1 and power else str(abs(c))
            variable = ["", "x"][power] if power < 2 else f"x^{power}"
            parts.append((sign, size + variable))
        first_sign, first = parts[0]
        text = ("-" if first_sign == "-" else "") + first
        return text + "".join(f" {sign} {part}" for sign, part in parts[1:])

    def derivative(self):
        return Polynomial(*(i * c for i, c in enumerate(self.c) if i))


p = Polynomial(-6, 11, -6, 1)
q = Polynomial(-1, 1)
print(p, "|", q, "|", Polynomial(), "|", Polynomial(0, -1, 0, 2))
print(p + q, "|", p - p, "|", q * q * q, "|", 3 * q)
print([p(x) for x in range(5)], p.degree, p.derivative())
quotient, rest = divmod(p, q)
print(quotient, "rest", rest, quotient * q + rest == p)
print(divmod(Polynomial(1, 2, 3), Polynomial(0, 1)) == (Polynomial(2, 3), Polynomial(1)))
x = 3.7
for _ in range(5):
    x -= p(x) / p.derivative()(x)
    print(f"{x:.6f}", end=" ")
print()
pascal = Polynomial(1)
for n in range(6):
    print(pascal.c)
    pascal *= Polynomial(1, 1)
