# Locks of all kinds, and what is printed, returned and raised.
import _thread
import threading
import time

lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(timeout=0.01), lock.release(), lock.locked())
with lock as got:
    print(got, lock.locked(), str(lock).split(" at ")[0])
print(str(lock).split(" at ")[0])
for bad in (lock.release, lambda: lock.acquire(False, 1), lambda: lock.acquire(timeout="x")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__)
try:
    with lock:
        raise ValueError("inside")
except ValueError as e:
    print(e, lock.locked())

r = threading.RLock()
print(r.acquire(), r.acquire(), str(r).count("count=2"), r.release(), r.release(), str(r).count("count=0"))
try:
    r.release()
except RuntimeError as e:
    print(e)
order = []


def other():
    order.append(r.acquire(False))
    with r:
        order.append("other")


with r:
    with r:
        t = threading.Thread(target=other)
        t.start()
        time.sleep(0.02)
        order.append("main")
t.join()
print(order)

# Everybody gets the lock once, nobody at the same time.
inside = 0
most = 0
done = []


def enter(n):
    global inside, most
    for i in range(5):
        with lock:
            inside += 1
            most = max(most, inside)
            time.sleep(0.001)
            inside -= 1
    done.append(n)


threads = [threading.Thread(target=enter, args=(n,)) for n in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(most, inside, sorted(done))

s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(blocking=False), s.acquire(timeout=0.01), s.release(), s.acquire(False))
s.release(2)
most = 0


def two(n):
    global inside, most
    with s:
        inside += 1
        most = max(most, inside)
        time.sleep(0.01)
        inside -= 1


threads = [threading.Thread(target=two, args=(n,)) for n in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(most, inside)
b = threading.BoundedSemaphore(1)
for bad in (b.release, lambda: threading.Semaphore(-1), lambda: s.release(0)):
    try:
        bad()
    except ValueError as e:
        print(e)

# A lock may be given back by another thread.
gate = threading.Lock()
gate.acquire()
t = threading.Thread(target=gate.release)
t.start()
gate.acquire()
t.join()
print(gate.locked())

end = _thread.allocate_lock()
end.acquire()
print(_thread.start_new_thread(lambda a, b: (print(a + b), end.release()), (1,), {"b": 2}) > 0)
end.acquire()
for bad in (lambda: _thread.start_new_thread(1, ()), lambda: _thread.start_new_thread(print, 1), lambda: _thread.start_new_thread(print, (), 1)):
    try:
        bad()
    except TypeError as e:
        print(e)
