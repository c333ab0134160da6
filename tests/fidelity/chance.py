"""chance.py - programs made by chance: the same one for the same seed.

A program is a list of templates whose places are filled by chance. `$` and a letter stands for a name of that kind that lives at
that moment (`$l` a list, `$d` a dict, `$s` a set, `$t` a tuple, `$w` a string, `$o` an instance, `$r` a weak reference, `$g` a
generator) or for an expression: `$v` any value, `$k` one that can be a key, `$n` a small number, `$b` a large number, `$c` a
class, `$q` a word. `=x ` in front binds a new name of kind x to what follows. What may fail is marked with `?` in front and is
put in a try statement. Only what record.py can record is used (see FORMAT.md).

Left out on purpose: letters as strings of one character, since which of two equal ones a real interpreter gives depends on what it had
interned before the program began. The last statement makes nothing: record.py keeps its syntax tree, which refers to its constants.
"""

import random
import re

# Each method that a program may call, by the type that has it.
METHODS = {
    "list": ["$l.append($v)", "$l.extend([$v, $v])", "$l.insert($n, $v)", "?$l.pop()", "?$l.pop($n)", "?$l.remove($v)",
             "$l.reverse()", "$l.clear()", "=l $l.copy()", "print($l.count($v))", "?print($l.index($k))", "?$l.sort(key=str)"],
    "dict": ["print($d.get($k) is None)", "$d.setdefault($k, $v)", "?$d.pop($k)", "$d.pop($k, None)", "?$d.popitem()",
             "$d.update({$k: $v})", "$d.update(x=$v)", "$d.clear()", "=d $d.copy()", "=l list($d.keys())", "=l list($d.values())",
             "=l list($d.items())", "=d dict.fromkeys(($k, $k), $v)"],
    "set": ["$s.add($k)", "$s.discard($k)", "?$s.remove($k)", "$s.update(($k, $k))", "$s.clear()", "=s $s.copy()", "=s $s.union($s)",
            "=s $s.intersection($s)", "=s $s.difference($s)", "=s $s.symmetric_difference($s)", "print($s.issubset($s))",
            "print($s.issuperset($s))", "print($s.isdisjoint($s))"],
    "tuple": ["print($t.count($k))", "?print($t.index($k))"],
    "str": ["=w ($w + 'end').upper()", "=w ($w + 'end').lower()", "=l $w.split('a')", "=w $w.replace('an', 'bb')", "=w '-'.join(('xx', $w))", "=w $w.strip()",
            "print($w.find('b'))", "print($w.startswith('a'))", "print($w.endswith('z'))", "print($w.count('a'))", "=w $w.center(9)",
            "=w $w.zfill(6)", "=w '{} {}'.format($n, $w)", "=w ($w + 'end').title()", "=t $w.partition('a')"],
    "generator": ["?print(type(next($g)).__name__)", "?print(type($g.send($n)).__name__)", "?$g.throw(ValueError('thrown'))", "$g.close()"],
    "gc": ["print(gc.collect())", "print(gc.collect(0))", "print(gc.collect(1))", "print(gc.get_count()[1:])", "print(gc.is_tracked($v))",
           "gc.disable()", "gc.enable()", "print(gc.isenabled())", "print(len(gc.get_referents($l)))"],
    "sys": ["print(sys.getsizeof($l))", "print(sys.getsizeof($t))", "print(sys.getrefcount($l))", "print(sys.getsizeof($w))"],
}

# Statements that make objects.
MAKING = [
    "=l []", "=l [$v, $v, $v]", "=l [$v] * 3", "=l list(range($n))", "=l $l + [$v]", "=l $l[1:]", "=l $l[::-1]", "=l $l",
    "=d {}", "=d {'one': $v, 'two': $v}", "=d {$k: $v, $n: $v}", "=d {**$d, 'zz': $v}", "=d $d | {'yy': $v}", "=d dict(p=$v, q=$v)", "=d $d",
    "=s set()", "=s {$k, $k}", "=s $s | {$k}", "=s $s & {$k, 1}", "=s $s - {$k}", "=s $s ^ {$k}", "=t ()", "=t ($v,)", "=t ($v, $v, $k)",
    "=t $t + ($v,)", "=t tuple($l)", "=t ($n, 'two', 3.5)", "=w $q + str($n)", "=w f'{$n}-{$w}'", '=w f"{$n:>4}|{$q!r}"', "=w ($w + 'end')[1:3]",
    "=w $w * 2", "=w repr([$n, $q])", "=w '%s=%d' % ($q, $n)", "=o $c()", "=o $c()", "=o $c($v)", "=o $o", "=r weakref.ref($o)",
    "=r weakref.ref($o, lambda r: print('lost'))", "=g count($n)", "=g (x for x in ($v, $v, $v))", "=g passing($v)",
    "=l [x for x in range($n)]", "=l [[x] for x in range($n) if x % 2]", "=l [(x, y) for x in range(2) for y in ('xx', 'yy')]",
    "=d {x: [x] for x in range($n)}", "=d {x: len(x) for x in ('one', 'three')}", "=s {x % 3 for x in range($n)}", "=l sorted(str(x) for x in range($n))",
    "=l [lambda: $v, $v]", "=l list(zip($t, $t))", "=l list(enumerate($t))", "=l list(map(str, range($n)))", "=d vars($o)", "=l [None, True, ..., b'bytes', 2j]",
    "=l [$o.method]", "=l [$o.method, print, len]", "=f counter($n)", "=t tuple(x for x in range($n))", "=l [*$t, $v]", "=l [iter($l)]", "=s frozenset(($k, 1))",
]

# Statements that change, link, unlink and look at objects.
CHANGING = [
    "$l.append($l)", "$d['self'] = $d", "$o.me = $o", "$o.link = $o", "$o.data = $v", "$o.link = [$o]", "?del $o.link", "$l.append($d)", "$d['list'] = $l",
    "$d[$k] = $v", "?del $d[$k]", "?$l[0] = $v", "?$l[-1] = $l", "?del $l[0]", "$l[1:2] = [$v, $v]", "del $l[::2]", "$l += [$v]", "?$l *= 2", "?print($l[$n])",
    "?print($d[$k] is None)", "?print($t[$n] is None)", "print(len($l), len($d), len($t))", "print($k in $d, $n in $l)", "print($r() is None)",
    "print($o is $o, $l == $l, $n < $b)", "print(len($w), $w)", "print($q.upper() if $n > 3 else $b)", "print(not $l or $d and 1)",
    "print(-$n, +$n, ~$n, $n + $b, $n - $b, $n * $b, $n // 3, $n % 3, $n / 4, $n ** 2)", "print($n & 6, $n | 6, $n ^ 6, $n << 2, $b >> 1)",
    "print($n <= 4 <= $b, $n != $b, $n >= 2, $o is not None, $k not in $d)", "print(isinstance($o, $c), type($v).__name__)", "print($f(), $f())",
    "?print(add($n, $b, $n, key=$n))", "print(add(*[$n, $n]), add($n, **{'key': 2}))", "=l [add($n)]", "=o linked($c)", "ring($c)", "lonely()", "=l both($v)", "$o.method()",
    "x, y = $v, $v", "x, *y = [$v, $v, $v]", "x, (y, z) = 1, ($v, $v)", "x = y = $v", "x: int = $n", "print(sorted(str(x) for x in $s))",
    "=o $c()\n$o.link = $o", "=o $c()\ndel $o", "x = y = None", "x = $o\ny = [x]\ndel x", "print((x := $n) + x)", "print([*map(len, ('ab', 'bcd'))])", "print(catch($n))", "print(catch(0))",
    "for x in $t:\n    print(type(x).__name__)", "for x in range(3):\n    if x == 1:\n        continue\n    $l.append(x)\nelse:\n    print('else')",
    "x = $l\nwhile len(x) < 5:\n    x.append($v)", "for x, y in ((1, 'one'), (2, 'two')):\n    $d[y] = [x]", "for x in count(4):\n    if x == 2:\n        break",
    "if $n > $n:\n    $l.append($v)\nelif $k in $d:\n    $d[$k] = $l\nelse:\n    pass", "with Manager($v) as x:\n    print(x.data is None)\n    y = [x]",
    "try:\n    with Manager($n) as x:\n        raise KeyError('inside')\nexcept KeyError as error:\n    print('caught', error)",
    "try:\n    raise Problem($v)\nexcept Problem as error:\n    x = error\nfinally:\n    print('finally')",
    "try:\n    try:\n        1 / 0\n    except ZeroDivisionError as error:\n        raise Problem($n) from error\nexcept Problem as error:\n    print(type(error.__cause__).__name__)",
    "try:\n    x = $n\nexcept ValueError:\n    pass\nelse:\n    print('no error')", "assert $n < 100, 'small'", "?assert $n > 50, $q",
    "def late(x=$v, *rest, key=$v):\n    return [x, key]\n$l.append(late())", "x = lambda y, z=$v: (y, z)\nprint(len(x(1)))",
    "class Late(Plain):\n    shared = $v\n    def extra(self):\n        return self\nx = Late()\nx.bound = x.extra\ndel x, Late",
    "churn($n)", "churn($b)", "global_change($v)",
]

PRELUDE = """\
import gc
import sys
import weakref
class Plain:
    def __init__(self, data=None):
        self.data = data
    def method(self, *args):
        return self.data
class Named(Plain):
    number = 0
    def __init__(self, data=None):
        super().__init__(data)
        Named.number += 1
        self.name = f'n{Named.number}'
    def __del__(self):
        print('del', self.name)
class Slotted:
    __slots__ = ('data', 'link', 'me', '__weakref__', '__dict__')
    def __init__(self, data=None):
        self.data = data
    def method(self):
        return [self]
class Rising:
    def __init__(self, data=None):
        self.data = data
        self.link = None
    def __del__(self):
        saved.append(self)
    def method(self):
        return 'rising'
class Problem(Exception):
    pass
class Manager:
    def __init__(self, data):
        self.data = data
    def __enter__(self):
        return self
    def __exit__(self, kind, value, traceback):
        return False
saved = []
changed = None
def add(a, b=2, *rest, key=0):
    total = a + b + key
    for n in rest:
        total += n
    return total
def count(n):
    while n > 0:
        got = yield n
        n = n - 1 if got is None else n - 2
def passing(value):
    yield value
    result = yield from count(2)
    yield [result]
def counter(start):
    n = start
    def up():
        nonlocal n
        n += 1
        return n
    return up
def linked(kind):
    a, b = kind(), kind()
    a.link, b.link = b, a
    return a
def ring(kind):
    first = kind()
    first.link = kind()
    first.link.link = first
def lonely():
    a = []
    b = [a]
    a.append(b)
    return None
def both(value):
    return [value, (value,), {'value': value}]
def catch(n):
    try:
        return 10 // n
    except ZeroDivisionError as error:
        kept = error
        return 'caught ' + str(kept)
    finally:
        n = None
def churn(n):
    for i in range(n):
        a = [i]
        a.append(a)
def global_change(value):
    global changed
    changed = [value, changed]
"""

KINDS = {"l": "[1, 'two', [3]]", "d": "{'key': [0]}", "s": "{1, (2, 3)}", "t": "(1, 'two', [2])", "w": "'banana' + str(len(saved))", "o": "Named()", "r": "weakref.ref(o1)",
         "g": "count(5)", "f": "counter(1)"}
MOST_NAMES = 4  # of a kind; then an old one is bound anew


class Program:
    """One program: its text, and which methods it calls."""

    def __init__(self, seed, statements=32):
        self.chance = random.Random(seed)
        self.names = {kind: [kind + "1"] for kind in KINDS}
        self.made = dict.fromkeys(KINDS, 1)
        self.methods = set()
        self.lines = PRELUDE.splitlines() + ["%s1 = %s" % pair for pair in KINDS.items()]
        for _ in range(statements):
            self.statement()
        if self.chance.random() < 0.3:
            self.lines.append(self.choice(["raise Problem(l1)", "print(l1[99])", "undefined_name", "raise SystemExit(3)"]))
        else:
            self.lines.append("print('end')")
        self.text = "\n".join(self.lines) + "\n"

    def choice(self, items):
        return items[self.chance.randrange(len(items))]

    def expression(self, kind, depth=0):
        """What stands for `$kind` this time."""
        if kind in self.names:
            return self.choice(self.names[kind])
        if kind == "n":
            return str(self.chance.randrange(8))
        if kind == "b":
            return str(self.choice([257, 1000, 1025, 100000, 2 ** 31, 2 ** 70]) if depth else self.chance.randrange(60, 900))
        if kind == "q":
            return repr(self.choice(["apple", "banana", "hello world", "zebra"]))
        if kind == "c":
            return self.choice(["Plain", "Named", "Slotted", "Rising"])
        if kind == "k":
            return self.choice([str(self.chance.randrange(250)), repr("k%d" % self.chance.randrange(4)), "(1, %d)" % self.chance.randrange(3)])
        values = ["$l", "$d", "$o", "$t", "$w", "$n", "None", "[]", "[$n]", "{}", "($n, $q)", "2.5", "$k", "[$o]", "1000", "-7", "True", "add", "$c"]
        return self.fill(self.choice(values))

    def fill(self, template):
        return re.sub(r"\$([a-z])", lambda match: self.expression(match[1]), template)

    def bind(self, kind):
        """A name for a new object of the kind."""
        names = self.names[kind]
        if len(names) >= MOST_NAMES:
            return self.choice(names)
        self.made[kind] += 1
        return kind + str(self.made[kind])

    def statement(self):
        part = self.chance.random()
        if part < 0.08:
            return self.forget()
        if part < 0.40:
            kind = self.choice(list(METHODS))
            template = self.choice(METHODS[kind])
            self.methods.add((kind, method_of(template)))
        else:
            template = self.choice(MAKING if part < 0.70 else CHANGING)
        for line in self.groups(template):
            self.lines.extend(line)

    def forget(self):
        kind = self.choice(list(self.names))
        if len(self.names[kind]) > 1:
            name = self.choice(self.names[kind])
            self.names[kind].remove(name)
            self.lines.append("del " + name)
        else:
            self.lines.append("%s = %s" % (self.names[kind][0], KINDS[kind]))

    def groups(self, template):
        risky, template = template.startswith("?"), template.removeprefix("?")
        for line in [template] if not template.startswith("=") else template.split("\n"):
            if line.startswith("="):
                value = self.fill(line[3:])
                name = self.bind(line[1])
                if name not in self.names[line[1]]:
                    self.names[line[1]].append(name)
                yield ["%s = %s" % (name, value)]
            elif re.fullmatch(r"del \$[a-z]", line):
                kind = line[5]
                yield [line.replace("$" + kind, self.names[kind].pop())] if len(self.names[kind]) > 1 else ["pass"]
            elif risky:
                yield ["try:", "    " + self.fill(line), "except Exception as error:", "    print(type(error).__name__, len(str(error)) > 0)"]
            else:
                yield self.fill(line).split("\n")


def method_of(template):
    """The method that a template of METHODS calls."""
    return re.search(r"\.([a-z_]+)\(|\b(next)\(", template.replace("dict.from", "$d.from"))[0].strip(".(")


WANTED_METHODS = {(kind, method_of(template)) for kind, templates in METHODS.items() for template in templates}
