class Base:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("base", self.n)
class Child(Base):
    def __del__(self):
        print("child", self.n)
        super().__del__()
class Quiet(Base):
    def __del__(self):
        pass
a = Child(1)
a = Quiet(2)
a = Base(3)
a = None
class Stack(list):
    def __del__(self):
        print("stack", len(self))
s = Stack([Base("inside")])
s.append(s)
del s[-1]
del s
