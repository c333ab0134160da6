"""Dates without a library."""
MONTHS = "January February March April May June July August September October November December".split()
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in(year, month):
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in {4, 6, 9, 11} else 31


class Date:
    def __init__(self, year, month, day):
        if not 1 <= month <= 12:
            raise ValueError("month must be in 1..12")
        if not 1 <= day <= days_in(year, month):
            raise ValueError(f"{MONTHS[month - 1]} {year} has no day {day}")
        self.year, self.month, self.day = year, month, day

    @classmethod
    def from_number(cls, number):
        year = 1
        while number > 365 + is_leap(year):
            number -= 365 + is_leap(year)
            year += 1
        month = 1
        while number > days_in(year, month):
            number -= days_in(year, month)
            month += 1
        return cls(year, month, number)

    def number(self):
        before = self.year - 1
        total = before * 365 + before // 4 - before // 100 + before // 400
        return total + sum(days_in(self.year, m) for m in range(1, self.month)) + self.day

    @property
    def weekday(self):
        return DAYS[(self.number() - 1) % 7]

    def __add__(self, days):
        return Date.from_number(self.number() + days)

    def __sub__(self, other):
        if isinstance(other, Date):
            return self.number() - other.number()
        return self + -other

    def __eq__(self, other):
        return self.number() == other.number()

    def __lt__(self, other):
        return self.number() < other.number()

    def __str__(self):
        return f"{self.weekday}, {self.day} {MONTHS[self.month - 1]} {self.year}"


def calendar(year, month):
    print(f"{MONTHS[month - 1]} {year}".center(20).rstrip())
    print("Mo Tu We Th Fr Sa Su")
    column = DAYS.index(Date(year, month, 1).weekday)
    cells = ["  "] * column + [f"{d:2}" for d in range(1, days_in(year, month) + 1)]
    for i in range(0, len(cells), 7):
        print(" ".join(cells[i:i + 7]))


moon = Date(1969, 7, 20)
print(moon)
print(moon + 100, "|", moon - 20000)
print(Date(2024, 3, 1) - Date(2023, 3, 1), Date(2000, 1, 1) - moon)
calendar(2024, 2)
print([y for y in range(1890, 1930) if is_leap(y)])
for arguments in [(2023, 2, 29), (2024, 13, 1), (2024, 4, 31)]:
    try:
        print(Date(*arguments))
    except ValueError as error:
        print(arguments, error)
dates = [Date(2001, 5, 6), Date(1999, 12, 31), moon]
print(*sorted(dates), sep="\n")
print(moon == Date(1969, 7, 20), max(dates))
