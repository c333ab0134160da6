"""A binary search tree."""


class Tree:
    def __init__(self, key, left=None, right=None):
        self.key, self.left, self.right = key, left, right

    def insert(self, key):
        if key == self.key:
            return False
        side = "left" if key < self.key else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Tree(key))
            return True
        return child.insert(key)

    def __contains__(self, key):
        node = self
        while node is not None:
            if node.key == key:
                return True
            node = node.left if key < node.key else node.right
        return False

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right

    def height(self):
        return 1 + max((c.height() for c in (self.left, self.right) if c), default=0)

    def levels(self):
        row = [self]
        while row:
            yield [node.key for node in row]
            row = [c for node in row for c in (node.left, node.right) if c]

    def draw(self, depth=0):
        if self.right:
            self.right.draw(depth + 1)
        print("    " * depth + str(self.key))
        if self.left:
            self.left.draw(depth + 1)


def remove(node, key):
    if node is None:
        return None
    if key < node.key:
        node.left = remove(node.left, key)
    elif key > node.key:
        node.right = remove(node.right, key)
    elif node.left is None:
        return node.right
    elif node.right is None:
        return node.left
    else:
        heir = node.right
        while heir.left:
            heir = heir.left
        node.key = heir.key
        node.right = remove(node.right, heir.key)
    return node


root = Tree(50)
print([root.insert(k) for k in [30, 70, 20, 40, 60, 80, 30, 65, 10]])
root.draw()
print(list(root), root.height(), 65 in root, 66 in root)
for number, level in enumerate(root.levels()):
    print(number, level)
for key in (50, 10, 99):
    root = remove(root, key)
    print(key, list(root), root.key)
print(sum(root), min(root), max(root), sorted(root, reverse=True))
