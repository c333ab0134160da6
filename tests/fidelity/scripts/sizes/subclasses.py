import sys
class L(list):
    pass
class D(dict):
    pass
class T(tuple):
    pass
class I(int):
    pass
class S(str):
    __slots__ = ()
class LS(list):
    __slots__ = ("a",)
l, d, t, i, s, ls = L(), D(), T(), I(), S(), LS()
print([sys.getsizeof(x) for x in (l, d, t, i, s, ls)])
l.append(1)
d["k"] = 1
l.attr = 1
print(sys.getsizeof(l), sys.getsizeof(d), sys.getsizeof(T((1, 2))), sys.getsizeof(S("abc")))
