"""A shop's inventory as a dict of dicts."""
inventory = {}


def stock(sku, name, count, price):
    entry = inventory.setdefault(sku, {"name": name, "count": 0, "price": price})
    entry["count"] += count
    entry.update(price=price)


def sell(sku, count):
    if sku not in inventory:
        return f"{sku}: unknown"
    entry = inventory[sku]
    if entry["count"] < count:
        return f"{sku}: only {entry['count']} left"
    entry["count"] -= count
    if not entry["count"]:
        inventory.pop(sku)
        return f"{sku}: sold out"
    return f"{sku}: {entry['count']} left"


for line in """A1;pencil;100;0.30
B2;notebook;40;2.50
C3;eraser;15;0.75
A1;pencil;20;0.35
D4;ruler;5;1.20""".split("\n"):
    sku, name, count, price = line.split(";")
    stock(sku, name, int(count), float(price))

for order in [("A1", 50), ("D4", 5), ("C3", 16), ("Z9", 1), ("B2", 39)]:
    print(sell(*order))

print(f"{'sku':4}|{'name':^12}|{'count':>6}|{'price':>7}|{'value':>8}")
print("-" * 4 + "+" + "-" * 12 + "+" + "-" * 6 + "+" + "-" * 7 + "+" + "-" * 8)
total = 0
for sku, entry in sorted(inventory.items()):
    value = entry["count"] * entry["price"]
    total += value
    print(f"{sku:4}|{entry['name']:^12}|{entry['count']:6}|{entry['price']:7.2f}|{value:8.2f}")
print(f"total {total:.2f}")
low = [e["name"] for e in inventory.values() if e["count"] < 20]
print("order again:", low)
names = {sku: entry["name"].upper() for sku, entry in inventory.items()}
print(names)
print("pencil" in [e["name"] for e in inventory.values()], list(inventory), "D4" not in inventory)
