a, b, c = [1], [2], [3]
a, b, c = c, a, b
print(a, b, c)
l = [a, b, c]
l[0], l[1], l[2] = l[2], l[0], l[1]
print(l)
(a, b), c = (c, [a]), b
print(a, b, c)
x = y = [0, 1]
x[0], y = y, x[1]
print(len(x), y)
x[0] = None
b, a = 5, b
