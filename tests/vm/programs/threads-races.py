# Where CPython can switch: a loop of "n += 1" loses nothing, one with a call between reading and writing does. The simulator needs few
# turns to show it; the real interpreter was asked with 100,000, since there it is a matter of luck.
import sys
import threading

sys.setswitchinterval(1e-6)
TURNS = 150


def run(body):
    global n
    n = 0
    together = threading.Barrier(4)
    threads = [threading.Thread(target=lambda: (together.wait(), body())) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return n == 4 * TURNS


def bare():
    global n
    for i in range(TURNS):
        n += 1


def three():
    global n
    for i in range(TURNS):
        x = n
        x = x + 1
        n = x


def one():
    return 1


def python_call():
    global n
    for i in range(TURNS):
        n += one()


def c_call():
    global n
    for i in range(TURNS):
        x = n
        abs(1)
        n = x + 1


def inner_loop():
    global n
    for i in range(TURNS):
        x = n
        for j in (1,):
            pass
        n = x + 1


class Box:
    v = 0


def attribute():
    global n
    for i in range(TURNS):
        box.v += 1
    n = box.v


def item():
    global n
    for i in range(TURNS):
        box[0] += 1
    n = box[0]


print("n += 1:", run(bare))
print("x = n; x = x + 1; n = x:", run(three))
print("n += one():", run(python_call))
print("x = n; abs(1); n = x + 1:", run(c_call))
print("an inner loop:", run(inner_loop))
box = Box()
print("o.v += 1:", run(attribute))
box = [0]
print("L[0] += 1:", run(item))


lock = threading.Lock()


def locked():
    global n
    for i in range(TURNS):
        with lock:
            n += one()


print("with a lock:", run(locked))
