"""with, by class and by generator."""
from contextlib import contextmanager, suppress


class Managed:
    depth = 0

    def __init__(self, name, swallow=()):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("  " * Managed.depth + "enter", self.name)
        Managed.depth += 1
        return self

    def __exit__(self, kind, value, traceback):
        Managed.depth -= 1
        reason = kind.__name__ if kind else "normally"
        print("  " * Managed.depth + "leave", self.name, reason)
        return kind is not None and issubclass(kind, self.swallow)


@contextmanager
def tag(name, out):
    out.append(f"<{name}>")
    try:
        yield out
    finally:
        out.append(f"</{name}>")


with Managed("a") as a, Managed("b") as b:
    print("    inside", a.name, b.name)

with Managed("outer", (ZeroDivisionError,)):
    with Managed("inner"):
        1 / 0
    print("never printed")
print("after")

try:
    with Managed("loud"):
        raise KeyError("gone")
except KeyError as error:
    print("caught", error)


def early():
    with Managed("function"):
        return "returned"


print(early())
for i in range(3):
    with Managed(f"loop{i}"):
        if i == 1:
            break
page = []
with tag("html", page):
    with tag("body", page) as p:
        p.append("text")
print("".join(page))
with suppress(ValueError, IndexError):
    page.append(int("no number"))
    print("not reached")
try:
    with tag("broken", page):
        raise RuntimeError("half way")
except RuntimeError as error:
    print(error, page[-2:])
