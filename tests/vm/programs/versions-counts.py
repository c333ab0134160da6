# What an expression costs in allocations of the collector's, done twice in a function; what refers to what meanwhile; and what is tracked.
import gc
import sys

gc.disable()
refs = sys.getrefcount
L3 = [1, 2, 3]
T3 = (1, [2], 3)
S3 = {1, 2, 3}
text = "abc"
one = 1


def gen():
    yield 1
    yield 2


def guarded():
    try:
        yield 1
    finally:
        pass


def delegating(values):
    yield from values


class Base:
    def m(self):
        return 1


class Derived(Base):
    def m(self):
        return super().m()


class Keys:
    def __getitem__(self, key):
        return None


derived = Derived()
keys = Keys()


def cost_1():
    gc.collect()
    before = gc.get_count()[0]
    a, *b = L3
    return gc.get_count()[0] - before


def cost_2():
    gc.collect()
    before = gc.get_count()[0]
    a, *b = S3
    return gc.get_count()[0] - before


def cost_3():
    gc.collect()
    before = gc.get_count()[0]
    a, *b = text
    return gc.get_count()[0] - before


def cost_4():
    gc.collect()
    before = gc.get_count()[0]
    a, b = 1, 2
    return gc.get_count()[0] - before


def cost_5():
    gc.collect()
    before = gc.get_count()[0]
    a, b, c = one, [], 3
    return gc.get_count()[0] - before


def cost_6():
    gc.collect()
    before = gc.get_count()[0]
    a, b, c = L3
    return gc.get_count()[0] - before


def cost_7():
    gc.collect()
    before = gc.get_count()[0]
    x = tuple(i for i in L3)
    return gc.get_count()[0] - before


def cost_8():
    gc.collect()
    before = gc.get_count()[0]
    x = list(i for i in L3)
    return gc.get_count()[0] - before


def cost_9():
    gc.collect()
    before = gc.get_count()[0]
    x = set(i for i in L3)
    return gc.get_count()[0] - before


def cost_10():
    gc.collect()
    before = gc.get_count()[0]
    x = any(i > 5 for i in L3)
    return gc.get_count()[0] - before


def cost_11():
    gc.collect()
    before = gc.get_count()[0]
    x = all(i for i in [1, 2])
    return gc.get_count()[0] - before


def cost_12():
    gc.collect()
    before = gc.get_count()[0]
    x = sum(i for i in L3)
    return gc.get_count()[0] - before


def cost_13():
    gc.collect()
    before = gc.get_count()[0]
    x = (i for i in [1, 2])
    return gc.get_count()[0] - before


def cost_14():
    gc.collect()
    before = gc.get_count()[0]
    x = [i for i in [1, 2]]
    return gc.get_count()[0] - before


def cost_15():
    gc.collect()
    before = gc.get_count()[0]
    x = [i for i in [1, 2, 3]]
    return gc.get_count()[0] - before


def cost_16():
    gc.collect()
    before = gc.get_count()[0]
    x = {i: j for i in L3 for j in [1, 2]}
    return gc.get_count()[0] - before


def cost_17():
    gc.collect()
    before = gc.get_count()[0]
    x = gen()
    next(x)
    x.close()
    return gc.get_count()[0] - before


def cost_18():
    gc.collect()
    before = gc.get_count()[0]
    x = gen()
    x.close()
    return gc.get_count()[0] - before


def cost_19():
    gc.collect()
    before = gc.get_count()[0]
    x = gen()
    next(x)
    del x
    return gc.get_count()[0] - before


def cost_20():
    gc.collect()
    before = gc.get_count()[0]
    x = guarded()
    next(x)
    x.close()
    return gc.get_count()[0] - before


def cost_21():
    gc.collect()
    before = gc.get_count()[0]
    x = guarded()
    next(x)
    del x
    return gc.get_count()[0] - before


def cost_22():
    gc.collect()
    before = gc.get_count()[0]
    x = (i for i in L3)
    next(x)
    x.close()
    return gc.get_count()[0] - before


def cost_23():
    gc.collect()
    before = gc.get_count()[0]
    x = (i for i in L3)
    next(x)
    del x
    return gc.get_count()[0] - before


def cost_24():
    gc.collect()
    before = gc.get_count()[0]
    x = delegating(L3)
    next(x)
    return gc.get_count()[0] - before


def cost_25():
    gc.collect()
    before = gc.get_count()[0]
    x = delegating(L3)
    next(x)
    x.close()
    return gc.get_count()[0] - before


def cost_26():
    gc.collect()
    before = gc.get_count()[0]
    x = delegating(gen())
    next(x)
    del x
    return gc.get_count()[0] - before


def cost_27():
    gc.collect()
    before = gc.get_count()[0]
    x = L3[one:]
    return gc.get_count()[0] - before


def cost_28():
    gc.collect()
    before = gc.get_count()[0]
    x = T3[:one]
    return gc.get_count()[0] - before


def cost_29():
    gc.collect()
    before = gc.get_count()[0]
    x = text[one:]
    return gc.get_count()[0] - before


def cost_30():
    gc.collect()
    before = gc.get_count()[0]
    x = keys[1:2, 3]
    return gc.get_count()[0] - before


def cost_31():
    gc.collect()
    before = gc.get_count()[0]
    x = keys[one:2]
    return gc.get_count()[0] - before


def cost_32():
    gc.collect()
    before = gc.get_count()[0]
    x = list(text)
    return gc.get_count()[0] - before


def cost_33():
    gc.collect()
    before = gc.get_count()[0]
    x = ",".join(iter(["a"]))
    return gc.get_count()[0] - before


def cost_34():
    gc.collect()
    before = gc.get_count()[0]
    x = derived.m()
    return gc.get_count()[0] - before


def cost_35():
    gc.collect()
    before = gc.get_count()[0]
    try:
        {[]: 1}
    except Exception:
        pass
    return gc.get_count()[0] - before


def cost_36():
    gc.collect()
    before = gc.get_count()[0]
    try:
        {}[[]]
    except Exception:
        pass
    return gc.get_count()[0] - before


def cost_37():
    gc.collect()
    before = gc.get_count()[0]
    try:
        {[]}
    except Exception:
        pass
    return gc.get_count()[0] - before


def cost_38():
    gc.collect()
    before = gc.get_count()[0]
    try:
        [] in S3
    except Exception:
        pass
    return gc.get_count()[0] - before


def cost_39():
    gc.collect()
    before = gc.get_count()[0]
    try:
        a, b = [1]
    except Exception:
        pass
    return gc.get_count()[0] - before


def cost_40():
    gc.collect()
    before = gc.get_count()[0]
    try:
        {L3: i for i in L3}
    except Exception:
        pass
    return gc.get_count()[0] - before


def cost_41():
    gc.collect()
    before = gc.get_count()[0]
    try:
        any(i for i in 5)
    except Exception:
        pass
    return gc.get_count()[0] - before


def cost_42():
    gc.collect()
    before = gc.get_count()[0]
    try:
        [i for i in 5]
    except Exception:
        pass
    return gc.get_count()[0] - before


print([f() for name, f in list(globals().items()) if name.startswith("cost_") for i in range(2)])


def passed(p):
    q = p
    return refs(p), refs(q)


def borrowed():
    local = []
    print(passed(local), refs(local))
    constant = (1000, 2000)
    again = constant
    print(refs(constant), passed(again), refs((3000, 4000)))
    g = delegating(local)
    print(refs(local))
    local.append(1)
    next(g)
    print(refs(local), sys.getsizeof(g), g.gi_yieldfrom is local)
    del g
    print(refs(local))


def waiting(p):
    p.append((yield 1))


def suspended():
    local = []
    g = waiting(local)
    print(refs(local))
    next(g)
    print(refs(local))
    g.close()
    print(refs(local))
    g = waiting(local)
    g.close()
    print(refs(local))
    function = refs(waiting)
    g = waiting(local)
    g.close()
    print(refs(waiting) - function)
    local.append(1)
    h = (i for i in local)
    print(refs(local), sys.getsizeof(h))
    h.close()
    print(refs(local))


borrowed()
suspended()
pair = (one, 2)
gc.collect()
print([gc.is_tracked(x) for x in ((one, one), (pair, one), (int, one), ((), one), (len, one), (one, L3), (None, one))])
try:
    delegating([1]).send(1)
except TypeError as e:
    print(e)
g = delegating([1, 2])
next(g)
try:
    g.send(1)
except AttributeError as e:
    print(e)


def any(values):
    return "mine"


print(any(i for i in L3), [type(x).__length_hint__(x) for x in (iter("ab"), iter("\u1234"), iter(b"abc"), iter(bytearray(2)))])
