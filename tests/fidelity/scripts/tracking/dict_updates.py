import gc
a = {}
b = {"x": 1}
a.update(b)
print(gc.is_tracked(a))
a.update(y=[1])
print(gc.is_tracked(a))
c = a.copy()
d = {k: 1 for k in a}
e = dict.fromkeys("ab", ())
f = dict.fromkeys("ab", [])
print([gc.is_tracked(x) for x in (c, d, e, f)])
g = {(1, 2): 3}
h = {("k", (1, [2])): 3} if False else {(1, len): 2}
print(gc.is_tracked(g), gc.is_tracked(h))
gc.collect()
print([gc.is_tracked(x) for x in (a, b, c, d, e, f, g, h)])
d.setdefault("new", {})
b["x"] = b
print(gc.is_tracked(d), gc.is_tracked(b))
