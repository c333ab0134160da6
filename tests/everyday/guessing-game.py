"""A number guessing game where the computer plays against itself."""
import sys


class Random:
    """A generator of numbers that is the same everywhere."""

    def __init__(self, seed):
        self.state = seed

    def __call__(self, low, high):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2 ** 64 - 1)
        return low + (self.state >> 33) % (high - low + 1)


def play(secret, low=1, high=100):
    guesses = []
    while True:
        guess = (low + high) // 2
        guesses.append(guess)
        if guess == secret:
            return guesses
        elif guess < secret:
            low = guess + 1
        else:
            high = guess - 1


random = Random(2024)
history = {}
for game in range(1, 9):
    secret = random(1, 100)
    guesses = play(secret)
    history[secret] = len(guesses)
    print(f"game {game}: secret {secret:3}, {len(guesses)} guesses:", *guesses)
average = sum(history.values()) / len(history)
print(f"average {average:.3f}; worst {max(history.values())}; best {min(history, key=history.get)}")
dice = [random(1, 6) for _ in range(600)]
for face in range(1, 7):
    print(face, "*" * (dice.count(face) // 10))


def shuffle(items):
    for i in range(len(items) - 1, 0, -1):
        j = random(0, i)
        items[i], items[j] = items[j], items[i]
    return items


cards = shuffle([rank + suit for suit in "SHDC" for rank in "789TJQKA"])
hands = {name: sorted(cards[i::4]) for i, name in enumerate("NESW")}
for name, hand in hands.items():
    print(name, " ".join(hand))
sys.exit(0 if len(set(cards)) == 32 else 1)
