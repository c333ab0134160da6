# Conditions, events, barriers, timers, and data of one thread.
import threading
import time

# A producer and two consumers.
items = []
taken = []
cond = threading.Condition()


def consume(name):
    while True:
        with cond:
            while not items:
                cond.wait()
            item = items.pop(0)
        if item is None:
            return
        taken.append(item)


consumers = [threading.Thread(target=consume, args=(n,)) for n in "ab"]
for t in consumers:
    t.start()
for i in range(20):
    with cond:
        items.append(i)
        cond.notify()
    if i % 5 == 0:
        time.sleep(0.002)
for t in consumers:
    with cond:
        items.append(None)
        cond.notify()
for t in consumers:
    t.join()
print(sorted(taken) == list(range(20)), items)

with cond:
    start = time.monotonic()
    print(cond.wait(0.05), time.monotonic() - start >= 0.05)
    print(cond.wait_for(lambda: False, 0.01), cond.wait_for(lambda: 7))
for bad in (cond.wait, cond.notify):
    try:
        bad()
    except RuntimeError as e:
        print(e)

ready = threading.Event()
print(ready.is_set(), ready.wait(0.01), ready.set(), ready.is_set(), ready.wait(), ready.clear(), ready.is_set())
order = []


def wait_for_start(n):
    ready.wait()
    order.append(n)


threads = [threading.Thread(target=wait_for_start, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
order.append("go")
ready.set()
for t in threads:
    t.join()
print(order[0], sorted(order[1:]))

barrier = threading.Barrier(3, action=lambda: order.append("all"))
order.clear()


def meet(n):
    for turn in range(2):
        order.append("before")
        barrier.wait()
        order.append("after")
        barrier.wait()


threads = [threading.Thread(target=meet, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(order, barrier.parties, barrier.n_waiting, barrier.broken)
late = threading.Barrier(2)
try:
    late.wait(0.01)
except threading.BrokenBarrierError as e:
    print("broken", late.broken)
late.reset()
print(late.broken)

called = []
t = threading.Timer(0.02, called.append, args=("timer",))
t.start()
c = threading.Timer(10, called.append, args=("never",))
c.start()
c.cancel()
t.join()
c.join()
print(called)

mine = threading.local()
mine.x = "main"


class Named(threading.local):
    kind = "named"

    def __init__(self, name):
        self.name = name
        self.items = []


named = Named("n")
named.items.append(1)
found = []


def look(n):
    found.append((hasattr(mine, "x"), named.name, named.items, named.kind))
    mine.x = n
    named.items.append(n)
    time.sleep(0.005)
    found.append((mine.x == n, named.items == [n], list(mine.__dict__)))
    del mine.x


threads = [threading.Thread(target=look, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
    time.sleep(0.001)
for t in threads:
    t.join()
print(mine.x, named.items, mine.__dict__)
print(sorted(found, key=str))
del mine.x
try:
    mine.x
except AttributeError as e:
    print("AttributeError")

start = time.perf_counter()
threads = [threading.Thread(target=time.sleep, args=(0.3,)) for i in range(10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(0.3 <= time.perf_counter() - start < 1.0)
