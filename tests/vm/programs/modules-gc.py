# The module gc: collections, callbacks, debugging flags, freezing, lists of objects.
import gc

gc.collect()
gc.disable()


class Node:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return "Node(" + str(self.n) + ")"


def ring(n):
    node = Node(n)
    node.me = node


def call(function, *args, **keywords):
    try:
        print(function.__name__, args, keywords, function(*args, **keywords))
    except Exception as error:
        print(function.__name__, args, keywords, type(error).__name__, error)


print("callbacks")
log = []


def note(phase, info):
    log.append((phase, info["generation"], info["collected"], info["uncollectable"], list(info)))


gc.callbacks.append(note)
ring(1)
print(gc.collect(0), log)
log.clear()
ring(2)
print(gc.collect(), log)
log.clear()
print(gc.collect(generation=1), len(log))
gc.callbacks.clear()
log.clear()

print("saveall")
print(gc.get_debug(), gc.set_debug(gc.DEBUG_SAVEALL), gc.get_debug())
ring(3)
print(gc.collect(), gc.garbage)
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect(), gc.garbage)
print(gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK)

print("statistics")
before = gc.get_stats()
ring(4)
gc.collect(1)
after = gc.get_stats()
print([[b[key] - a[key] for key in ("collections", "collected", "uncollectable")] for a, b in zip(before, after)])
print([list(row) for row in after])

print("referents and referrers")
held = []
holder = [held]
other = {"key": held}
print(any(r is holder for r in gc.get_referrers(held)), any(r is other for r in gc.get_referrers(held)), any(r is globals() for r in gc.get_referrers(held)))
print(gc.get_referents(holder, holder), gc.get_referents({"a": 1, "b": [2]}), gc.get_referents({1: 2}), gc.get_referents((1, 2, [3])))
print(gc.get_referents(), gc.get_referents(1, "a", 1.5, None, int), gc.get_referents(Node(5)) == [5, Node])

print("objects")
fresh = [[]]
young = gc.get_objects(generation=0)
print(any(o is fresh for o in young), any(o is young for o in young), any(o is fresh for o in gc.get_objects(2)), any(o is fresh for o in gc.get_objects()))
gc.collect()
print(any(o is fresh for o in gc.get_objects(0)), any(o is fresh for o in gc.get_objects(2)))
del young

print("freezing")
print(gc.get_freeze_count(), gc.freeze(), gc.get_freeze_count() > 0, gc.get_count(), gc.unfreeze(), gc.get_freeze_count())

print("tracking")
print([gc.is_tracked(o) for o in (fresh, {}, (), 1, "a", Node, int, len, gc, globals(), gc.collect)])

print("automatic collections")
gc.callbacks.append(note)
gc.set_threshold(50, 2, 2)
gc.enable()
kept = []
for i in range(400):
    kept.append([i])
gc.disable()
gc.callbacks.clear()
print([entry[:3] for entry in log])
print(gc.get_threshold(), gc.isenabled())

print("errors")
call(gc.collect, 3)
call(gc.collect, -1)
call(gc.collect, "a")
call(gc.collect, 1, 2)
call(gc.collect, x=1)
call(gc.collect, 2**40)
call(gc.collect, None)
call(gc.collect, True)
call(gc.get_objects, 3)
call(gc.get_objects, -2)
call(gc.get_objects, "a")
call(gc.set_threshold)
call(gc.set_threshold, 1, 2, 3, 4)
call(gc.set_threshold, "a")
call(gc.set_threshold, 2**40)
call(gc.set_threshold, a=1)
call(gc.set_threshold, 100)
call(gc.get_threshold)
call(gc.set_threshold, 100, 5)
call(gc.get_threshold)
call(gc.get_count, 1)
call(gc.is_tracked)
call(gc.is_tracked, 1, 2)
call(gc.set_debug, "a")
call(gc.set_debug)
call(gc.get_referents, 1, a=1)
