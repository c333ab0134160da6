"""Pipelines of generators; send, close, yield from."""


def count(start=0, step=1):
    while True:
        yield start
        start += step


def take(n, iterable):
    for _, item in zip(range(n), iterable):
        yield item


def chunks(items, size):
    for i in range(0, len(items), size):
        yield items[i:i + size]


def flatten(items):
    for item in items:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


def averager():
    total = number = 0
    average = None
    while True:
        value = yield average
        total += value
        number += 1
        average = total / number


def careful():
    try:
        yield 1
        yield 2
    except ValueError as error:
        yield f"got {error}"
    finally:
        print("cleaning up")


def reader():
    result = yield from inner()
    yield f"inner returned {result}"


def inner():
    yield "first"
    yield "second"
    return 42


print(list(take(5, count(10, 5))))
print(list(chunks("abcdefgh", 3)), list(chunks(list(range(7)), 2)))
print(list(flatten([1, [2, (3, [4, [], 5])], 6])))
mean = averager()
next(mean)
print([mean.send(v) for v in (10, 20, 60)])
mean.close()
worker = careful()
print(next(worker), worker.throw(ValueError("bad value")))
print(list(worker))
other = careful()
next(other)
other.close()
print(list(reader()))
squares = (n * n for n in count(1))
odd = (n for n in squares if n % 2)
print(list(take(6, odd)), sum(take(3, odd)))
try:
    next(iter(()))
except StopIteration:
    print("empty")
print(next(iter([]), "default"), max(len(c) for c in chunks("hello world", 4)))
pairs = zip(take(3, count()), "xyz")
print(dict(pairs), list(pairs))
