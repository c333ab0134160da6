"""Properties, class methods, static methods, descriptors."""


class Temperature:
    """Holds degrees Celsius."""
    absolute_zero = -273.15

    def __init__(self, celsius=0.0):
        self.celsius = celsius

    @property
    def celsius(self):
        """Degrees Celsius."""
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < self.absolute_zero:
            raise ValueError(f"{value} is below absolute zero")
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print("reset")
        self._celsius = 0

    @property
    def fahrenheit(self):
        return self._celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.celsius = (value - 32) * 5 / 9

    @classmethod
    def from_fahrenheit(cls, value):
        new = cls()
        new.fahrenheit = value
        return new

    @staticmethod
    def is_cold(celsius):
        return celsius < 10


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return getattr(instance, self.name, 0)

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(f"{self.name[1:]} must not be negative")
        setattr(instance, self.name, value)


class Box:
    width = Positive()
    height = Positive()

    def __init__(self, width, height):
        self.width, self.height = width, height

    area = property(lambda self: self.width * self.height)


t = Temperature(25)
print(t.celsius, t.fahrenheit)
t.fahrenheit = 212
print(t.celsius, Temperature.from_fahrenheit(32).celsius)
try:
    t.celsius = -300
except ValueError as error:
    print(error)
del t.celsius
print(t.celsius, Temperature.is_cold(5), t.is_cold(50))
print(Temperature.celsius.__doc__, "|", Temperature.__doc__)
box = Box(3, 4)
print(box.area, vars(box))
try:
    box.width = -1
except ValueError as error:
    print(error)
try:
    box.area = 5
except AttributeError as error:
    print("AttributeError")
print(isinstance(Box.width, Positive), hasattr(box, "depth"), getattr(box, "depth", "none"))
print(sorted(name for name in dir(Temperature) if not name.startswith("_")))
