"""Matrix arithmetic with lists of lists."""


def zeros(rows, columns):
    return [[0] * columns for _ in range(rows)]


def identity(n):
    return [[1 if i == j else 0 for j in range(n)] for i in range(n)]


def multiply(a, b):
    if len(a[0]) != len(b):
        raise ValueError(f"cannot multiply {len(a)}x{len(a[0])} by {len(b)}x{len(b[0])}")
    result = zeros(len(a), len(b[0]))
    for i in range(len(a)):
        for j in range(len(b[0])):
            for k in range(len(b)):
                result[i][j] += a[i][k] * b[k][j]
    return result


def transpose(m):
    return [list(column) for column in zip(*m)]


def minor(m, row, column):
    return [r[:column] + r[column + 1:] for i, r in enumerate(m) if i != row]


def determinant(m):
    if len(m) == 1:
        return m[0][0]
    return sum((-1) ** j * m[0][j] * determinant(minor(m, 0, j)) for j in range(len(m)))


def power(m, n):
    result = identity(len(m))
    while n:
        if n % 2:
            result = multiply(result, m)
        m = multiply(m, m)
        n //= 2
    return result


def show(name, m):
    print(name + ":")
    for row in m:
        print("  [" + " ".join(f"{x:5}" for x in row) + "]")


a = [[1, 2, 3], [4, 5, 6]]
b = [[7, 8], [9, 10], [11, 12]]
c = [[2, -1, 0], [1, 3, 2], [0, 5, -4]]
show("a", a)
show("a x b", multiply(a, b))
show("b transposed", transpose(b))
print("det c =", determinant(c))
show("fibonacci", power([[1, 1], [1, 0]], 30))
try:
    multiply(a, a)
except ValueError as error:
    print("error:", error)
flat = [x for row in c for x in row]
print(flat, sum(flat), max(flat), sorted(flat, reverse=True)[:3])
diagonal = [c[i][i] for i in range(3)]
print("trace:", sum(diagonal), "diagonal:", diagonal)
