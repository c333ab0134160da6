class Box:
    pass
b = Box()
b.x = b.y = [0]
b.x[0] = b
print(b.y[0] is b)
b.d = {"k": [1]}
b.d["k"][0] = b.d
b.y, b.x = b.d, None
b.z = b.d["k"] * 2
print(len(b.z), b.z[0] is b.d)
b.d["k"].clear()
b.z += [b]
del b.d
print(sorted(vars(b)))
