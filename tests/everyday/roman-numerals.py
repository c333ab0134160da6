"""Roman numerals there and back."""
SYMBOLS = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]


def to_roman(number):
    if not isinstance(number, int):
        raise TypeError(f"not an int: {number!r}")
    if not 0 < number < 4000:
        raise ValueError(f"{number} is out of range (1..3999)")
    result = ""
    for value, symbol in SYMBOLS:
        times, number = divmod(number, value)
        result += symbol * times
    return result


def from_roman(text):
    values = {symbol: value for value, symbol in SYMBOLS if len(symbol) == 1}
    total = 0
    for this, following in zip(text, text[1:] + " "):
        value = values[this]
        total += -value if values.get(following, 0) > value else value
    if to_roman(total) != text:
        raise ValueError(f"{text!r} is not a proper numeral")
    return total


for year in (1, 4, 9, 14, 40, 90, 400, 1066, 1492, 1999, 2024, 3999):
    print(f"{year:>5} {to_roman(year)}")
print(all(from_roman(to_roman(n)) == n for n in range(1, 300)))
for text in ("XIV", "MCMXC", "IIII", "VX", "ABC"):
    try:
        print(text, from_roman(text))
    except ValueError as error:
        print("ValueError:", error)
    except KeyError as error:
        print("KeyError:", error)
for number in (0, 4000, 2.5, -1):
    try:
        to_roman(number)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
longest = max(range(1, 1000), key=lambda n: len(to_roman(n)))
print(longest, to_roman(longest))
