# Names that are frozen are never let go
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
gc.freeze()
q = Loud("q")
p = Loud("p")
q = Loud("q again")
b.others.append(Loud(3))
a = Loud("a again")
print("end")
