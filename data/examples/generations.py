# %% [markdown]
# # Objects grow old
#
# The collector keeps the objects it watches in generations. New ones are young; what lives through
# a collection moves on to the next generation, where it is looked at less often.

# %%
import gc

# %% picture="young"
keep = []
for number in range(3):
    keep.append([number])
print(gc.get_threshold()[0])

# %% [markdown]
# A collection of generation 0 finds nothing to free here: everything has a name or is in a list
# that has one. The survivors are older now.

# %% picture="older"
print(gc.collect(0))

# %% picture="old"
print(gc.collect(1))

# %% [markdown]
# Numbers and strings hold no other objects, so they can never be part of a cycle: the collector
# does not watch them at all.

# %%
print(gc.is_tracked(keep), gc.is_tracked(17), gc.is_tracked('text'))

# %% [markdown]
# Garbage that has grown old waits for a collection of its own generation.

# %% picture="garbage"
keep[0].append(keep)
del keep
print(gc.collect(0))

# %% picture="collected"
print(gc.collect())
