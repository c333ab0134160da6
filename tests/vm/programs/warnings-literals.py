"doc \d"
x = 5
def f(a=1 is 2, *, b="a" is not x):
    "doc\w"
    lambda: 3 is x
print("é\q", 1or 2, "\w")
x is ()
x is (1, 2)
x is None
x is ...
x is True
x is b"a"
x is -1
x is "a" "b"
x is f"a"
x is []
x == 2 is x
if 1 is x or x is 2 is x: pass
print(1 if x is "a" else 2)
lambda: {1: 2}["a"]
