"""A doubly linked list: cycles that only the collector can free."""
import gc


class Node:
    alive = 0

    def __init__(self, value):
        self.value = value
        self.previous = None
        self.next = None
        Node.alive += 1

    def __del__(self):
        Node.alive -= 1


class DoublyLinked:
    def __init__(self):
        self.first = self.last = None

    def append(self, value):
        node = Node(value)
        if self.last is None:
            self.first = node
        else:
            self.last.next = node
            node.previous = self.last
        self.last = node
        return self

    def unlink(self, value):
        node = self.first
        while node and node.value != value:
            node = node.next
        if node is None:
            return False
        if node.previous:
            node.previous.next = node.next
        else:
            self.first = node.next
        if node.next:
            node.next.previous = node.previous
        else:
            self.last = node.previous
        return True

    def forwards(self):
        node = self.first
        while node:
            yield node.value
            node = node.next

    def backwards(self):
        node = self.last
        while node:
            yield node.value
            node = node.previous


gc.collect()
gc.disable()
chain = DoublyLinked()
chain.append(1).append(2).append(3).append(4)
print(list(chain.forwards()), list(chain.backwards()), Node.alive)
print(chain.unlink(2), chain.unlink(9), list(chain.forwards()), Node.alive)
print(chain.unlink(1), chain.unlink(4), list(chain.backwards()), Node.alive)
chain.append(5)
del chain
print("alive before the collector:", Node.alive)
gc.collect()
print("alive after the collector:", Node.alive)
gc.enable()
