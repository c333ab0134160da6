import gc
class Subject:
    def __init__(self):
        self.watchers = []
class Watcher:
    def __init__(self, s):
        self.s = s
        s.watchers.append(self.notify)
    def notify(self):
        return "n"
s = Subject()
w = Watcher(s)
v = Watcher(s)
print([f() for f in s.watchers])
del w, v
print(gc.collect())
s.watchers.pop()
print(gc.collect())
del s
print(gc.collect())
