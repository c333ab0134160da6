"""Square roots, series and a little trigonometry with the math module."""
import math


def newton(n, steps=20):
    x = n / 2 or 1.0
    for _ in range(steps):
        x = (x + n / x) / 2
    return x


def pi_by_series(terms):
    return 4 * sum((-1) ** k / (2 * k + 1) for k in range(terms))


for n in (2, 9, 144, 1000):
    print(n, f"{newton(n):.9f}", f"{math.sqrt(n):.9f}", math.isqrt(n), abs(newton(n) - math.sqrt(n)) < 1e-9)
print(f"{math.pi:.10f} {math.e:.10f} {pi_by_series(1000):.6f}")
print(math.factorial(10), math.gcd(84, 36), math.comb(5, 2), math.floor(-2.5), math.ceil(2.1), math.trunc(-2.9))
print(round(math.sin(math.pi / 6), 6), round(math.cos(0), 6), round(math.degrees(math.pi), 3), math.hypot(3, 4))
print(math.log(8, 2), round(math.log10(1000), 6), round(math.exp(1), 6), math.pow(2, 3), math.fabs(-3))
print(math.inf > 10 ** 10, math.isnan(math.nan), math.isclose(0.1 + 0.2, 0.3), math.prod([1, 2, 3, 4]))
try:
    math.sqrt(-1)
except ValueError:
    print("no root of a negative number")
triangle = (3, 4, 5)
s = sum(triangle) / 2
print(math.sqrt(s * math.prod(s - side for side in triangle)))
