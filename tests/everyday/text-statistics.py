"""Counts words, letters and lengths in a text."""
TEXT = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness,
it was the epoch of belief, it was the epoch of incredulity,
it was the season of Light, it was the season of Darkness."""


def words_of(text):
    cleaned = ""
    for character in text.lower():
        cleaned += character if character.isalpha() or character.isspace() else " "
    return cleaned.split()


def frequencies(items):
    result = {}
    for item in items:
        if item not in result:
            result[item] = 0
        result[item] += 1
    return result


words = words_of(TEXT)
print("lines:", len(TEXT.splitlines()))
print("words:", len(words))
print("different words:", len(set(words)))
print("longest word:", max(words, key=len))
print("average length: %.2f" % (sum(map(len, words)) / len(words)))

ranking = sorted(frequencies(words).items(), key=lambda pair: (-pair[1], pair[0]))
for word, count in ranking[:6]:
    print(f"{word:>8} {count:3d} {'#' * count}")

letters = frequencies(c for c in TEXT.lower() if c.isalpha())
print("vowels:", {v: letters.get(v, 0) for v in "aeiou"})
print("missing letters:", "".join(sorted(set("abcdefghijklmnopqrstuvwxyz") - set(letters))))

by_length = {}
for word in sorted(set(words)):
    by_length.setdefault(len(word), []).append(word)
for length in sorted(by_length):
    print(length, ", ".join(by_length[length]))
print(TEXT.title().splitlines()[0])
print(TEXT.count("it was"), TEXT.find("wisdom"), TEXT.replace("was", "is", 2).splitlines()[0])
print(" ".join(word[::-1] for word in words[:6]), "|", "-".join(words[-3:]).upper())
