"""Tables by f-strings, format and per cent."""
planets = [
    ("Mercury", 0.33, 4879, False),
    ("Venus", 4.87, 12104, False),
    ("Earth", 5.97, 12756, True),
    ("Jupiter", 1898, 142984, False),
]
print("+".join("-" * w for w in (12, 12, 12, 6)))
for name, mass, diameter, life in planets:
    print(f"{name:<12}|{mass:>12.3f}|{diameter:^12,}|{'yes' if life else 'no':>6}")
print("+".join("-" * w for w in (12, 12, 12, 6)))
for name, mass, diameter, life in planets:
    print("{0:.<12}{2:08d} {1:+.2e} {3!s:>5}".format(name, mass, diameter, life))
for name, mass, diameter, life in planets:
    print("%-10s%8.2f%9d%7r" % (name, mass, diameter, life))
width = 20
for text in ("left", "centre", "right"):
    align = {"left": "<", "centre": "^", "right": ">"}[text]
    print(f"[{text:*{align}{width}}]")
value = 1234567.891
print(f"{value:,.2f} {value:_.1f} {value:e} {value:g} {value:.0f} {value!r:>15}")
number = 255
print(f"{number:b} {number:o} {number:x} {number:X} {number:#x} {number:#010b} {number:+d} {-number: d}")
print(f"{0.256:.1%} {0.5:%} {3:.1f} {True:d} {'x' * 3:>5}{'':-^5}")
print(f"{'a':>3}|{'bb':>3}|{'cccc':>3}|{'cccc':.2}|{1e100:.3g}|{float('nan')}|{float('-inf'):>6}")
name, items = "Bea", ["x", "y"]
print(f"{name=} {len(items)=} {items[0]!r} {{literal}} {name.upper() + '!'}")
print("{name} has {things[1]} and {obj.real}".format(name=name, things=items, obj=3))
print("tab\tquote\"backslash\\ \u00e9 \x41 \N{GREEK SMALL LETTER ALPHA}")
print(r"raw \n stays", 'mixed "quotes"', "it's", '''triple
lines''')
print("{:>{w}.{p}f}|{:^{w}}".format(3.14159, "mid", w=10, p=2))
print("a-b-c".split("-"), "  pad ".strip() + "|", "x".center(7, "."), "7".zfill(3), "ab".ljust(4) + "|")
