# math: values to the last digit, and the words of its errors
import math


def show(*values):
    print(*values)


def fails(function, *args, **keywords):
    try:
        print(function.__name__, repr(function(*args, **keywords)))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


inf, nan = math.inf, math.nan
show(math.pi, math.e, math.tau, math.inf, math.nan)
values = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2, -3, 1.5, 2.5, 3.7, -4.2, 10, 100.25, 1e-5, 1e-300, 5e-324, 1e10, 1e300, 0.1, 0.3, 7 / 3, 22, 23, 24, 25, -2.5, 170, 171.5, 172, 709.5, 710, -745.2, -746, 1.7976931348623157e308, inf, -inf, nan, True, 2**53 + 1, 10**30]
single = "acos asin atan cbrt cos cosh degrees erf exp exp2 expm1 fabs gamma lgamma log log10 log1p log2 radians sin sinh sqrt tan tanh ulp isfinite isinf isnan frexp modf floor ceil trunc"
for name in single.split():
    function = getattr(math, name)
    line = []
    for x in values:
        try:
            line.append(repr(function(x)))
        except (ValueError, OverflowError) as error:
            line.append(str(error))
    print(name, "; ".join(line))
pairs = [(0.0, -1.0), (0, -1), (-1, 0.5), (1e300, 2.0), (inf, 1.0), (1.0, 0.0), (2, 3), (1.0, inf), (-0.0, 0.0), (5.5, -2), (-5.5, 2), (1, nan), (nan, 0), (3, 4), (1e308, 1e308), (5e-324, 5e-324), (-1, inf), (0.1, 0.3), (1e16, 3.3), (-8, 1 / 3)]
for name in "atan2 copysign fmod pow remainder hypot nextafter isclose".split():
    function = getattr(math, name)
    line = []
    for x, y in pairs:
        try:
            line.append(repr(function(x, y)))
        except (ValueError, OverflowError) as error:
            line.append(str(error))
    print(name, "; ".join(line))
show([math.log(x, b) for x, b in ((8, 2), (100, 10), (10**400, 10), (2**2000, 2), (1000, 10.0), (0.5, 3))], math.log2(2**5000), math.log10(10**500 + 1), math.log(3**1500))
for b in (1, 1.0, 0, -2):
    fails(math.log, 5, b)
show([math.ldexp(x, n) for x, n in ((1.0, 3), (0.75, -5), (1e308, -2000), (5e-324, 1), (0.0, 10**30), (-inf, 3), (1.5, -(10**30)))])
fails(math.ldexp, 1.0, 5000)
fails(math.ldexp, 1.0, 10**30)
fails(math.ldexp, 1.0, 2.0)
show(math.gcd(), math.gcd(12, 18), math.gcd(-12), math.gcd(0, 0), math.gcd(2**200, 6**90), math.gcd(12, 18, 27), math.lcm(), math.lcm(4, 6), math.lcm(-3, 5), math.lcm(0, 5), math.lcm(2, 3, 7**30), math.gcd(True, 5))
show([math.factorial(n) for n in (0, 1, 5, 20, 21, 30, True)], len(str(math.factorial(500))))
show([math.comb(n, k) for n, k in ((5, 2), (5, 0), (5, 6), (60, 30), (200, 3), (10**20, 2), (3, 3))], [math.perm(n, k) for n, k in ((5, 2), (5, 0), (5, 6), (20, 10), (10**20, 2))], math.perm(5), math.perm(4, None))
show([math.isqrt(n) for n in (0, 1, 15, 16, 10**40, 2**200 - 1, True)])
show(math.prod([]), math.prod([2, 3.5]), math.prod(range(1, 6)), math.prod([0.1] * 5), math.prod([2, 3], start=[1]), math.prod((1.5, 2), start=4))
show(math.fsum([0.1] * 10), math.fsum([1e16, 1.0, -1e16]), math.fsum([]), math.fsum([1, 2, 3]), math.fsum([inf, 1]), math.fsum([nan, 1]), math.fsum([1e-16] * 3 + [1.0]), math.fsum([1.0, 2**-53, 2**-106]))
show(math.hypot(), math.hypot(3), math.hypot(-3), math.hypot(1, 1), math.hypot(0.1, 0.2, 0.3), math.hypot(1e200, 1e200), math.hypot(1e-200, 1e-200), math.hypot(inf, nan), math.hypot(nan, 1), math.hypot(*range(20)), math.hypot(1.3, 4.7), math.hypot(3e-160, 4e-160), math.hypot(1e154, 1.5e154, 2e154))
show(math.dist((0, 0), (3, 4)), math.dist([1, 2, 3], [4.5, 5.5, 6]), math.dist((1,), (5,)), math.dist((), ()), math.dist((1.5, -2.25), (0.1, 0.7)))
show(math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10), math.isclose(0, 1e-10, abs_tol=1e-9), math.isclose(inf, inf), math.isclose(a=inf, b=1), math.isclose(nan, nan))
fails(math.isclose, 1, 1, rel_tol=-1)
fails(math.isclose, 1)
fails(math.isclose, 1, 2, 3)
fails(math.isclose, 1, 2, tol=3)
for name in ("gcd", "lcm", "factorial", "isqrt", "floor", "ceil", "trunc", "sqrt", "fsum", "prod", "hypot", "log", "frexp", "isnan"):
    for args in (("a",), (None,), (1.5,), (-1,), (10**400,)):
        if name not in ("gcd", "lcm", "floor", "ceil", "trunc", "prod", "isqrt") or args != (10**400,):
            fails(getattr(math, name), *args)
fails(math.factorial, -(10**30))
fails(math.factorial, 2**70)
fails(math.comb, -1, 2)
fails(math.comb, 1, -2)
fails(math.comb, 1.5, 2)
fails(math.comb, 1)
fails(math.perm, -1, 2)
fails(math.perm, 3, -1)
fails(math.perm, 3, 2.0)
fails(math.perm, -1)
fails(math.comb, 10**30, 10**25)
fails(math.perm, 10**30, 10**25)
fails(math.dist, (1,), (1, 2))
fails(math.dist, 1, 2)
fails(math.dist, ("a",), ("b",))
fails(math.dist, (1,))
fails(math.fsum, [1, "a"])
fails(math.fsum, [1e308, 1e308])
fails(math.fsum, [inf, -inf])
fails(math.fsum, 5)
fails(math.prod, ["a", 2.5])
fails(math.prod, [1], 2)
fails(math.prod, [1], begin=2)
fails(math.pow, "a", 1)
fails(math.pow, 1)
fails(math.sin, 1, 2)
fails(math.sin, x=1)
fails(math.atan2, 1, 2, 3)
fails(math.log, 1, 2, 3)
fails(math.log, "a")
fails(math.log, 0)
fails(math.log, -(10**400))
fails(math.log10, 0)
fails(math.nextafter, 1)
fails(math.nextafter, "a", 1)


class Number:
    def __float__(self):
        return 2.25

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceiling"

    def __trunc__(self):
        return "trunc"


class Index:
    def __index__(self):
        return 9


class Bad:
    def __float__(self):
        return "two"

    def __floor__(self):
        raise KeyError("floor")


n, i = Number(), Index()
show(math.floor(n), math.ceil(n), math.trunc(n), math.sqrt(n), math.sqrt(i), math.isqrt(i), math.gcd(i, 6), math.factorial(i), math.comb(i, 2), math.floor(i), math.ldexp(n, 2), math.hypot(n, i), math.fsum([n, i]))
fails(math.trunc, i)
fails(math.sqrt, Bad())
fails(math.floor, Bad())
fails(math.ceil, Bad())


class F(float):
    pass


show(math.floor(F(2.5)), math.ceil(F(2.5)), math.trunc(F(-2.5)), math.sqrt(F(4)), math.floor(-0.5), math.ceil(-0.5), math.floor(1e300), math.floor(2**70), math.trunc(True))
if hasattr(math, "sumprod"):
    show(math.sumprod([], []), math.sumprod([1, 2], [3, 4]), math.sumprod([0.1] * 10, [1] * 10), math.sumprod([1, 2.5], [2, 4]), math.sumprod([10**30, 1.5], [2, 2]), math.sumprod([1e308, 1e308], [10, -10]), math.sumprod(iter([1, True]), (2, 3.5)))
    fails(math.sumprod, [1], [])
    fails(math.sumprod, [], [1])
    fails(math.sumprod, 1, [1])
    fails(math.sumprod, [None], [1])
    fails(math.sumprod, [1])
    show(math.nextafter(1.0, 2.0, steps=5), math.nextafter(1.0, -1.0, steps=3), math.nextafter(5e-324, -1.0, steps=4), math.nextafter(1.0, 1.0, steps=4), math.nextafter(0.0, inf, steps=2**70), math.nextafter(1.0, nan, steps=2), math.nextafter(1.0, 2.0, steps=0))
    fails(math.nextafter, 1, 2, steps=-1)
    fails(math.nextafter, 1, 2, steps=1.5)
if hasattr(math, "fma"):
    show(math.fma(2, 3, 4), math.fma(0.1, 10, -1), math.fma(inf, 1, 2))
    fails(math.fma, inf, 0, 1)
    fails(math.fma, 1e300, 1e300, 1)
    fails(math.fma, 1, 2)
if hasattr(math, "fmax"):
    show(math.fmax(1, 2), math.fmax(nan, 1), math.fmin(1, 2), math.fmin(inf, nan), math.isnormal(1.0), math.isnormal(5e-324), math.issubnormal(5e-324), math.signbit(-0.0), math.signbit(2))
show(sorted(name for name in dir(math) if name[0] != "_" and name != "integer"))
show(math.sqrt, math.__name__, math.sqrt.__name__, math.sqrt.__module__)
