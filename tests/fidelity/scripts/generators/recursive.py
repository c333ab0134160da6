class Tree:
    def __init__(self, v, left=None, right=None):
        self.v, self.left, self.right = v, left, right
    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.v
        if self.right:
            yield from self.right
t = Tree(2, Tree(1), Tree(4, Tree(3)))
print(list(t))
it = iter(t)
a = next(it)
b = next(it)
print(a, b)
t = None
print(list(it))
def flatten(x):
    for i in x:
        if isinstance(i, list):
            yield from flatten(i)
        else:
            yield i
f = flatten([1, [2, [3, []]], 4])
print(next(f), next(f), next(f))
f.close()
