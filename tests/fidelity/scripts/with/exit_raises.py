class R:
    def __enter__(self):
        return [self]
    def __exit__(self, t, v, tb):
        raise KeyError("from exit")
try:
    with R() as r:
        raise ValueError("body")
except KeyError as e:
    print(e, repr(e.__context__))
print(r[0] is not None)
try:
    with R():
        pass
except KeyError as e:
    k = e
print(k.__context__)
k = r = None
