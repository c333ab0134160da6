import sys
class P:
    def __init__(self, n):
        for i in range(n):
            setattr(self, "a" + str(i), i)
a = P(0)
b = P(3)
c = P(12)
print([sys.getsizeof(x.__dict__) for x in (a, b, c)])
d = P(3)
print(sys.getsizeof(d), sys.getsizeof(vars(d)))
d.extra = 1
print(sys.getsizeof(d.__dict__))
del d.extra
print(sys.getsizeof(d.__dict__), sys.getsizeof(dict(d.__dict__)), sys.getsizeof(d.__dict__.copy()))
