"""Weak references: a cache and observers that do not keep things alive."""
import gc
import weakref


class Image:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"

    def __del__(self):
        print("deleting", self.name)


class Subject:
    def __init__(self):
        self.observers = []

    def attach(self, observer):
        self.observers.append(weakref.ref(observer, self.lost))

    def lost(self, reference):
        self.observers.remove(reference)
        print("an observer is gone,", len(self.observers), "left")

    def notify(self, news):
        for reference in self.observers:
            observer = reference()
            if observer is not None:
                observer.hear(news)


class Listener:
    def __init__(self, name):
        self.name = name

    def hear(self, news):
        print(self.name, "hears", news)


cache = weakref.WeakValueDictionary()


def load(name):
    image = cache.get(name)
    if image is None:
        print("loading", name)
        image = Image(name)
        cache[name] = image
    return image


cat = load("cat")
same = load("cat")
print(cat is same, len(cache), list(cache))
del cat
print("one reference left", len(cache))
del same
print(len(cache), "cat" in cache)

subject = Subject()
ann, bob = Listener("Ann"), Listener("Bob")
subject.attach(ann)
subject.attach(bob)
subject.notify("rain")
del ann
subject.notify("sun")
reference = weakref.ref(bob)
print(reference() is bob, weakref.getweakrefcount(bob))
bob.me = bob
del bob
print(reference() is None)
gc.collect()
print(reference() is None, subject.observers)
seen = weakref.WeakSet()
dog = Image("dog")
seen.add(dog)
seen.add(dog)
print(len(seen), dog in seen)
proxy = weakref.proxy(dog)
print(proxy.name)
del dog
print(len(seen))
try:
    proxy.name
except ReferenceError:
    print("the proxy is dead")
try:
    weakref.ref(5)
except TypeError as error:
    print(error)
bird = Image("bird")
finalizer = weakref.finalize(bird, print, "finalizer for", "bird")
print(finalizer.alive)
del bird
print(finalizer.alive)
