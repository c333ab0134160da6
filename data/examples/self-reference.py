# %% [markdown]
# # A list that holds itself
#
# The smallest cycle there is: one object, one reference, from the list to itself.

# %%
import gc

# %% picture="made"
snake = [1, 2, 3]
snake.append(snake)
print(snake)

# %% [markdown]
# Python writes `[...]` where it would go round for ever. The same list can be found at any depth.

# %%
print(snake[3][3][3] is snake)

# %% [markdown]
# Without its name the list is still held, by itself. Its count is 1, and nobody can use it.

# %% picture="deleted"
del snake

# %% [markdown]
# Breaking the cycle by hand would have been enough to free it: `snake.pop()` before `del snake`.
# Now only the collector can help.

# %% picture="collected"
print(gc.collect())
