"""Run-length coding and other ways to squeeze text."""


def encode(text):
    if not text:
        return ""
    result = []
    previous, count = text[0], 0
    for character in text:
        if character == previous:
            count += 1
        else:
            result.append((count, previous))
            previous, count = character, 1
    result.append((count, previous))
    return "".join((str(n) if n > 1 else "") + c for n, c in result)


def decode(code):
    result = number = ""
    for character in code:
        if character.isdigit():
            number += character
        else:
            result += character * int(number or 1)
            number = ""
    return result


def groups(iterable):
    run = []
    for item in iterable:
        if run and run[-1] != item:
            yield run
            run = []
        run.append(item)
    if run:
        yield run


class Huffman:
    def __init__(self, text):
        weights = {}
        for c in text:
            weights[c] = weights.get(c, 0) + 1
        trees = sorted(((w, c, None, None) for c, w in weights.items()), key=lambda t: (t[0], t[1]))
        while len(trees) > 1:
            a, b = trees.pop(0), trees.pop(0)
            trees.append((a[0] + b[0], min(a[1], b[1]), a, b))
            trees.sort(key=lambda t: (t[0], t[1]))
        self.codes = {}
        self._walk(trees[0], "")

    def _walk(self, tree, prefix):
        _, letter, left, right = tree
        if left is None:
            self.codes[letter] = prefix or "0"
        else:
            self._walk(left, prefix + "0")
            self._walk(right, prefix + "1")

    def encode(self, text):
        return "".join(self.codes[c] for c in text)


for text in ("", "a", "aaabccddddd", "WWWWWWWWWWWWBWWW", "no runs"):
    code = encode(text)
    print(repr(text), repr(code), decode(code) == text)
print(list(groups([1, 1, 2, 3, 3, 3, 1])))
print([(len(g), g[0]) for g in groups("mississippi")])
huffman = Huffman("abracadabra")
for letter, code in sorted(huffman.codes.items(), key=lambda item: (len(item[1]), item[1])):
    print(letter, code)
bits = huffman.encode("abracadabra")
print(bits, len(bits), int(bits, 2))
