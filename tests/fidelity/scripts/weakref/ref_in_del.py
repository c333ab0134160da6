import weakref, gc
class K:
    def __del__(self):
        print("del", r() is self if r() else r())
k = K()
r = weakref.ref(k, lambda x: print("cb", x()))
del k
k = K()
k.me = k
r = weakref.ref(k, lambda x: print("cb2", x()))
del k
print(gc.collect())
k = K()
r = weakref.ref(k)
l = [k]
l.append(l)
del k, l
print(gc.collect(), r())
