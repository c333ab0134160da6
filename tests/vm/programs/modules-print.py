# print () and its files.
import sys


class Writer:
    def __init__(self):
        self.written = []

    def write(self, text):
        self.written.append(text)

    def flush(self):
        self.written.append("flushed")


class Refusing:
    def write(self, text):
        raise ValueError("no " + text)


class Silent(str):
    def __str__(self):
        return "what str () says"


def call(*args, **keywords):
    try:
        print(*args, **keywords)
    except Exception as error:
        print(type(error).__name__, error)


writer = Writer()
print("a", 1, [2], sep="-", end="!", file=writer, flush=True)
print(file=writer)
print(writer.written)

standard = sys.stdout
sys.stdout = writer
print("somewhere else")
sys.stdout = None
print("nowhere")
del sys.stdout
try:
    print("lost")
except RuntimeError as error:
    message = str(error)
sys.stdout = standard
print(message, writer.written[-2:])

print()
print("x", "y", sep="", end="")
print(sep="z")
print("a\nb", "\u00e9\u20ac\U0001f600", "\t|")
print(1.5, 2j, None, ..., True, NotImplemented, sep=None, end=None, file=None, flush=True)
print(Silent("a"), str(Silent("b")), sep=Silent("/"))
print(*"abc", *[1, 2], **{"sep": ","})
call(sep=1)
call(end=1)
call("a", "b", sep="+", end=3)
call("x", file=1)
call("x", file=Refusing())
call("x", file=object())
try:
    input("prompt> ")
except EOFError as error:
    print(error)
try:
    input(1, 2)
except TypeError as error:
    print(error)
print(print, len, print.__name__, print.__qualname__, print.__module__, print.__self__)
