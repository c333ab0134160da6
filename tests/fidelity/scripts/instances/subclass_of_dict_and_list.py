class D(dict):
    pass
class L(list):
    pass
d = D(a=[1])
d["b"] = d["a"]
d.extra = d
l = L([d, d])
l.name = "l"
print(len(d), len(l), sorted(vars(l)))
e = D()
e[1] = l
e["x"] = None
del d.extra
m = L(l)
print(type(l + l).__name__, m == l)
l.clear()
