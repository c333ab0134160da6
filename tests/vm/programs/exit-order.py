# In the end objects are finalized in the order of the names, breadth first, lists and tuples from the last item
import gc


class Loud:
    def __init__(self, name, *others):
        self.name = name
        self.others = list(others)

    def __del__(self):
        print(self.name)


b = Loud("replaced")
z = Loud("z")
a = Loud("a")
b = Loud("b")
_p = Loud("_p")
items = [[Loud(1), Loud(2)], (Loud(3), [Loud(4), Loud(5)]), Loud(6)]
first = items[0][0]
table = {"x": Loud("x"), "y": {"z": Loud("in a dict")}, Loud("key"): Loud("value")}
table["x"] = Loud("x again")
tree = Loud("tree", Loud("left"), Loud("right", Loud("leaf")))
ring = Loud("ring")
ring.others.append(ring)


def hold(number):
    held = Loud(number)
    return lambda: held


closures = [hold(7), hold(8)]


def default(argument=Loud("default"), *, keyword=Loud("keyword")):
    pass


class Holder:
    attribute = Loud("attribute")


Holder.later = Loud("later")
print("end")
