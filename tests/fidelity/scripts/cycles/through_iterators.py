import gc
a = []
it = iter(a)
a.append(it)
del a, it
print(gc.collect())
b = [1]
z = zip(b, [2])
b.append(z)
print(next(z))
del b, z
print(gc.collect())
c = []
e = enumerate(c)
m = map(len, c)
c += [e, m, reversed(c)]
del c, e, m
print(gc.collect())
d = {}
d["v"] = d.values()
d["i"] = iter(d)
del d
print(gc.collect())
