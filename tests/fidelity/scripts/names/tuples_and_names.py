a = 1, 2
b = (1, 2)
print(a is b, a == b)
c = a
a = a + (3,)
print(c, a)
x, y = a[0], a[2]
del a
d = (c, c)
c = d[0]
e = d[:1] + (x,)
print(e, y)
f = d * 1
print(f is d)
n = ()
m = tuple([])
print(n is m)
