"""Prints nested data as JSON and reads it back."""


def dump(value, indent=0):
    pad = "  " * (indent + 1)
    if value is None:
        return "null"
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, (list, tuple)):
        if not value:
            return "[]"
        inside = (",\n").join(pad + dump(item, indent + 1) for item in value)
        return "[\n" + inside + "\n" + "  " * indent + "]"
    if isinstance(value, dict):
        if not value:
            return "{}"
        inside = ",\n".join(f"{pad}{dump(str(k))}: {dump(v, indent + 1)}" for k, v in value.items())
        return "{\n" + inside + "\n" + "  " * indent + "}"
    raise TypeError(f"cannot print a {type(value).__name__}")


class Reader:
    words = {"null": None, "true": True, "false": False}

    def __init__(self, text):
        self.text, self.at = text, 0

    def space(self):
        while self.at < len(self.text) and self.text[self.at] in " \n\t":
            self.at += 1

    def expect(self, mark):
        self.space()
        if self.text[self.at:self.at + 1] != mark:
            raise SyntaxError(f"expected {mark} at {self.at}")
        self.at += 1

    def items(self, close, one):
        self.at += 1
        self.space()
        while self.text[self.at] != close:
            one()
            self.space()
            if self.text[self.at] == ",":
                self.at += 1
                self.space()
        self.at += 1

    def read(self):
        self.space()
        c = self.text[self.at]
        if c == "{":
            result = {}

            def pair():
                key = self.read()
                self.expect(":")
                result[key] = self.read()
            self.items("}", pair)
            return result
        if c == "[":
            result = []
            self.items("]", lambda: result.append(self.read()))
            return result
        if c == '"':
            end = self.text.index('"', self.at + 1)
            while self.text[end - 1] == "\\":
                end = self.text.index('"', end + 1)
            word = self.text[self.at + 1:end]
            self.at = end + 1
            return word.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ",]} \n":
            self.at += 1
        word = self.text[start:self.at]
        if word in self.words:
            return self.words[word]
        return float(word) if "." in word or "e" in word else int(word)


data = {
    "name": "Ouro \"the snake\"",
    "age": 7,
    "tags": ["long", "round", []],
    "address": {"street": None, "lines": ["a\nb", "c\\d"], "empty": {}},
    "ratio": -0.5,
    "true": True,
    3: False,
}
text = dump(data)
print(text)
copy = Reader(text).read()
print(copy)
print({k: v for k, v in copy.items() if k != "3"} == {k: v for k, v in data.items() if k != 3})
print(Reader('[1, 2.5, "x", [true, null]]').read())
try:
    dump({"s": {1}})
except TypeError as error:
    print(error)
try:
    Reader('{"a" 1}').read()
except SyntaxError as error:
    print(error)
