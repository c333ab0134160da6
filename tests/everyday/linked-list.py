"""A singly linked list with the protocols of a sequence."""


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self, values=()):
        self.head = None
        self.size = 0
        for value in values:
            self.append(value)

    def append(self, value):
        node = Node(value)
        if self.head is None:
            self.head = node
        else:
            last = self.head
            while last.next:
                last = last.next
            last.next = node
        self.size += 1

    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1

    def remove(self, value):
        previous, node = None, self.head
        while node is not None and node.value != value:
            previous, node = node, node.next
        if node is None:
            raise ValueError(f"{value} is not in the list")
        if previous is None:
            self.head = node.next
        else:
            previous.next = node.next
        self.size -= 1

    def reverse(self):
        previous = None
        node = self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def __len__(self):
        return self.size

    def __contains__(self, value):
        return any(v == value for v in self)

    def __getitem__(self, index):
        if index < 0:
            index += len(self)
        for i, value in enumerate(self):
            if i == index:
                return value
        raise IndexError("linked list index out of range")

    def __repr__(self):
        return "LinkedList([" + " -> ".join(repr(v) for v in self) + "])"

    def __eq__(self, other):
        if not isinstance(other, LinkedList):
            return NotImplemented
        return list(self) == list(other)


letters = LinkedList("abcd")
letters.push("start")
print(letters, len(letters), "c" in letters, "z" in letters)
letters.reverse()
print(letters, letters[0], letters[-1])
letters.remove("c")
letters.remove("start")
print(letters, list(letters), bool(letters), bool(LinkedList()))
for action in (lambda: letters.remove("q"), lambda: letters[9]):
    try:
        action()
    except (ValueError, IndexError) as error:
        print(type(error).__name__, "-", error)
print(letters == LinkedList(["d", "b", "a"]), letters == ["d", "b", "a"], letters != LinkedList())
first, *rest = letters
print(first, rest, max(letters), sorted(letters), "".join(letters))
