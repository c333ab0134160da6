# %% [markdown]
# # Two lists that hold each other
#
# CPython counts the references to every object and frees an object when its count falls to 0.
# Here are two lists that counting alone can never free.

# %%
import gc
import sys

# %% picture="made"
a = ['first']
b = ['second']
a.append(b)
b.append(a)

# %% [markdown]
# Two references hold each list now: its name, and the other list. The call itself holds
# one more while it looks.

# %%
print(sys.getrefcount(a))
print(sys.getrefcount(b))

# %% [markdown]
# Delete both names. Each count falls to 1, not to 0: the lists hold each other, and no name
# leads to them any more. No statement of the program can reach them now.

# %% picture="deleted"
del a
del b

# %% [markdown]
# The garbage collector looks for just this: objects that only each other hold. It says how
# many it found.

# %% picture="collected"
print(gc.collect())
