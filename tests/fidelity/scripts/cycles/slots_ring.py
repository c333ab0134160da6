import gc
class S:
    __slots__ = ("other", "data")
a = S()
b = S()
a.other = b
b.other = a
a.data = [a]
del a
print(gc.collect())
b.other.data.append(b)
del b
print(gc.collect())
c = S()
c.other = c
c.data = 5
c.other = None
del c
print(gc.collect())
