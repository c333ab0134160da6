# Threads as objects: names, arguments, joining, what they say of themselves.
import threading
import time


def work(a, b=2, *, c=3):
    results.append((a, b, c, threading.current_thread().name))


results = []
t = threading.Thread(target=work, args=(1,), kwargs={"c": 5}, name="worker")
print(t.name, t.is_alive(), t.ident, t.daemon, repr(t))
t.start()
t.join()
print(results, t.is_alive(), t.ident is not None, repr(t).split()[0])


class Counter(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f"counter-{n}")
        self.n = n
        self.total = 0

    def run(self):
        for i in range(self.n):
            self.total += i


threads = [Counter(n) for n in (10, 100, 1000)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print([(t.name, t.total) for t in threads])

print(threading.main_thread().name, threading.current_thread() is threading.main_thread(), threading.active_count())
print([t.name for t in threading.enumerate()], threading.get_ident() == threading.main_thread().ident)

gate = threading.Event()
seen = []


def look():
    seen.append([t.name for t in threading.enumerate()])
    seen.append(threading.active_count())
    seen.append(threading.current_thread() in threading.enumerate())
    gate.wait()


t = threading.Thread(target=look, name="looker")
t.start()
while len(seen) < 3:
    time.sleep(0.001)
print(seen, t.is_alive(), gate.is_set())
t.join(0.01)
print(t.is_alive())
gate.set()
t.join()
print(t.is_alive(), threading.active_count())

for bad in (t.start, threading.Thread().join, threading.current_thread().join):
    try:
        bad()
    except RuntimeError as e:
        print("RuntimeError:", e)
try:
    threading.current_thread().daemon = True
except RuntimeError as e:
    print("RuntimeError:", e)

d = threading.Thread(target=print, args=("daemon",), daemon=True)
print(d.daemon, repr(d))
d.start()
d.join()
u = threading.Thread(target=work)
print(u.name.endswith("(work)"), threading.Thread().name.startswith("Thread-"))

# What a thread was given is let go of when it has run.
u = threading.Thread(target=len, args=([],))
u.start()
u.join()
print(hasattr(u, "_target"), hasattr(u, "_args"))

# A thread that is still running when the program ends is waited for.
def last():
    time.sleep(0.05)
    print("last")


threading.Thread(target=last).start()
print("end of the main program")
