m = [[i * j for j in range(4) if (i + j) % 2] for i in range(4) if i]
print(m)
n = {i: [j for j in r if j > 1] for i, r in enumerate(m)}
print(n)
s = {len(r) for r in m}
t = [(a, b) for a in s for b in s if a is not b]
print(s, t)
u = [x for x in [y for y in [m]]]
print(u[0] is m)
