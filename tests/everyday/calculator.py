"""A parser and calculator for sums with brackets."""


class ParseError(Exception):
    def __init__(self, message, position):
        super().__init__(message)
        self.position = position


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            word = text[start:i]
            yield ("number", float(word) if "." in word else int(word), start)
        elif c.isalpha():
            start = i
            while i < len(text) and text[i].isalnum():
                i += 1
            yield ("name", text[start:i], start)
        elif c in "+-*/^()=":
            yield (c, c, i)
            i += 1
        else:
            raise ParseError(f"strange character {c!r}", i)
    yield ("end", None, len(text))


class Calculator:
    def __init__(self):
        self.variables = {"pi": 3.14159}

    def run(self, text):
        self.tokens = list(tokens(text))
        self.at = 0
        if len(self.tokens) > 2 and self.tokens[0][0] == "name" and self.tokens[1][0] == "=":
            name = self.next()[1]
            self.next()
            value = self.variables[name] = self.sum()
        else:
            value = self.sum()
        if self.kind() != "end":
            raise ParseError(f"unexpected {self.tokens[self.at][1]!r}", self.tokens[self.at][2])
        return value

    def kind(self):
        return self.tokens[self.at][0]

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def sum(self):
        value = self.product()
        while self.kind() in ("+", "-"):
            if self.next()[0] == "+":
                value += self.product()
            else:
                value -= self.product()
        return value

    def product(self):
        value = self.power()
        while self.kind() in ("*", "/"):
            value = value * self.power() if self.next()[0] == "*" else value / self.power()
        return value

    def power(self):
        base = self.atom()
        if self.kind() == "^":
            self.next()
            return base ** self.power()
        return base

    def atom(self):
        kind, value, position = self.next()
        if kind == "number":
            return value
        if kind == "name":
            return self.variables[value]
        if kind == "-":
            return -self.atom()
        if kind == "(":
            value = self.sum()
            if self.next()[0] != ")":
                raise ParseError("missing )", position)
            return value
        raise ParseError(f"unexpected {kind}", position)


calculator = Calculator()
for line in ["1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-4 + 10 / 4", "x = 3 * pi", "x / 3", "1 / 0",
             "2 + ", "(1", "3 $ 4", "y * 2", "1 2", "((7))", "2 ^ 100"]:
    try:
        print(line, "=", calculator.run(line))
    except ParseError as error:
        print(line)
        print(" " * error.position + "^", error)
    except ZeroDivisionError:
        print(line, ": division by zero")
    except KeyError as error:
        print(line, ": unknown name", error)
print(calculator.variables)
