class C:
    def __init__(self, v):
        self.v = v
    def get(self):
        return self.v
    @staticmethod
    def st(x):
        return [x]
    @classmethod
    def make(cls, v):
        return cls(v)
c = C([1])
g = c.get
h = c.get
print(g is h, g == h, g() is h())
m = C.make("new")
f = C.get
print(f(m), C.st(5), m.st(6))
mk = C.make
s = C.st
c = None
print(g().append(2), g())
del g, h
n = mk(m)
