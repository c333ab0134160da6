import sys
a = list(range(100))
sizes = []
while a:  # record: off
    a.pop()
    s = sys.getsizeof(a)
    if not sizes or sizes[-1] != s:
        sizes.append(s)
# record: on
print(sizes)
b = [None] * 50
del b[10:]
print(sys.getsizeof(b))
b[5:5] = range(20)
print(sys.getsizeof(b))
for i in range(20):  # record: off
    del b[0]
# record: on
print(sys.getsizeof(b), len(b))
b += [1]
c = b * 3
print(sys.getsizeof(b), sys.getsizeof(c))
