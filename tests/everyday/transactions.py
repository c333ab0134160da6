"""Parses a list of bank transactions and reports by month and category."""
DATA = """\
2024-01-03,salary,2500.00
2024-01-05,rent,-900.00
2024-01-17,food,-120.35
2024-02-03,salary,2500.00
2024-02-04,rent,-900.00
2024-02-11,food,-98.10
2024-02-30,unknown
2024-02-12,food,twelve
2024-02-28,travel,-310.99
"""


class Transaction:
    __slots__ = ("date", "category", "amount")

    def __init__(self, date, category, amount):
        self.date, self.category, self.amount = date, category, amount

    @classmethod
    def parse(cls, line):
        date, category, amount = line.split(",")
        return cls(tuple(map(int, date.split("-"))), category, float(amount))

    @property
    def month(self):
        return "%d-%02d" % self.date[:2]

    def __lt__(self, other):
        return self.amount < other.amount

    def __repr__(self):
        return f"<{self.category} {self.amount:+.2f}>"


transactions, errors = [], []
for number, line in enumerate(DATA.splitlines(), start=1):
    try:
        transactions.append(Transaction.parse(line))
    except ValueError as error:
        errors.append((number, line, str(error).split(" (")[0]))
print(len(transactions), "read,", len(errors), "bad")
for number, line, why in errors:
    print(f"line {number}: {line!r}: {why}")


def totals(key):
    result = {}
    for t in transactions:
        result[key(t)] = result.get(key(t), 0) + t.amount
    return result


for month, total in totals(lambda t: t.month).items():
    print(f"{month} {total:10.2f}")
for category, total in sorted(totals(lambda t: t.category).items(), key=lambda item: item[1]):
    print(f"{category:<8}{total:10.2f}")
print(min(transactions), max(transactions), sorted(transactions)[:2])
try:
    transactions[0].note = "a slot that does not exist"
except AttributeError:
    print("no such slot")
balance = 0
history = [round(balance := balance + t.amount, 2) for t in transactions]
print(history)
