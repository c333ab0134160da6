def inner():
    raise ValueError("deep", [1])
def middle():
    try:
        inner()
    except ValueError:
        raise
log = []
try:
    middle()
except ValueError as e:
    log.append(e)
    tb = e.__traceback__
depth = 0
while tb is not None:
    depth += 1
    tb = tb.tb_next
print(depth, log[0].args)
log.clear()
try:
    raise TypeError
except TypeError as e:
    print(repr(e))
