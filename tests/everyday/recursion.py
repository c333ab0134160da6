"""Small recursive functions, and what happens without an end."""


def power(base, n):
    if n == 0:
        return 1
    half = power(base, n // 2)
    return half * half * (base if n % 2 else 1)


def digits(n):
    return [n] if n < 10 else digits(n // 10) + [n % 10]


def depth(value):
    if not isinstance(value, list):
        return 0
    return 1 + max([depth(v) for v in value], default=0)


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def search(items, wanted, low=0, high=None):
    high = len(items) if high is None else high
    if low >= high:
        return -1
    middle = (low + high) // 2
    if items[middle] == wanted:
        return middle
    if items[middle] < wanted:
        return search(items, wanted, middle + 1, high)
    return search(items, wanted, low, middle)


def triangle(n):
    if n == 1:
        return ["*"]
    previous = triangle(n - 1)
    return previous + ["*" * n]


def endless(n):
    return endless(n + 1)


print(power(3, 40), digits(90210), depth([1, [2, [3, []]], [4]]), is_even(50), is_odd(7))
print(ackermann(2, 3), [search(list(range(0, 40, 3)), n) for n in (0, 21, 39, 40, -1)])
print("\n".join(triangle(4)))
try:
    endless(0)
except RecursionError as error:
    print("RecursionError", str(error).startswith("maximum recursion depth exceeded"))
count = 0


def fib(n):
    global count
    count += 1
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(15), count)
print((lambda f: f(f, 6))(lambda self, n: 1 if n == 0 else n * self(self, n - 1)))


def koch(n):
    return "F" if n == 0 else koch(n - 1).replace("F", "F+F-F+F")


print([len(koch(n)) for n in range(5)], koch(1), koch(2)[:20])


def sums(numbers, target):
    if target == 0:
        return [[]]
    if not numbers or target < 0:
        return []
    first, rest = numbers[0], numbers[1:]
    return [[first] + s for s in sums(rest, target - first)] + sums(rest, target)


print(sums([3, 9, 8, 4, 5, 7], 15))
