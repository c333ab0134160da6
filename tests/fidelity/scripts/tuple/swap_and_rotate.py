a, b, c = [1], [2], [3]
t = (a, b, c)
for i in range(3):
    t = t[1:] + t[:1]
print(t[0] is a, t)
a, b = b, a
t = (t, t[0])
u = t[0][0], t[1]
print(u[0] is u[1])
t = tuple(reversed(u))
del u
print(t)
pairs = tuple((x, y) for x in t for y in t)
print(len(pairs))
t = pairs[0] is pairs[1]
