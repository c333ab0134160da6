def g(name):
    try:
        yield name
        yield name + "2"
    finally:
        print("close", name)
a = g("a")
b = g("b")
c = g("c")
next(a), next(b)
l = [b, a]
del a, b
l.clear()
del c
print("cleared")
def user():
    for v in g("loop"):
        return v
print(user())
