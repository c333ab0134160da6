a = {"x": [1], "y": [2]}
b = {"y": 0, "z": 0}
both = a.keys() & b.keys()
either = a.keys() | b.keys()
only = a.keys() - b.keys()
print(both, sorted(either), only)
k = a.keys()
print("x" in k, k == {"x", "y"})
i = a.items()
print(("y", [2]) in i, len(i))
v = a.values()
b["w"] = v
del a
print(list(v), sorted(k))
