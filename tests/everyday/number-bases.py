"""Converts between bases and plays with bits."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def to_base(number, base):
    if not 2 <= base <= 36:
        raise ValueError("base must be in 2..36")
    if number == 0:
        return "0"
    sign, number = ("-", -number) if number < 0 else ("", number)
    digits = []
    while number:
        number, rest = divmod(number, base)
        digits.append(DIGITS[rest])
    return sign + "".join(reversed(digits))


for number in (0, 5, 255, -1000, 10 ** 12):
    row = [to_base(number, base) for base in (2, 8, 16, 36)]
    print(number, row, [int(text, base) for text, base in zip(row, (2, 8, 16, 36))] == [number] * 4)
    assert row[0] == format(number, "b") and row[2] == format(number, "x")
print(bin(10), oct(64), hex(255), int("0x1f", 16), int("0b101", 0), int("-77", 8), 0b1010, 0o17, 0xFF)
print(6 & 3, 6 | 3, 6 ^ 3, ~6, 1 << 10, 1000 >> 3, -1 >> 5, (255).bit_length(), bin(1000).count("1"))
flags = {"read": 4, "write": 2, "run": 1}


def describe(mode):
    return [name for name, bit in flags.items() if mode & bit] or ["nothing"]


for mode in (7, 5, 0, 2):
    print(mode, describe(mode))
for bad in ("12", "9z", "", "1.5", "  42  ", "1_000"):
    try:
        print(repr(bad), int(bad))
    except ValueError:
        print(repr(bad), "is no int")
try:
    to_base(5, 40)
except ValueError as error:
    print(error)
print(float("1e3"), float(" -2.5 "), 1e16, 1e-5, 0.1, 1 / 3, 1e22, 123456789.123, 5e-324, 100.0)
print((0.5).as_integer_ratio(), (3.0).is_integer(), float("inf") > 10 ** 300, int(-2.7), round(2.675, 2))
print((1024).to_bytes(2, "big"), int.from_bytes(b"\x04\x00", "big"), bytes([65, 66]), list(b"az"))
gray = [n ^ (n >> 1) for n in range(8)]
print([f"{g:03b}" for g in gray])
print(2 ** 100, 2 ** 100 % 97, 10 ** 20 // 7, -(10 ** 20) // 7, 3 ** 50 - 1)
print(sum(int(d) for d in str(2 ** 64)), str(2 ** 64)[::-1], len(str(99 ** 99)))
