"""Finds the shortest chain of words that differ by a letter."""
WORDS = """cold cord card ward warm word worm corm core care dare dart cart
warp wore gold bold ford form firm""".split()


def neighbours(word, words):
    return [other for other in words if sum(a != b for a, b in zip(word, other)) == 1]


def chain(start, goal, words):
    paths = {start: [start]}
    queue = [start]
    for word in queue:
        if word == goal:
            return paths[word]
        for other in neighbours(word, words):
            if other not in paths:
                paths[other] = paths[word] + [other]
                queue.append(other)
    return []


graph = {word: sorted(neighbours(word, WORDS)) for word in sorted(WORDS)}
for word, others in graph.items():
    print(f"{word}: {' '.join(others) or '-'}")
for start, goal in [("cold", "warm"), ("gold", "dart"), ("firm", "cart"), ("cold", "cold"), ("cold", "none")]:
    found = chain(start, goal, WORDS)
    print(start, goal, " > ".join(found) if found else "no chain")
print(max(graph, key=lambda w: (len(graph[w]), w)), sum(map(len, graph.values())) // 2)


def distance(a, b):
    """Levenshtein's edit distance."""
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]


print([distance(*pair) for pair in (("kitten", "sitting"), ("", "abc"), ("same", "same"), ("flaw", "lawn"))])


def common(a, b):
    if not a or not b:
        return ""
    if a[0] == b[0]:
        return a[0] + common(a[1:], b[1:])
    return max(common(a[1:], b), common(a, b[1:]), key=len)


print(common("stone", "longest"), common("abcbdab", "bdcaba"))
groups = {}
for word in ["eat", "tea", "tan", "ate", "nat", "bat"]:
    groups.setdefault("".join(sorted(word)), []).append(word)
print(list(groups.values()))
