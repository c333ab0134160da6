class Item:
    def __init__(self, n):
        self.n = n
        self.parts = []
items = [Item(i) for i in range(3)]
for i in items:
    i.parts.extend(items[:i.n])
print([len(i.parts) for i in items])
tree = {i.n: {p.n: p for p in i.parts} for i in items}
print(tree[2][1] is items[1])
del items[0], i
tree[2].clear()
last = items.pop()
print(last.parts[0].n)
last.parts = tree
