l = [[3], [1], [2]]
l[0], l[2] = l[2], l[0]
print(l)
i = 0
i, l[i] = 2, "x"
print(i, l)
d = {"a": [1]}
d["a"], x = d, d["a"]
print(x, d["a"] is d)
d["a"] = x
y = z = x
y += [2]
z = z + [3]
print(x, y is x, z)
