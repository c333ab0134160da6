"""Iterators as classes, and the tools around them."""


class Countdown:
    def __init__(self, start):
        self.current = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1


class Deck:
    ranks = "A K Q J".split()
    suits = "SH"

    def __len__(self):
        return len(self.ranks) * len(self.suits)

    def __getitem__(self, position):
        suit, rank = divmod(range(len(self))[position], len(self.ranks))
        return self.ranks[rank] + self.suits[suit]


class Peekable:
    nothing = object()

    def __init__(self, iterable):
        self.iterator = iter(iterable)
        self.next_item = self.nothing

    def __iter__(self):
        return self

    def __next__(self):
        if self.next_item is not self.nothing:
            item, self.next_item = self.next_item, self.nothing
            return item
        return next(self.iterator)

    def peek(self, default=None):
        if self.next_item is self.nothing:
            try:
                self.next_item = next(self.iterator)
            except StopIteration:
                return default
        return self.next_item


class Grid:
    def __init__(self, *rows):
        self.rows = rows

    def __iter__(self):
        for row in self.rows:
            yield from row

    def __reversed__(self):
        return (c for row in reversed(self.rows) for c in reversed(row))


countdown = Countdown(5)
print(next(countdown), list(countdown), list(countdown))
deck = Deck()
print(list(deck), len(deck), deck[-1], "QH" in deck, "2H" in deck)
print(list(reversed(deck))[:3], sorted(deck)[:3])
tokens = Peekable("1+22")
number = ""
for token in tokens:
    number += token
    if token.isdigit() and (tokens.peek() or "x").isdigit():
        continue
    print(number, end=";")
    number = ""
print(tokens.peek("end"))
grid = Grid("abc", "def")
print("".join(grid), "".join(reversed(grid)), max(grid), list(zip(grid, Countdown(3))))
letters = iter("abcdef")
print(list(zip(letters, letters)), list(iter([1, 2, 3, 0, 4].pop, 0)))
values = iter([3, 1, 2])
print(2 in values, list(values), sum(Countdown(4)), tuple(enumerate(Countdown(2), 10)))
try:
    Deck()[8]
except IndexError:
    print("no such card")
it = iter({"one": 1})
print(next(it), next(it, None), iter(it) is it)
d = {"a": 1}
try:
    for key in d:
        d[key + "!"] = 0
except RuntimeError as error:
    print(error)
