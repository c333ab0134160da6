class N:
    def __init__(self, n, *kids):
        self.n = n
        self.kids = kids
    def __del__(self):
        print("del", self.n, len(self.kids))
t = N("root", N("a"), N("b", N("c")))
k = t.kids[1]
del t
print("kept", k.n)
k.kids = ()
print("cleared")
k = None
