# %% [markdown]
# # A tree whose children know their parent
#
# References down the tree and references back up: every branch is a cycle.

# %%
import gc


class Node:
    def __init__(self, name, parent):
        self.name = name
        self.parent = parent
        self.children = []
        if parent is not None:
            parent.children.append(self)


# %% picture="made"
root = Node('root', None)
left = Node('left', root)
right = Node('right', root)

# %% [markdown]
# One name less is no harm: the tree still holds the node, and `root` leads to it.

# %%
del left
print([child.name for child in root.children])

# %% [markdown]
# `right` is enough to keep the whole tree alive: it knows its parent, and the parent knows all.

# %% picture="held"
del root
print(right.parent.children[0].name)

# %% [markdown]
# After the last name only the cycles hold the tree: three nodes and three lists of children
# (in some versions each node has a dict besides).

# %% picture="deleted"
del right

# %% picture="collected"
found = gc.collect()
print(found >= 6)
