"""Caesar, Vigenere and a guess at the key."""
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
COMMON = "etaoinshrdlu"


def shift(character, key):
    if character.isupper():
        return chr((ord(character) - ord("A") + key) % 26 + ord("A"))
    if character.islower():
        return chr((ord(character) - ord("a") + key) % 26 + ord("a"))
    return character


def caesar(text, key):
    return "".join(shift(c, key) for c in text)


def vigenere(text, word, direction=1):
    result = []
    position = 0
    for character in text:
        if character.isalpha():
            key = ALPHABET.index(word[position % len(word)])
            result.append(shift(character, direction * key))
            position += 1
        else:
            result.append(character)
    return "".join(result)


def guess(secret):
    def score(key):
        return sum(COMMON.find(c) >= 0 for c in caesar(secret, -key).lower())
    return max(range(26), key=score)


def atbash(text):
    return text.translate(str.maketrans(ALPHABET, ALPHABET[::-1]))


message = "Attack at dawn, the Eastern gate is not guarded there!"
secret = caesar(message, 7)
print(secret)
print(caesar(secret, -7) == message, guess(secret))
print(caesar("Hello", 13), caesar(caesar("Hello", 13), 13))
hidden = vigenere(message, "lemon")
print(hidden)
print(vigenere(hidden, "lemon", -1))
print(atbash("hello world"), atbash(atbash("twice")))
table = {c: caesar(c, 3) for c in ALPHABET[:5] + ALPHABET[-3:]}
print(table)
print(bytes(message[:6], "ascii").hex(), [ord(c) for c in "AZaz"], "".join(map(chr, range(97, 103))))
