def gen():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")
g = gen()
print(next(g))
h = gen()
_k = gen()
next(_k)
print("end")
