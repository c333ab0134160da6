a = b = c = [1, 2]
c.append(3)
print(a, b is c)
x = y = {}
x["self"] = y
z = x
x = x["self"]["self"]
print(x is z)
i = j = 0
l = [5, 6, 7]
i, l[i] = 2, "i is two"
print(l)
i = l[i] = 1
print(i, l)
a = b = c = None
del x, y
