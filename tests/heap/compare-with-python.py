"""compare-with-python ANSWER TOPIC - a heap answers as the real interpreter does.

Asks the program ANSWER (answer.c) many questions on standard input, works out the same with Python's own objects, and
compares. The questions are the same each time. The heap follows 3.11 here, so that is the interpreter it takes; where
python3 is another one the test is skipped.
"""

import math
import os
import random
import struct
import subprocess
import sys
import unicodedata

SKIP = 77  # the exit status that Meson takes as "skipped"


def encode(atom):
    """An atom as answer.c reads it."""
    if atom is None or isinstance(atom, bool):
        return {None: "n", True: "t", False: "F"}[atom]
    if isinstance(atom, int):
        return f"i{atom}"
    if isinstance(atom, float):
        return "f" + struct.pack(">d", atom).hex()
    if isinstance(atom, complex):
        return "c" + struct.pack(">dd", atom.real, atom.imag).hex()
    if isinstance(atom, str):
        return "s" + atom.encode("utf-8", "surrogatepass").hex()
    return "b" + atom.hex()


def show(*words):
    return " ".join(map(str, words))


# Values ------------------------------------------------------------------------------------------


def ints(rng):
    yield from range(-20, 2000, 7)
    for exponent in range(200):
        for offset in (-1, 0, 1):
            yield 2 ** exponent + offset
            yield -(2 ** exponent) + offset
    for _ in range(2000):
        yield rng.randrange(-10 ** rng.randrange(1, 60), 10 ** rng.randrange(1, 60))


def floats(rng):
    yield from (0.0, -0.0, 0.1, 1e15, 1e16, 1e17, 1e22, 1e23, 5e-324, sys.float_info.max, math.inf, -math.inf)
    for exponent in range(-1074, 1024):
        value = 2.0 ** exponent
        yield value
        yield math.nextafter(value, 0)
        yield math.nextafter(value, math.inf)
    for _ in range(5000):
        value = struct.unpack(">d", rng.randbytes(8))[0]
        if not math.isnan(value):
            yield value
        yield round(rng.uniform(-1e6, 1e6), rng.randrange(6))
        yield float(rng.randrange(10 ** rng.randrange(1, 19))) / 10 ** rng.randrange(20)


def character(rng):
    """One that this interpreter and the library that knows characters for us surely agree about: assigned for long."""
    while True:
        code = rng.choice((rng.randrange(0x80), rng.randrange(0x100), rng.randrange(0x3000), rng.randrange(0xD7FF),
                           rng.randrange(0xD800, 0xE000), rng.randrange(0x1F300, 0x1F600), rng.randrange(0xE0000, 0xE0080)))
        if unicodedata.category(chr(code)) not in ("Cn", "Co") and unicodedata.ucd_3_2_0.category(chr(code)) != "Cn":
            return chr(code)
        if code >= 0x1F300 and unicodedata.name(chr(code), ""):
            return chr(code)


def texts(rng):
    yield from ("", "a", "\xff", "it's", 'a "b"', "'\"", "\\", "\n\t\r\0\x7f", "\ud800", "\udc80x", "\U0010ffff")
    for _ in range(3000):
        yield "".join(character(rng) for _ in range(rng.randrange(1, 12)))
    for length in range(1, 70):
        for letter in ("a", "\xe9", "\u20ac", "\U0001f40d"):
            yield letter * length


def byte_strings(rng):
    yield from (b"", b"a", b"\xff", b"it's", b"'\"")
    for length in range(60):
        for _ in range(10):
            yield rng.randbytes(length)


def complex_numbers(rng):
    parts = [0.0, -0.0, 1.0, -1.5, 1e16, 1e-7, math.inf, -math.inf, math.nan]
    for real in parts:
        for imaginary in parts:
            yield complex(real, imaginary)
    for _ in range(200):
        yield complex(rng.uniform(-10, 10), rng.uniform(-10, 10))


# Topics: each yields questions with their answers ----------------------------------------------------


def hashes(rng):
    for make in (ints, floats, texts, byte_strings):
        for value in make(rng):
            yield f"hash {encode(value)}", show(hash(value))


def reprs(rng):
    for make in (ints, floats, texts, byte_strings, complex_numbers):
        for value in make(rng):
            yield f"repr {encode(value)}", repr(value)


def sizes(rng):
    for make in (ints, texts, byte_strings):
        for value in make(rng):
            # A single character of Latin-1 has its UTF-8 form with it once somebody has asked for it.
            if len(str(value)) > 1:
                yield f"size {encode(value)}", show(sys.getsizeof(value))


def keys(rng):
    """A few to many keys, some of which have equal hashes or are equal."""
    kind = rng.randrange(4)
    most = 2 ** rng.randrange(2, 9)

    def key():
        choice = kind if kind < 3 else rng.randrange(3)
        number = rng.randrange(most)
        if choice == 0:
            return number * rng.choice((1, 8, 64, 2 ** 40))
        if choice == 1:
            return f"key {number}"
        return rng.choice((number, float(number), -number, 2 ** 61 - 1 + number))

    return key


def show_set(members):
    return show(*map(repr, members), sys.getsizeof(members))


def sets(rng):
    before = set()
    for _ in range(150):
        members = set()
        key = keys(rng)
        yield "set", ""
        for _ in range(rng.choice((5, 20, 100, 400))):
            what = rng.randrange(100)
            value = key()
            if what < 60:
                members.add(value)
                yield f"add {encode(value)}", ""
            elif what < 80:
                members.discard(value)
                yield f"discard {encode(value)}", ""
            elif what < 95:
                yield "pop", repr(members.pop()) if members else ""
            elif what == 95:
                members.clear()
                yield "empty", ""
            elif what == 96:
                members |= before
                yield "merge", ""
            elif what == 97:
                before, members = members, members.copy()
                yield "copy", ""
            else:
                yield "show", show_set(members)
        yield "show", show_set(members)
        before = members


def show_dict(table):
    return show(*(repr(word) for item in table.items() for word in item), sys.getsizeof(table))


def dicts(rng):
    for _ in range(150):
        table = {}
        key = keys(rng)
        yield "dict", ""
        for _ in range(rng.choice((5, 20, 100, 400))):
            what = rng.randrange(100)
            name, value = key(), rng.randrange(1000)
            if what < 60:
                table[name] = value
                yield f"put {encode(name)} i{value}", ""
            elif what < 93:
                table.pop(name, None)
                yield f"del {encode(name)}", ""
            elif what == 93:
                table.clear()
                yield "empty", ""
            elif what < 96:
                table = table.copy()
                yield "copy", ""
            else:
                yield "show", show_dict(table)
        yield "show", show_dict(table)


def instances(rng):
    for _ in range(150):
        cls = type("A", (), {})
        objects = []
        names = [f"name{i}" for i in range(rng.choice((2, 5, 12, 40)))]
        yield "class", ""
        for _ in range(rng.choice((10, 50, 200, 600))):
            what = rng.randrange(100)
            if not objects or what < 25 and len(objects) < 40:
                objects.append(cls())
                yield "instance", ""
                continue
            number, name, value = rng.randrange(len(objects)), rng.choice(names), rng.randrange(1000)
            if what < 65:
                setattr(objects[number], name, value)
                yield f"setattr {number} {encode(name)} i{value}", ""
            elif what < 92:
                if hasattr(objects[number], name):
                    delattr(objects[number], name)
                yield f"delattr {number} {encode(name)}", ""
            else:
                table = vars(objects[number])
                yield f"vars {number}", ""
                if what > 97:
                    table = table.copy()
                    yield "copy", ""
                yield "show", show_dict(table)
        for number, item in enumerate(objects):
            table = vars(item)
            yield f"vars {number}", ""
            yield "show", show_dict(table)


TOPICS = {topic.__name__: topic for topic in (hashes, reprs, sizes, sets, dicts, instances)}


def main(program, topic):
    if sys.version_info[:2] != (3, 11) or sys.implementation.name != "cpython":
        print(f"this is {sys.implementation.name} {sys.version.split()[0]}, not CPython 3.11")
        return SKIP
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})

    questions, expected = zip(*TOPICS[topic](random.Random(7)))
    done = subprocess.run([program], input="\n".join(questions) + "\n", stdout=subprocess.PIPE, encoding="utf-8", check=True)
    answers = done.stdout.split("\n")[:-1]
    wrong = [item for item in zip(questions, expected, answers, strict=True) if item[1] != item[2]]
    for question, right, answer in wrong[:10]:
        print(f"{question}\n  python3: {right!a}\n  heap:    {answer!a}")
    print(f"{len(questions)} questions about {topic}, {len(wrong)} answered otherwise")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
