"""Hangman with a fixed list of guesses."""
WORDS = ["python", "ouroboros", "garbage"]
GUESSES = "eaotirsnhubgpy"
GALLOWS = ["", "O", "O|", "O|-", "-O|-", "-O|-/", "-O|-/\\"]


def mask(word, guessed):
    return " ".join(letter if letter in guessed else "_" for letter in word)


def play(word):
    guessed, wrong = set(), 0
    for letter in GUESSES:
        if letter in guessed:
            continue
        guessed.add(letter)
        if letter in word:
            print(f"  {letter}: {mask(word, guessed)}")
            if guessed >= set(word):
                return True, wrong
        else:
            wrong += 1
            print(f"  {letter}: wrong ({wrong}) {GALLOWS[wrong]}")
            if wrong == len(GALLOWS) - 1:
                return False, wrong
    return False, wrong


score = {True: 0, False: 0}
for number, word in enumerate(WORDS):
    print(f"word {number} has {len(word)} letters")
    won, wrong = play(word)
    score[won] += 1
    print("won" if won else f"lost, it was {word}", "with", wrong, "wrong")
print(score)
