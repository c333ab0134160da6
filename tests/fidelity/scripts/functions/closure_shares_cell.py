def make():
    shared = []
    def add(x):
        shared.append(x)
        return len(shared)
    def get():
        return shared
    return add, get
add, get = make()
add(1)
add([2])
print(get(), add.__closure__[0] is get.__closure__[0])
fs = [make() for i in range(2)]
fs[0][0]("only first")
print(fs[0][1](), fs[1][1]())
s = get()
del add, get
print(s)
fs = None
