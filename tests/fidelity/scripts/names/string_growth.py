s = ""
for i in range(5):
    s += str(i)
print(s)
t = s
s += "x"
print(t, s)
u = f"{t}-{len(s)}"
v = u[:3]
w = s.upper().lower()
print(u, v, w == s, w is s)
x = s.replace("x", "")
y = x.split("2")
z = "-".join(y)
print(x, y, z, x is t)
