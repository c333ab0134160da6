"""Primes in several ways."""


def sieve(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(limit ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(flags[i * i::i])
    return [i for i, flag in enumerate(flags) if flag]


def is_prime(n):
    if n < 2:
        return False
    for d in range(2, n):
        if d * d > n:
            break
        if n % d == 0:
            return False
    return True


def primes():
    """All primes, one by one."""
    found = []
    n = 2
    while True:
        for p in found:
            if p * p > n:
                found.append(n)
                yield n
                break
            if n % p == 0:
                break
        else:
            found.append(n)
            yield n
        n += 1


def factors(n):
    result = []
    d = 2
    while d * d <= n:
        while n % d == 0:
            result.append(d)
            n //= d
        d += 1
    if n > 1:
        result.append(n)
    return result


small = sieve(100)
print(small)
print(len(small), sum(small), small == [n for n in range(101) if is_prime(n)])
stream = primes()
print([next(stream) for _ in range(15)])
for n in (2, 12, 97, 360, 1001, 65537, 123456):
    print(n, "=", " * ".join(map(str, factors(n))))
print([(p, p + 2) for p in small if p + 2 in small])
print({n: len(set(factors(n))) for n in range(28, 33)})


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


print(gcd(1071, 462), gcd(17, 5), [n for n in range(1, 30) if gcd(n, 30) == 1])
print(pow(3, 200, 13), 2 ** 61 - 1, is_prime(7919))
