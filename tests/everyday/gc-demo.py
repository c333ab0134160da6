"""Cycles, finalizers and what the collector says of them."""
import gc
import sys


class Node:
    def __init__(self, name):
        self.name = name
        self.friend = None

    def __del__(self):
        print("goodbye", self.name)


gc.collect()
gc.disable()
print("a plain object dies at once")
node = Node("single")
node = None

print("a cycle stays")
a, b = Node("a"), Node("b")
a.friend, b.friend = b, a
del a, b
print("collecting")
print(gc.collect() >= 2)

print("a list that holds itself")
snake = [1]
snake.append(snake)
print(snake, snake[1][1] is snake, len(snake))
del snake
print(gc.collect())

print("reference counts")
data = []
base = sys.getrefcount(data)
holder = [data, data]
table = {"data": data}
print(sys.getrefcount(data) - base)
del holder
print(sys.getrefcount(data) - base)
table.clear()
print(sys.getrefcount(data) - base)

print("tracked:", [gc.is_tracked(x) for x in (1, "text", [], Node)])
print("referents:", gc.get_referents([10, "x"]))
print("enabled:", gc.isenabled())
gc.enable()
print("enabled:", gc.isenabled())


class Phoenix:
    saved = []

    def __del__(self):
        print("rising")
        Phoenix.saved.append(self)


Phoenix()
print(len(Phoenix.saved))
Phoenix.saved.clear()
print("gone for good", len(Phoenix.saved))


def local_cycle():
    me = Node("local")
    me.friend = me


local_cycle()
print("collected", gc.collect() > 0, gc.garbage)
tree = {"name": "root", "children": []}
tree["children"].append({"name": "leaf", "parent": tree})
print(tree)
del tree
gc.collect()
