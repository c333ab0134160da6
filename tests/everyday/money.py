"""Money in whole cents, with currencies that do not mix."""


class CurrencyError(TypeError):
    pass


class Money:
    symbols = {"EUR": "\u20ac", "USD": "$"}

    def __init__(self, amount, currency="EUR"):
        self.cents = round(amount * 100)
        self.currency = currency

    @classmethod
    def parse(cls, text):
        amount, _, currency = text.partition(" ")
        return cls(float(amount.replace(",", "")), currency or "EUR")

    def _check(self, other):
        if not isinstance(other, Money):
            return False
        if self.currency != other.currency:
            raise CurrencyError(f"{self.currency} and {other.currency}")
        return True

    def __add__(self, other):
        if not self._check(other):
            return NotImplemented
        return Money((self.cents + other.cents) / 100, self.currency)

    def __radd__(self, other):
        if other == 0:
            return self
        return NotImplemented

    def __mul__(self, factor):
        return Money(self.cents * factor / 100, self.currency)

    def __floordiv__(self, n):
        """The amount in n parts as even as can be."""
        share, rest = divmod(self.cents, n)
        return [Money((share + (i < rest)) / 100, self.currency) for i in range(n)]

    def __eq__(self, other):
        return isinstance(other, Money) and (self.cents, self.currency) == (other.cents, other.currency)

    def __lt__(self, other):
        return self._check(other) and self.cents < other.cents

    def __str__(self):
        sign = "-" if self.cents < 0 else ""
        whole, cents = divmod(abs(self.cents), 100)
        return f"{sign}{self.symbols.get(self.currency, self.currency + ' ')}{whole:,}.{cents:02}"

    def __repr__(self):
        return f"Money.parse('{self.cents / 100} {self.currency}')"


wages = [Money(1234.5), Money(99.99), Money.parse("1,000,000.01"), Money(-5)]
print(*wages)
print(sum(wages), max(wages), min(wages), wages[0] * 1.1)
print(" ".join(str(part) for part in Money(100) // 7))
print(sum(Money(100) // 7) == Money(100))
print(Money(3, "USD"), Money(3, "CHF"), repr(Money(2.5, "USD")))
for other in (Money(1, "USD"), 5, "5"):
    try:
        print(Money(1) + other)
    except CurrencyError as error:
        print("CurrencyError:", error)
    except TypeError:
        print("TypeError with", repr(other))
print(Money(1) == Money(1, "USD"), Money(1) == 1, Money(0.1) + Money(0.2) == Money(0.3), 0.1 + 0.2 == 0.3)
