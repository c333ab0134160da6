"""Numbers, text, containers and control flow in one small program."""
total = 0
n = 0
while True:
    n += 1
    if n % 2:
        continue
    if n > 20:
        break
    total += n
else:
    print("never")
print(n, total)
for divisor in range(2, 10):
    if 91 % divisor == 0:
        print("91 is divisible by", divisor)
        break
else:
    print("91 is prime")
grade = 76
if grade >= 90:
    mark = "A"
elif grade >= 75:
    mark = "B"
else:
    mark = "C"
print(mark, "pass" if grade > 50 else "fail", 0 < grade <= 100, not grade, grade and "yes", 0 or "default")
print(1 == 1.0, "1" == 1, [] == (), None is None, 3 != 4, type(3), type("x") is str, isinstance(True, int))
a = b = 5
b += 1
a -= 2; b *= 3; a **= 2; b //= 4
print(a, b, a % b, a / b, -a ** 2, (-a) ** 2, 2 + 3 * 4 ** 2 // 5, 7 & 3 | 8)
string = ""
for row in range(1, 5):
    for column in range(1, 5):
        string += f"{row * column:4}"
    string += "\n"
print(string, end="")
print(sum(range(101)), [i ** 2 for i in range(5)], list(range(5, -1, -2)), 5 in range(0, 10, 5))
print(abs(-5), max(1, 2, 3), pow(2, 10), divmod(7, 3), round(3.14159, 2), int("12") + float("1.5"), bool(""), str(None))
assert total == 110, "arithmetic is broken"
try:
    assert total == 0, "as it should be"
except AssertionError as error:
    print("AssertionError:", error)
pass
del string
print("string" in dir(), ..., NotImplemented, print(), type(...).__name__)
print(1_000_000, 1e3, 0x10, 1j ** 2, .5, 5., 3.0 == 3, 10 ** 18 + 1, -0.0, 1 < 2 < 3 > 2, 1 if [] else 2)
x = [1, 2, 3]
y = x
y += [4]
z = x + [5]
print(x, y, z, x is y, x is z)
print(*sorted({"b": 1, "a": 2}.items()), *"ab", sep=" / ")
print("done" if __name__ == "__main__" else "imported")
