import sys
d = {}
sizes = [sys.getsizeof(d)]
for i in range(30):  # record: off
    d[str(i)] = i
    if sys.getsizeof(d) != sizes[-1]:
        sizes.append(sys.getsizeof(d))
# record: on
print(sizes)
for i in range(28):  # record: off
    del d[str(i)]
# record: on
print(sys.getsizeof(d), len(d))
e = dict(d)
print(sys.getsizeof(e), sys.getsizeof(d.copy()))
d[1] = 1
print(sys.getsizeof(d))
d.clear()
print(sys.getsizeof(d))
