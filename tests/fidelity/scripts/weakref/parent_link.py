import weakref, gc
class Node:
    def __init__(self, parent=None):
        self.parent = weakref.ref(parent) if parent else None
        self.children = []
        if parent:
            parent.children.append(self)
root = Node()
a = Node(root)
b = Node(a)
print(b.parent() is a, a.parent() is root)
del root
print(a.parent(), gc.collect())
c = a.children[0]
del a
print(b.parent(), c is b)
del b, c
print(gc.collect())
