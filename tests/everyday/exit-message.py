"""sys.exit with a message: status 1 and the text on standard error."""
import sys


class Config:
    def __init__(self, **values):
        self.values = values

    def require(self, key):
        if key not in self.values:
            sys.exit(f"missing key: {key}")
        return self.values[key]


config = Config(name="demo", level=3)
print(config.require("name"), config.require("level"))
print("warning: this goes elsewhere", file=sys.stderr)
sys.stdout.write("written without print\n")
print("a", "b", "c", sep="-", end="!\n")
print(*range(5), sep=", ")
print("no newline", end="")
print()
print(end="")
print("one", None, 2.0, [3], sep="|", file=sys.stdout)
for step in range(3):
    print("." * step, end="|" if step < 2 else "\n")
print(config.require("colour"))
print("never")
