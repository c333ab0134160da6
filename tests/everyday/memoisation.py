"""Remembering results, by hand and with a decorator."""


def memoise(function):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            wrapper.misses += 1
            cache[args] = function(*args)
        else:
            wrapper.hits += 1
        return cache[args]

    wrapper.hits = wrapper.misses = 0
    wrapper.cache = cache
    wrapper.__name__ = function.__name__
    wrapper.__doc__ = function.__doc__
    return wrapper


@memoise
def fibonacci(n):
    """The n-th Fibonacci number."""
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@memoise
def paths(rows, columns):
    if rows == 0 or columns == 0:
        return 1
    return paths(rows - 1, columns) + paths(rows, columns - 1)


@memoise
def collatz(n):
    return 1 if n == 1 else 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)


def change(amount, coins, known={}):
    key = (amount, len(coins))
    if key not in known:
        if amount == 0:
            known[key] = 1
        elif amount < 0 or not coins:
            known[key] = 0
        else:
            known[key] = change(amount - coins[0], coins) + change(amount, coins[1:])
    return known[key]


print(fibonacci(80), fibonacci.__name__, fibonacci.__doc__)
print(fibonacci.hits, fibonacci.misses, len(fibonacci.cache))
print(paths(10, 10), paths.misses)
best = max(range(1, 500), key=collatz)
print(best, collatz(best), collatz.hits > 0)
print(change(100, (50, 20, 10, 5, 2, 1)), len(change.__defaults__[0]))
print([n for n in range(1, 30) if collatz(n) == collatz(n + 1)])
