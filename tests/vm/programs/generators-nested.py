# Generators that hold generators, many deep: neither asking the outermost nor freeing it needs the computer's stack.
def hold(inner):
    yield 1
    yield inner


begun = None
for i in range(6000):
    begun = hold(begun)
    next(begun)
del begun

unbegun = iter([1])
for i in range(6000):
    unbegun = (item for item in unbegun)
try:
    next(unbegun)
except RecursionError:
    pass  # as the depth of the stack will have it
del unbegun
print('freed')
