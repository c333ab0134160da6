import gc
class Node:
    def __init__(self, value):
        self.value = value
        self.prev = None
        self.next = None
head = Node(0)
tail = head
for i in range(1, 4):
    n = Node([i])
    n.prev = tail
    tail.next = n
    tail = n
del n
print(tail.prev.value)
head = None
print(gc.collect())
tail = None
print(gc.collect())
