"""A scheduler with a heap made by hand."""


class Heap:
    def __init__(self):
        self.items = []

    def push(self, item):
        items = self.items
        items.append(item)
        i = len(items) - 1
        while i and items[i] < items[(i - 1) // 2]:
            parent = (i - 1) // 2
            items[i], items[parent] = items[parent], items[i]
            i = parent

    def pop(self):
        items = self.items
        if not items:
            raise IndexError("empty heap")
        items[0], items[-1] = items[-1], items[0]
        smallest = items.pop()
        i = 0
        while True:
            children = [c for c in (2 * i + 1, 2 * i + 2) if c < len(items)]
            if not children:
                break
            child = min(children, key=items.__getitem__)
            if not items[child] < items[i]:
                break
            items[i], items[child] = items[child], items[i]
            i = child
        return smallest

    def __bool__(self):
        return bool(self.items)


class Scheduler:
    def __init__(self):
        self.now = 0
        self.heap = Heap()
        self.serial = 0
        self.cancelled = set()

    def after(self, delay, action, *args):
        self.serial += 1
        self.heap.push((self.now + delay, self.serial, action, args))
        return self.serial

    def cancel(self, serial):
        self.cancelled.add(serial)

    def run(self, until=100):
        while self.heap:
            when, serial, action, args = self.heap.pop()
            if when > until:
                break
            self.now = when
            if serial in self.cancelled:
                self.cancelled.discard(serial)
                continue
            try:
                action(*args)
            except Exception as error:
                print(f"{self.now:3}: {type(error).__name__}: {error}")


clock = Scheduler()


def say(text):
    print(f"{clock.now:3}: {text}")


def tick(n):
    say(f"tick {n}")
    if n:
        clock.after(10, tick, n - 1)


def fail():
    raise RuntimeError("task failed")


clock.after(5, say, "five")
clock.after(1, say, "one")
clock.after(5, say, "five again")
doomed = clock.after(7, say, "never")
clock.after(3, clock.cancel, doomed)
clock.after(8, fail)
clock.after(2, tick, 3)
clock.after(500, say, "too late")
clock.run()
heap = Heap()
for n in (5, 3, 8, 1, 9, 2):
    heap.push(n)
print([heap.pop() for _ in range(6)], bool(heap))
try:
    heap.pop()
except IndexError as error:
    print(error)
