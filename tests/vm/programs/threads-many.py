# A thousand threads, and threads that wait inside functions in C.
import threading
import time

lock = threading.Lock()
N = 1000
total = 0
ready = threading.Event()


def work(n):
    global total
    ready.wait()
    with lock:
        total += n


threads = [threading.Thread(target=work, args=(n,)) for n in range(N)]
for t in threads:
    t.start()
print(threading.active_count())
ready.set()
for t in threads:
    t.join()
print(total, threading.active_count())


class Slow:
    def __repr__(self):
        time.sleep(0.01)
        return "slow"


out = []
threads = [threading.Thread(target=lambda: out.append(repr([Slow(), Slow()]))) for i in range(5)]
for t in threads:
    t.start()
print([Slow()])
for t in threads:
    t.join()
print(sorted(out, key=str))
print(sorted(range(4), key=lambda n: time.sleep(0.001) or -n))
