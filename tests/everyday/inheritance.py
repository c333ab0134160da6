"""Shapes and animals: inheritance, super, abstract methods, method resolution."""
from abc import ABC, abstractmethod


class Shape(ABC):
    def __init__(self, name):
        self.name = name

    @abstractmethod
    def area(self):
        ...

    def describe(self):
        return f"{self.name} with area {self.area():.2f}"

    def __lt__(self, other):
        return self.area() < other.area()


class Rectangle(Shape):
    def __init__(self, width, height, name="rectangle"):
        super().__init__(name)
        self.width, self.height = width, height

    def area(self):
        return self.width * self.height


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side, name="square")

    def describe(self):
        return "a " + super().describe()


class Circle(Shape):
    def __init__(self, radius):
        super().__init__("circle")
        self.radius = radius

    def area(self):
        return 3.14159 * self.radius ** 2


shapes = [Rectangle(2, 3), Square(2), Circle(1)]
for shape in sorted(shapes):
    print(shape.describe())
try:
    Shape("nothing")
except TypeError:
    print("Shape is abstract")
print(isinstance(shapes[1], Rectangle), issubclass(Square, Shape), issubclass(Circle, Rectangle))
print([c.__name__ for c in Square.__mro__])


class Base:
    def hello(self):
        return ["Base"]


class Left(Base):
    def hello(self):
        return ["Left"] + super().hello()


class Right(Base):
    def hello(self):
        return ["Right"] + super().hello()


class Bottom(Left, Right):
    def hello(self):
        return ["Bottom"] + super().hello()


print(Bottom().hello(), [c.__name__ for c in Bottom.mro()])


class Animal:
    sounds = {}
    subclasses = []

    def __init_subclass__(cls, sound="...", **kwargs):
        super().__init_subclass__(**kwargs)
        Animal.subclasses.append(cls.__name__)
        cls.sound = sound

    def speak(self):
        return f"{type(self).__name__} says {self.sound}"


class Dog(Animal, sound="woof"):
    pass


class Fish(Animal):
    pass


class Puppy(Dog, sound="yip"):
    def speak(self):
        return super().speak() + "!"


print(*[kind().speak() for kind in (Dog, Fish, Puppy)], sep="; ")
print(Animal.subclasses, Puppy.__bases__ == (Dog,), Puppy.__name__)
Animal.legs = 4
Fish.legs = 0
print(Dog().legs, Fish().legs, "legs" in vars(Dog))
try:
    class Wrong(Base, Left):
        pass
except TypeError:
    print("no order for Wrong")
