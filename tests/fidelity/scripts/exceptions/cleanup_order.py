class R:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("del", self.n)
def f(n):
    r = R(n)
    if n == "bad":
        raise ValueError(n)
    return n
try:
    f("good")
    f("bad")
except ValueError as e:
    print("caught", e)
print("after")
try:
    x = R("x")
    f("bad")
finally:
    print("finally")
    del x
