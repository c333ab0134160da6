import sys
s = set()
sizes = [sys.getsizeof(s)]
for i in range(100):  # record: off
    s.add(i)
    if sys.getsizeof(s) != sizes[-1]:
        sizes.append(sys.getsizeof(s))
# record: on
print(sizes)
t = set(s)
u = s.copy()
f = frozenset(s)
print(sys.getsizeof(t), sys.getsizeof(u), sys.getsizeof(f))
for i in range(95):  # record: off
    s.discard(i)
# record: on
print(sys.getsizeof(s), len(s))
s.add("x")
s.clear()
print(sys.getsizeof(s))
v = {i for i in range(6)}
w = {1, 2, 3, 4, 5, 6}
print(sys.getsizeof(v), sys.getsizeof(w))
