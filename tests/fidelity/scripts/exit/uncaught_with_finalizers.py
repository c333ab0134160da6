class Loud:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
def f():
    x = Loud("local")
    y = Loud("other")
    raise ValueError("stop")
g = Loud("global")
f()
