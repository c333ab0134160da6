"""A table in memory with where, order by, group by and join."""


class Table:
    def __init__(self, *columns):
        self.columns = columns
        self.rows = []

    def insert(self, *values, **named):
        row = dict(zip(self.columns, values), **named)
        unknown = set(row) - set(self.columns)
        if unknown:
            raise KeyError(f"unknown columns: {sorted(unknown)}")
        self.rows.append({c: row.get(c) for c in self.columns})
        return self

    def derive(self, rows, columns=None):
        new = type(self)(*(columns or self.columns))
        new.rows = list(rows)
        return new

    def where(self, condition=None, **equal):
        def keep(row):
            return (condition is None or condition(row)) and all(row[k] == v for k, v in equal.items())
        return self.derive(filter(keep, self.rows))

    def select(self, *columns):
        return self.derive(({c: row[c] for c in columns} for row in self.rows), columns)

    def order_by(self, column, reverse=False):
        return self.derive(sorted(self.rows, key=lambda row: (row[column] is None, row[column]), reverse=reverse))

    def group_by(self, column, **functions):
        groups = {}
        for row in self.rows:
            groups.setdefault(row[column], []).append(row)
        rows = [{column: key, **{name: f(rows) for name, f in functions.items()}} for key, rows in groups.items()]
        return self.derive(rows, (column, *functions))

    def join(self, other, on):
        index = {}
        for row in other.rows:
            index.setdefault(row[on], []).append(row)
        columns = self.columns + tuple(c for c in other.columns if c != on)
        return self.derive(({**a, **b} for a in self.rows for b in index.get(a[on], [])), columns)

    def __len__(self):
        return len(self.rows)

    def __str__(self):
        cells = [[str(c) for c in self.columns]] + [[str(r[c]) for c in self.columns] for r in self.rows]
        widths = [max(map(len, column)) for column in zip(*cells)]
        lines = ["  ".join(cell.ljust(w) for cell, w in zip(line, widths)).rstrip() for line in cells]
        lines.insert(1, "  ".join("-" * w for w in widths))
        return "\n".join(lines)


people = Table("name", "city", "age")
people.insert("Ann", "Oslo", 31).insert("Bob", "Rome", 25).insert("Cid", "Oslo").insert(name="Dot", age=52, city="Bonn")
cities = Table("city", "country").insert("Oslo", "Norway").insert("Rome", "Italy")
print(people)
print(people.where(city="Oslo").select("name"))
print(people.where(lambda r: r["age"] and r["age"] > 30).order_by("age", reverse=True))
print(people.order_by("age").select("age", "name"))
print(people.group_by("city", n=len, oldest=lambda rows: max(r["age"] or 0 for r in rows)))
print(people.join(cities, on="city"))
try:
    people.insert("Eve", colour="red")
except KeyError as error:
    print("KeyError", error)
print(len(people), len(people.where(age=None)), people.where(name="Zoe").rows)
