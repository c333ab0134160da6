"""The towers of Hanoi, drawn."""
towers = {"A": [4, 3, 2, 1], "B": [], "C": []}
moves = []


def show():
    for height in range(3, -1, -1):
        row = ""
        for tower in towers.values():
            disc = tower[height] if height < len(tower) else 0
            row += ("=" * (2 * disc) if disc else "|").center(10)
        print(row.rstrip())
    print("-" * 30)


def move(source, target):
    disc = towers[source].pop()
    assert not towers[target] or towers[target][-1] > disc, "a large disc on a small one"
    towers[target].append(disc)
    moves.append(source + target)


def solve(n, source, spare, target):
    if n == 0:
        return
    solve(n - 1, source, target, spare)
    move(source, target)
    solve(n - 1, spare, source, target)


show()
solve(4, "A", "B", "C")
show()
print(len(moves), " ".join(moves))
try:
    move("C", "A")
    move("C", "A")
except AssertionError as error:
    print("forbidden:", error)
count = {}
for step in moves:
    count[step] = count.get(step, 0) + 1
print(sorted(count.items()))
print([2 ** n - 1 for n in range(1, 9)])
