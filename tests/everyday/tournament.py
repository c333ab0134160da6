"""A league table from results."""
RESULTS = """\
Reds 3-1 Blues
Greens 0-0 Whites
Blues 2-2 Greens
Whites 1-4 Reds
Reds 0-1 Greens
Whites 2-1 Blues
"""


class Team:
    def __init__(self, name):
        self.name = name
        self.won = self.drawn = self.lost = 0
        self.scored = self.conceded = 0

    def played(self, own, other):
        self.scored += own
        self.conceded += other
        if own > other:
            self.won += 1
        elif own == other:
            self.drawn += 1
        else:
            self.lost += 1

    @property
    def points(self):
        return 3 * self.won + self.drawn

    @property
    def difference(self):
        return self.scored - self.conceded

    def row(self):
        games = self.won + self.drawn + self.lost
        return (self.name, games, self.won, self.drawn, self.lost, f"{self.scored}:{self.conceded}", self.points)


teams = {}
for line in RESULTS.splitlines():
    home, score, away = line.split()
    a, b = map(int, score.split("-"))
    for name, own, other in ((home, a, b), (away, b, a)):
        if name not in teams:
            teams[name] = Team(name)
        teams[name].played(own, other)

table = sorted(teams.values(), key=lambda t: (-t.points, -t.difference, t.name))
print("{:<3}{:<8}{:>3}{:>3}{:>3}{:>3}{:>7}{:>5}".format("", "team", "g", "w", "d", "l", "goals", "pts"))
for place, team in enumerate(table, 1):
    print("{:<3}{:<8}{:>3}{:>3}{:>3}{:>3}{:>7}{:>5}".format(place, *team.row()))
print(f"champion: {table[0].name}, last: {table[-1].name}")


def rounds(names):
    """Everyone against everyone, a round a day."""
    names = list(names)
    if len(names) % 2:
        names.append(None)
    for _ in range(len(names) - 1):
        half = len(names) // 2
        yield [(a, b) for a, b in zip(names[:half], reversed(names[half:])) if None not in (a, b)]
        names.insert(1, names.pop())


for day, games in enumerate(rounds("ABCDE"), 1):
    print(day, ", ".join(f"{a}-{b}" for a, b in games))


def knockout(players):
    while len(players) > 1:
        print(" vs ".join(players))
        players = [max(pair) for pair in zip(players[::2], players[1::2])]
    return players.pop()


print(knockout(["ann", "bob", "cid", "dan", "eva", "flo", "gus", "hal"]))
