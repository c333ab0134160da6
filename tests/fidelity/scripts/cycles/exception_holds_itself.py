import gc
def fail(keep):
    try:
        raise KeyError("k")
    except KeyError as e:
        keep.append(e)
        raise ValueError("v")
box = []
try:
    fail(box)
except ValueError as e:
    print(e.__context__ is box[0])
print(gc.collect())
box[0].box = box
del box
print(gc.collect())
e = ValueError("self")
e.me = e
del e
print(gc.collect())
