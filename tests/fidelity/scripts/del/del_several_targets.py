a, b, c = [1], [2], [3]
d = [a, b, c]
del a, d[0], b
print(d)
del (c, d[0])
print(d)
e = {"x": {"y": [d]}}
del e["x"]["y"][0], d
print(e)
del [e]
print("e" in globals())
