# What is said of calls that do not fit, and of names that nearly exist.
def greet(name, greeting='Hello', *, mark='!'):
    return greeting + name + mark


def exact(first, second, /, third):
    return first


class Person:
    def __init__(self, name, age):
        self.name = name

    def rename(self, name):
        self.nmae = name
        return self.nam


person = Person('Ann', 30)
attempts = [
    lambda: greet(),
    lambda: greet('a', 'b', 'c'),
    lambda: greet('a', name='b'),
    lambda: greet('a', greting='b'),
    lambda: greet('a', **{'mark': 1}, **{'mark': 2}),
    lambda: greet(*5),
    lambda: greet(**5),
    lambda: greet(**{1: 2}),
    lambda: exact(1, second=2, third=3),
    lambda: exact(first=1, second=2, third=3),
    lambda: exact(1),
    lambda: Person('x'),
    lambda: Person('x', ages=5),
    lambda: person.rename(),
    lambda: person.rename('x'),
    lambda: Person.rename('x'),
    lambda: print('a', sepp=''),
    lambda: sorted([1], kye=len),
    lambda: 'a'.split(sepp=','),
    lambda: int('5', bas=3),
    lambda: [].push(1),
    lambda: [].appendd(1),
    lambda: prnt('a'),
    lambda: person.nam,
    lambda: person(),
    lambda: (1, 2)[5],
    lambda: greet.name,
]
last = None
for attempt in attempts:
    try:
        attempt()
    except Exception as error:
        error.__context__ = last
        last = error
raise last
