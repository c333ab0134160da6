"""Records by dataclass and choices by enum."""
from dataclasses import dataclass, field
from enum import Enum


class Suit(Enum):
    CLUBS = 1
    HEARTS = 2

    @property
    def red(self):
        return self is Suit.HEARTS


@dataclass(order=True)
class Card:
    rank: int
    suit: Suit = field(compare=False)

    def __str__(self):
        return f"{self.rank} of {self.suit.name.lower()}"


@dataclass
class Hand:
    owner: str
    cards: list = field(default_factory=list)

    def add(self, card):
        self.cards.append(card)
        return self


hand = Hand("Ann")
hand.add(Card(7, Suit.HEARTS)).add(Card(3, Suit.CLUBS)).add(Card(9, Suit.CLUBS))
print(*sorted(hand.cards), sep="; ")
print(max(hand.cards), hand.owner, len(Hand("Bob").cards))
print(Card(7, Suit.CLUBS) == Card(7, Suit.HEARTS), Suit(2) is Suit.HEARTS, Suit["CLUBS"].value)
print([suit.name for suit in Suit if suit.red], Hand("Cid"))
print(Hand("Dot", [1]) == Hand("Dot", [1]))
