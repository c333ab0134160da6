"""Finds keywords and bad names in a little source text."""
import keyword

SOURCE = """
for item in basket:
    if item is not None and item.price > 10:
        total = total + item.price
    else: continue
def 2wrong(): lambda = 3
class Fine_Name: pass
"""


def words(source):
    word = ""
    for character in source + " ":
        if character.isalnum() or character == "_":
            word += character
        elif word:
            yield word
            word = ""


counts = {}
for word in words(SOURCE):
    if keyword.iskeyword(word):
        kind = "keyword"
    elif word.isidentifier():
        kind = "name"
    elif word.isdigit():
        kind = "number"
    else:
        kind = "wrong"
    counts.setdefault(kind, []).append(word)
for kind in sorted(counts):
    print(f"{kind:8}{len(counts[kind]):3} {sorted(set(counts[kind]))}")
for candidate in ("x", "_x1", "1x", "", "a b", "True", "print", "while", "match", "Ünicode"):
    usable = candidate.isidentifier() and not keyword.iskeyword(candidate)
    print(repr(candidate), "usable" if usable else "not usable")
print(len(keyword.kwlist), keyword.kwlist[:5], "async" in keyword.kwlist)
print([k for k in keyword.kwlist if len(k) == 2])
