"""A stack machine for postfix notation."""


class StackError(Exception):
    pass


class Stack:
    def __init__(self):
        self._items = []

    def push(self, item):
        self._items.append(item)

    def pop(self):
        if not self._items:
            raise StackError("stack is empty")
        return self._items.pop()

    def peek(self):
        return self._items[-1] if self._items else None

    def __len__(self):
        return len(self._items)

    def __str__(self):
        return " ".join(map(str, self._items)) or "(empty)"


OPERATORS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a // b,
    "max": max,
}


def evaluate(text, stack=None):
    stack = stack if stack is not None else Stack()
    for word in text.split():
        if word in OPERATORS:
            right, left = stack.pop(), stack.pop()
            stack.push(OPERATORS[word](left, right))
        elif word == "dup":
            stack.push(stack.peek())
        elif word == "swap":
            a, b = stack.pop(), stack.pop()
            stack.push(a)
            stack.push(b)
        elif word.lstrip("-").isdigit():
            stack.push(int(word))
        else:
            raise StackError(f"unknown word {word!r}")
    return stack


PRIORITY = {"+": 1, "-": 1, "*": 2, "/": 2}


def to_postfix(text):
    output, operators = [], []
    for token in text.split():
        if token == "(":
            operators.append(token)
        elif token == ")":
            while operators[-1] != "(":
                output.append(operators.pop())
            operators.pop()
        elif token in PRIORITY:
            while operators and operators[-1] != "(" and PRIORITY[operators[-1]] >= PRIORITY[token]:
                output.append(operators.pop())
            operators.append(token)
        else:
            output.append(token)
    return " ".join(output + operators[::-1])


for text in ["3 4 +", "5 1 2 + 4 * + 3 -", "7 dup *", "1 2 swap -", "-8 3 /", "+", "2 foo", "1 2 3", ""]:
    try:
        print(f"{text!r:25} {evaluate(text)}")
    except StackError as error:
        print(f"{text!r:25} error: {error}")
for infix in ["1 + 2 * 3", "( 1 + 2 ) * 3", "10 - 4 - 3", "2 * ( 3 + 4 ) * 5"]:
    postfix = to_postfix(infix)
    print(infix, "->", postfix, "=", evaluate(postfix))
session = Stack()
evaluate("1 2 3", session)
evaluate("+ max", session)
print(session, len(session), session.peek(), bool(Stack()))
