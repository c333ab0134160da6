# The same with a collection of generation 1: what is younger stays in its order, too (3.11, 3.12)
import gc


class Loud:
    def __init__(self, name, *others):
        self.name = name
        self.others = list(others)

    def __del__(self):
        print(self.name)


z = Loud("z")
a = Loud("a")
b = Loud("b", Loud(1), Loud(2))
z = Loud("z again")
gc.collect(1)
q = Loud("q")
p = Loud("p")
q = Loud("q again")
b.others.append(Loud(3))
a = Loud("a again")
print("end")
