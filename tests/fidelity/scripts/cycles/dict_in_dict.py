import gc
a = {}
b = {"a": a}
a["b"] = b
c = {"x": a, "y": b, "z": [a, b]}
del a, b
print(gc.collect())
print(c["x"]["b"] is c["y"])
c["z"].append(c)
del c
print(gc.collect())
d = {}
d[("k", 1)] = d
d = d[("k", 1)]
print(len(d))
d = None
print(gc.collect())
