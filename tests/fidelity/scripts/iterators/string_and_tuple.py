s = iter("héy")
a = next(s)
b = next(s)
print(a, b)
t = iter((1, [2]))
x = next(t)
y = next(t)
print(x, y, next(t, None))
for c in "ab":
    k = c
for v in (10, [20]):
    k = v
r = reversed((1, 2, [3]))
w = next(r)
print(w, k, list(r))
by = iter(b"xy")
print(next(by), list(by))
del s, t
