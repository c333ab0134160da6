"""A cache that forgets what was used least recently."""
from collections import OrderedDict


class LRUCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.data = OrderedDict()
        self.hits = self.misses = 0

    def get(self, key, default=None):
        if key not in self.data:
            self.misses += 1
            return default
        self.hits += 1
        self.data.move_to_end(key)
        return self.data[key]

    def put(self, key, value):
        if key in self.data:
            self.data.move_to_end(key)
        self.data[key] = value
        if len(self.data) > self.capacity:
            old, _ = self.data.popitem(last=False)
            print("forgets", old)

    __getitem__ = get
    __setitem__ = put

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self.data)

    def __repr__(self):
        return "LRU(" + ", ".join(f"{k}={v}" for k, v in self.data.items()) + ")"


class ListLRU:
    """The same by a plain list of pairs."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.pairs = []

    def get(self, key):
        for i, (k, v) in enumerate(self.pairs):
            if k == key:
                self.pairs.append(self.pairs.pop(i))
                return v

    def put(self, key, value):
        self.pairs = [(k, v) for k, v in self.pairs if k != key][-self.capacity + 1:]
        self.pairs.append((key, value))


cache, plain = LRUCache(3), ListLRU(3)
for n, key in enumerate("abcadbeaf"):
    if cache.get(key) is None:
        cache[key] = n
    if plain.get(key) is None:
        plain.put(key, n)
    print(key, cache, [k for k, _ in plain.pairs])
    assert list(cache) == [k for k, _ in plain.pairs]
print(cache.hits, cache.misses, len(cache), cache["zzz"], cache.get("zzz", -1))
ordered = OrderedDict([("x", 1), ("y", 2)])
ordered.move_to_end("x")
ordered.move_to_end("y", last=False)
print(list(ordered), ordered == {"x": 1, "y": 2}, ordered == OrderedDict(x=1, y=2), list(reversed(ordered)))
