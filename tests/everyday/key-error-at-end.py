"""Reads settings; ends with a KeyError that nobody catches."""
SETTINGS = """
# colours
background = white
foreground = black

# sizes
width = 80
height = 24
ratio = 1.5
debug = yes
"""


def convert(text):
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    if text in ("yes", "no"):
        return text == "yes"
    return text


def parse(text):
    settings = {}
    for number, line in enumerate(text.splitlines()):
        line = line.split("#")[0].strip()
        if not line:
            continue
        key, equals, value = line.partition("=")
        if not equals:
            raise SyntaxError(f"line {number}")
        settings[key.strip()] = convert(value.strip())
    return settings


settings = parse(SETTINGS)
for key, value in settings.items():
    print(f"{key:<12}{value!r:<10}{type(value).__name__}")
print(settings["width"] * settings["height"], settings["ratio"] + 1, settings["debug"] is True)
try:
    parse("just words")
except SyntaxError as error:
    print("SyntaxError:", error.msg)


class Settings:
    def __init__(self, values):
        self.__dict__.update(values)


s = Settings(settings)
print(s.width, s.background, sorted(vars(s)))
print(getattr(s, "missing", "no such setting"))
print(settings["title"])
