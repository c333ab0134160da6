"""Functions that remember."""


def make_counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = start

    return increment, reset


def accumulator():
    total = []

    def add(*values):
        total.extend(values)
        return sum(total)
    return add


def compose(*functions):
    def composed(x):
        for function in reversed(functions):
            x = function(x)
        return x
    return composed


def curry(f):
    return lambda a: lambda b: f(a, b)


def make_account(balance):
    def dispatch(message):
        nonlocal balance

        def withdraw(amount):
            nonlocal balance
            if amount > balance:
                return "too little"
            balance -= amount
            return balance
        if message == "withdraw":
            return withdraw
        return balance
    return dispatch


up, reset = make_counter(10)
other, _ = make_counter()
print(up(), up(), up(5), other(), other())
reset()
print(up(), other())
add = accumulator()
print(add(1), add(2, 3), add())
double_then_add = compose(lambda x: x + 1, lambda x: x * 2)
print(double_then_add(5), compose()(7), compose(str, abs)(-3))
print(curry(pow)(2)(10), [curry(lambda a, b: a + b)(n)(n) for n in range(4)])
late = [lambda: i for i in range(3)]
early = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in early])
account = make_account(100)
print(account("withdraw")(30), account("withdraw")(300), account("balance"))
print(up.__closure__[0].cell_contents, up.__code__.co_freevars, up.__name__, up.__qualname__)


def default_trap(item, items=[]):
    items.append(item)
    return items


print(default_trap(1), default_trap(2), default_trap(3, []))
