class N:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("del", self.n)
l = [N(i) for i in range(4)]
l.pop()
l[0], l[1] = l[1], l[0]
del l[0]
print(len(l))
l = None
s = {N("s")}
s.clear()
d = {N("key"): N("value")}
d.popitem()
print("popped")
t = [(N("t1"), N("t2")), N("t3")]
t.clear()
x = {"a": [N("deep")]}
x["a"][0] = 1
