def make(start):
    items = []
    def add(x):
        nonlocal start
        start += 1
        items.append((start, x))
        return items
    def peek():
        return items[-1], start
    return add, peek
a, p = make(10)
r = a("one")
a([2])
print(p(), r is a("three"))
b, q = make(0)
del a
print(p()[1], q.__closure__ == p.__closure__, len(q.__closure__))
c = b.__closure__
del b, q
print(c[0].cell_contents, c[1].cell_contents)
