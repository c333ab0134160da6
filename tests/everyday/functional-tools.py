"""reduce, partial, lru_cache and itertools."""
from functools import lru_cache, partial, reduce, total_ordering, wraps
from itertools import accumulate, chain, combinations, count, groupby, islice, permutations, product


@lru_cache(maxsize=None)
def stairs(n):
    return 1 if n < 2 else stairs(n - 1) + stairs(n - 2)


def shout(function):
    @wraps(function)
    def wrapper(*args):
        return function(*args).upper()
    return wrapper


@shout
def hello(name):
    """Says hello."""
    return "hello " + name


@total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(map(int, text.split(".")))

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts


print(stairs(50), stairs.cache_info().misses)
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(max, [3, 9, 2], 0))
double = partial(pow, 2)
print(double(5), partial(print, "a", sep="-")("b"))
print(hello("ann"), hello.__name__, hello.__doc__)
print(Version("1.10") > Version("1.9"), Version("2.0") <= Version("2.0"), Version("1.0") >= Version("1.1"))
print(list(chain("ab", [1, 2])), list(islice(count(5, 5), 4)), list(accumulate([1, 2, 3, 4])))
print(["".join(p) for p in permutations("abc", 2)], list(combinations(range(4), 2)))
print(list(product("ab", [0, 1])))
words = sorted("apple ant bee bear cat".split(), key=lambda w: w[0])
print({letter: list(group) for letter, group in groupby(words, key=lambda w: w[0])})
