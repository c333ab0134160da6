import gc
class K:
    pass
a = K()
a.l = []
gc.freeze()
a.l.append(a)
a.new = [1]
d = a.__dict__
print(gc.collect())
del a, d
print(gc.collect())
gc.unfreeze()
print(gc.collect())
b = []
gc.freeze()
gc.collect(0)
gc.unfreeze()
c = [b]
gc.collect(1)
