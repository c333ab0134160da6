import gc
class A:
    pass
print(gc.get_count())
class B(A):
    def f(self):
        return 1
print(gc.get_count())
b = B()
b.x = [b]
b = None
print(gc.collect())
del B
print(gc.collect())
del A
print(gc.collect())
