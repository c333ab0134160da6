def g():
    yield [1]
    yield [2]
    yield [3]
a, b, c = g()
print(a, b, c)
x, *y = g()
it = g()
p, q = next(it), next(it)
print(p, q, y)
*m, = it
print(m)
try:
    a, b = g()
except ValueError as e:
    print(e)
(k, v), = {"k": "v"}.items()
print(k, v)
first, second = {10, 20}
print(first + second)
