# What calls cost whose arguments lie in a tuple and a dict.
import gc
import sys

gc.disable()


def star(*a):
    return len(a)


def keywords(**k):
    return len(k)


def both(*a, **k):
    return a, k


def plain(a, b, c=3):
    return sys.getrefcount(a)


def inner(*a):
    return sys.getrefcount(a[0]), sys.getrefcount(a)


class WithStar:
    def __init__(self, *a, **k):
        self.a = a

    def method(self, *a):
        return sys.getrefcount(a[0])


class WithTwo:
    def __init__(self, x, y=2):
        self.x = x


class WithNew:
    def __new__(cls, *a, **k):
        return super().__new__(cls)


class Child(WithTwo):
    def __init__(self, x):
        super().__init__(x)


class Number(int):
    def __new__(cls, v):
        return super().__new__(cls, v)


class Stack(list):
    def __init__(self, x=1, *y):
        super().__init__()

    def append(self, x):
        super().append(x)

    def __len__(self):
        return super().__len__()

    def __getitem__(self, i):
        return super().__getitem__(i)


class Plain(Exception):
    pass


class Super(Exception):
    def __init__(self, code, data):
        super().__init__(code)


class Unbound(Exception):
    def __init__(self, code, data=None):
        Exception.__init__(self, code)


class Passing(Exception):
    def __init__(self, *args):
        super().__init__(*args)
        print(self.args is args)


L = [[1], [2], [3]]
T = ([1], [2], [3])
D = {"b": [2], "c": [3]}
repr([(1,)])

gc.collect()
star(*L)
n = gc.get_count()[0]
print('star(*L)', n)
gc.collect()
star(*T)
n = gc.get_count()[0]
print('star(*T)', n)
gc.collect()
star(0, *L)
n = gc.get_count()[0]
print('star(0, *L)', n)
gc.collect()
star(*L, *T)
n = gc.get_count()[0]
print('star(*L, *T)', n)
gc.collect()
star(*set())
n = gc.get_count()[0]
print('star(*set())', n)
gc.collect()
keywords(**D)
n = gc.get_count()[0]
print('keywords(**D)', n)
gc.collect()
keywords(x=1, **D)
n = gc.get_count()[0]
print('keywords(x=1, **D)', n)
gc.collect()
keywords(**D, **{"z": 1})
n = gc.get_count()[0]
print('keywords(**D, **{"z": 1})', n)
gc.collect()
x = both(*L, **D)
n = gc.get_count()[0]
print('x = both(*L, **D)', n)
gc.collect()
x = both(*T, y=1, **D)
n = gc.get_count()[0]
print('x = both(*T, y=1, **D)', n)
gc.collect()
x = None
n = gc.get_count()[0]
print('x = None', n)
gc.collect()
print(plain(*L), plain(*T), plain(L, **D), plain(*[L], **D))
n = gc.get_count()[0]
print('print(plain(*L), plain(*T), plain(L, **D), plain(*[L], **D))', n)
gc.collect()
print(inner(*L), inner(*T), inner(*(i for i in L)))
n = gc.get_count()[0]
print('print(inner(*L), inner(*T), inner(*(i for i in L)))', n)
gc.collect()
x = WithStar(*L)
n = gc.get_count()[0]
print('x = WithStar(*L)', n)
gc.collect()
x = WithStar(*T, **D)
n = gc.get_count()[0]
print('x = WithStar(*T, **D)', n)
gc.collect()
x = WithStar(x=1)
n = gc.get_count()[0]
print('x = WithStar(x=1)', n)
gc.collect()
print(x.method(*L), x.method(*T), x.method(L))
n = gc.get_count()[0]
print('print(x.method(*L), x.method(*T), x.method(L))', n)
gc.collect()
x = WithTwo(1)
n = gc.get_count()[0]
print('x = WithTwo(1)', n)
gc.collect()
x = WithTwo(x=1)
n = gc.get_count()[0]
print('x = WithTwo(x=1)', n)
gc.collect()
x = WithTwo(1, y=3)
n = gc.get_count()[0]
print('x = WithTwo(1, y=3)', n)
gc.collect()
x = WithNew()
n = gc.get_count()[0]
print('x = WithNew()', n)
gc.collect()
x = WithNew()
n = gc.get_count()[0]
print('x = WithNew()', n)
gc.collect()
x = WithNew(1)
n = gc.get_count()[0]
print('x = WithNew(1)', n)
gc.collect()
x = WithNew(1, x=2)
n = gc.get_count()[0]
print('x = WithNew(1, x=2)', n)
gc.collect()
x = Child(1)
n = gc.get_count()[0]
print('x = Child(1)', n)
gc.collect()
x = Child(1)
n = gc.get_count()[0]
print('x = Child(1)', n)
gc.collect()
x = Number(1000)
n = gc.get_count()[0]
print('x = Number(1000)', n)
gc.collect()
x = Number(v=1000)
n = gc.get_count()[0]
print('x = Number(v=1000)', n)
gc.collect()
x = Stack()
n = gc.get_count()[0]
print('x = Stack()', n)
gc.collect()
x = Stack()
n = gc.get_count()[0]
print('x = Stack()', n)
gc.collect()
x = Stack(1, 2)
n = gc.get_count()[0]
print('x = Stack(1, 2)', n)
gc.collect()
x.append(1)
n = gc.get_count()[0]
print('x.append(1)', n)
gc.collect()
x.append(1)
n = gc.get_count()[0]
print('x.append(1)', n)
gc.collect()
len(x)
n = gc.get_count()[0]
print('len(x)', n)
gc.collect()
len(x)
n = gc.get_count()[0]
print('len(x)', n)
gc.collect()
x[0]
n = gc.get_count()[0]
print('x[0]', n)
gc.collect()
x[0]
n = gc.get_count()[0]
print('x[0]', n)
gc.collect()
list.__len__(x)
n = gc.get_count()[0]
print('list.__len__(x)', n)
gc.collect()
x.__setitem__(0, 1)
n = gc.get_count()[0]
print('x.__setitem__(0, 1)', n)
gc.collect()
x = [1].__len__()
n = gc.get_count()[0]
print('x = [1].__len__()', n)
gc.collect()
x = list.__getitem__([1], 0)
n = gc.get_count()[0]
print('x = list.__getitem__([1], 0)', n)
gc.collect()
x = dict.__contains__({}, 0)
n = gc.get_count()[0]
print('x = dict.__contains__({}, 0)', n)
gc.collect()
x = object.__setattr__(WithTwo, "z", 1) if False else None
n = gc.get_count()[0]
print('x = object.__setattr__(WithTwo, "z", 1) if False else None', n)
gc.collect()
x = [1].__eq__([1])
n = gc.get_count()[0]
print('x = [1].__eq__([1])', n)
gc.collect()
x = Plain(1, 2)
n = gc.get_count()[0]
print('x = Plain(1, 2)', n)
gc.collect()
x = Plain(1, 2)
n = gc.get_count()[0]
print('x = Plain(1, 2)', n)
gc.collect()
x = Super(1, 2)
n = gc.get_count()[0]
print('x = Super(1, 2)', n)
gc.collect()
x = Super(1, 2)
n = gc.get_count()[0]
print('x = Super(1, 2)', n)
gc.collect()
x = Unbound(1, 2)
n = gc.get_count()[0]
print('x = Unbound(1, 2)', n)
gc.collect()
x = Unbound(1, data=2)
n = gc.get_count()[0]
print('x = Unbound(1, data=2)', n)
gc.collect()
x = Passing(L, 2)
n = gc.get_count()[0]
print('x = Passing(L, 2)', n)
gc.collect()
x = Passing(L, 2)
n = gc.get_count()[0]
print('x = Passing(L, 2)', n)
gc.collect()
x = ValueError(L)
n = gc.get_count()[0]
print('x = ValueError(L)', n)
gc.collect()
x = list(zip(*[T, T]))
n = gc.get_count()[0]
print('x = list(zip(*[T, T]))', n)
gc.collect()
x = set().union(*T)
n = gc.get_count()[0]
print('x = set().union(*T)', n)
gc.collect()
x = max(*T)
n = gc.get_count()[0]
print('x = max(*T)', n)
gc.collect()
x = dict(**D)
n = gc.get_count()[0]
print('x = dict(**D)', n)
gc.collect()
x = str(*["a"])
n = gc.get_count()[0]
print('x = str(*["a"])', n)
gc.collect()
print(*L, **{"sep": "-"})
n = gc.get_count()[0]
print('print(*L, **{"sep": "-"})', n)
