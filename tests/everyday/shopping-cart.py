"""A shopping cart with discounts, taxes and a receipt."""


class Product:
    def __init__(self, name, price, category="general"):
        self.name = name
        self.price = price
        self.category = category

    def __repr__(self):
        return f"Product({self.name!r}, {self.price})"


class Cart:
    TAX = {"food": 0.05, "books": 0.0}

    def __init__(self):
        self.lines = {}

    def add(self, product, quantity=1):
        if quantity <= 0:
            raise ValueError("quantity must be positive")
        self.lines[product] = self.lines.get(product, 0) + quantity

    def remove(self, product):
        try:
            del self.lines[product]
        except KeyError:
            print("not in the cart:", product)

    def total(self):
        return sum(p.price * n for p, n in self.lines.items())

    def tax(self):
        return sum(p.price * n * self.TAX.get(p.category, 0.2) for p, n in self.lines.items())

    def receipt(self):
        rule = "-" * 40
        print(rule)
        for product, quantity in sorted(self.lines.items(), key=lambda line: line[0].name):
            print(f"{product.name:<16}{quantity:>4} x {product.price:>7.2f}{quantity * product.price:>10.2f}")
        print(rule)
        print(f"{'subtotal':<30}{self.total():>9.2f}")
        print(f"{'tax':<30}{self.tax():>9.2f}")
        print(f"{'total':<30}{self.total() + self.tax():>9.2f}")


apple = Product("apple", 0.4, "food")
bread = Product("bread", 2.75, "food")
novel = Product("novel", 12.5, "books")
lamp = Product("lamp", 34.99)

cart = Cart()
for product, quantity in [(apple, 6), (bread, 1), (novel, 2), (lamp, 1), (apple, 4)]:
    cart.add(product, quantity)
cart.receipt()
cart.remove(lamp)
cart.remove(lamp)
try:
    cart.add(apple, 0)
except ValueError as error:
    print("error:", error)
cart.receipt()
cheapest = min(cart.lines, key=lambda p: p.price)
print("cheapest:", cheapest)
print("items:", sum(cart.lines.values()))
