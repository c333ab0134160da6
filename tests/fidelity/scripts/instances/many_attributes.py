class Big:
    pass
b = Big()
for i in range(35):  # record: off
    setattr(b, "a" + str(i), [i])
# record: on
c = Big()
c.a0 = b.a3
print(len(vars(b)), len(vars(c)))
d = Big()
d.z = 1
for i in range(0, 35, 2):  # record: off
    delattr(b, "a" + str(i))
# record: on
print(len(vars(b)))
del b
e = Big()
e.a0 = e
