def f(a, b, *, c=1):
    return a
for call in (lambda: f(), lambda: f(1), lambda: f(1, 2, 3), lambda: f(1, b=2, a=3), lambda: f(1, 2, d=4)):
    try:
        call()
    except TypeError as e:
        print(e)
try:
    f(*5)
except TypeError as e:
    print(e)
try:
    5()
except TypeError as e:
    print(e)
x = f(*[1], **{"b": [2]})
print(x)
