"""Ends with an uncaught error, but finally and at-exit work is still done."""
import atexit


@atexit.register
def farewell():
    print("farewell from atexit")


class Resource:
    def __init__(self, name):
        self.name = name
        print("open", name)

    def close(self):
        print("close", self.name)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()
        print("details:", details[0].__name__ if details[0] else None)


def work(items):
    for item in items:
        print("working on", item)
        if item == 0:
            raise ZeroDivisionError("item is zero")
        print(100 // item)


try:
    with Resource("database"):
        work([5, 20])
    with Resource("file") as resource:
        work([7, 0, 3])
finally:
    print("finally")
print("never printed")
