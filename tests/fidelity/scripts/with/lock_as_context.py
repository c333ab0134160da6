import threading
lock = threading.Lock()
with lock:
    print(lock.locked())
    data = [lock]
print(lock.locked())
try:
    with lock:
        raise ValueError("inside")
except ValueError as e:
    print(e, lock.locked())
class Pool:
    def __init__(self):
        self.free = [[0], [1]]
        self.used = []
    def __enter__(self):
        self.used.append(self.free.pop())
        return self.used[-1]
    def __exit__(self, *exc):
        self.free.append(self.used.pop())
p = Pool()
with p as a, p as b:
    a.append(b)
    print(p.used, p.free)
print(p.free)
