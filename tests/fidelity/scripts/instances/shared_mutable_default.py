class Cart:
    def __init__(self, items=[]):
        self.items = items
    def add(self, x):
        self.items.append(x)
        return self
a = Cart()
b = Cart()
a.add("x").add(["y"])
print(b.items, a.items is b.items)
c = Cart([])
c.add(c)
print(len(c.items))
a.items = a.items + [1]
print(b.items, a.items)
Cart.count = 0
for k in (a, b, c):
    k.count += 1
    Cart.count += 10
print(a.count, b.count, c.count, Cart.count)
c.items = None
