# a, b = ... and a, *b = ...
class Noisy:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        for i in range(self.n):
            print("give", i, end="; ")
            yield i


class Indexed:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), [c, d] = [1, 2], (3, 4)
print(a, b, c, d)
a, b, c = "xyz"
print(a, b, c)
a, b, c = Indexed()
print(a, b, c)
a, b = {1: 2, 3: 4}
print(a, b)
a, b = {5, 6}
print(a + b)
a, b, c = range(3)
print(a, b, c)
a, b = (i * i for i in (3, 4))
print(a, b)
for source in ([], [1], [1, 2], [1, 2, 3, 4], "abcde", range(6), (), (1,), (1, 2, 3)):
    for number in range(4):
        try:
            if number == 0:
                a, *b = source
                print(a, b)
            elif number == 1:
                *a, b = source
                print(a, b)
            elif number == 2:
                a, *b, c = source
                print(a, b, c)
            else:
                (*a,) = source
                print(a)
        except ValueError as error:
            print(error)
for n in range(5):
    try:
        a, b, c = Noisy(n)
        print(a, b, c)
    except ValueError as error:
        print(error)
    try:
        a, *b, c = Noisy(n)
        print(a, b, c)
    except ValueError as error:
        print(error)
first, *rest = iter([1, 2, 3])
print(first, rest)
for i, (j, *k) in enumerate([(1, 2, 3), "ab", [5]]):
    print(i, j, k)
[x, y] = {"k": 1, "l": 2}.items()
print(x, y)


class Failing:
    def __iter__(self):
        yield 1
        raise KeyError("no more")


for number in range(2):
    try:
        if number:
            a, b = Failing()
        else:
            a, *b = Failing()
    except KeyError as error:
        print(repr(error))


class Witness:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("bye", self.name, end="; ")


def make(n):
    for i in range(n):
        yield Witness(i)


try:
    a, b, c = make(2)
except ValueError as error:
    print(error)
try:
    a, b = make(3)
except ValueError as error:
    print(error)
try:
    a, *b, c, d = make(2)
except ValueError as error:
    print(error)
import sys

a, *b, c = range(10)
print(b, sys.getsizeof(b))
*a, b, c = [1, 2, 3, 4, 5]
print(a, sys.getsizeof(a))
