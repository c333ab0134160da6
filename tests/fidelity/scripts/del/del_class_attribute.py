class C:
    shared = [1]
    def method(self):
        return "m"
c = C()
x = C.shared
del C.shared
try:
    c.shared
except AttributeError as e:
    print(e)
print(x)
m = c.method
del C.method
print(m(), hasattr(c, "method"))
c.own = m
del m
del c.own
try:
    del c.own
except AttributeError as e:
    print("no own")
