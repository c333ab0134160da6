class A:
    __slots__ = ("x",)
class B(A):
    __slots__ = ("y",)
class C(B):
    pass
a, b, c = A(), B(), C()
a.x = b
b.x = b.y = [a]
c.x, c.y, c.z = a, b, c
print(c.x.x is b, vars(c) == {"z": c})
try:
    b.z = 1
except AttributeError as e:
    print("no z")
del c.z
b.y.clear()
c.w = 1
del a, b
