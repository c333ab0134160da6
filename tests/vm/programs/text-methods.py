# Methods of str on text of every width.
words = ['', 'a', 'abc', 'Hello World', 'ß', 'Straße', 'ŒUVRE', 'ΑΣ', 'ΑΣΑ', 'ὈΔΥΣΣΕΎΣ', 'ǆ', 'ǅ', 'Ǆ', 'ﬁn', 'İstanbul', 'ıI', '日本語', '😀x😀',
         'one  two\tthree\n', '\x1c\x85\u2028 x', '123', '½', '٣', '²', 'Ⅷ', '五', "they're", 'x_1', '1x', 'é', 'e\u0301', 'ŉ', 'ÿ', 'µ', '\u0345α', 'Ωm', 'ΐ', 'A\u0301B', '𐐀𐐨', 'a\ud800b', '\xa0', '\u200b', '\u00ad', 'ᾳ', 'ᾼ', 'ŊŋS', 'ẞ', 'a.b', 'mixed Case tItle']
for w in words:
    print(ascii(w), len(w))
    print(' ', [ascii(f()) for f in (w.upper, w.lower, w.title, w.capitalize, w.swapcase, w.casefold)])
    print(' ', [f() for f in (w.isalpha, w.isdecimal, w.isdigit, w.isnumeric, w.isalnum, w.isspace, w.isascii, w.isprintable, w.isidentifier, w.isupper, w.islower, w.istitle)])
    print(' ', ascii(w.split()), ascii(w.rsplit(None, 1)), ascii(w.splitlines()), ascii(w.splitlines(True)), ascii(w.strip()))
    print(' ', ascii(w.center(12, '*')), ascii(w.rjust(9, 'é')), ascii(w.ljust(9, '😀')), ascii(w.zfill(8)), ascii(w.expandtabs(4)))
    print(' ', ascii(w[::-1]), ascii(w[1:]), ascii(w[:-1]), ascii(w[::2]), ascii(w[5:1:-2]), ascii(w * 2), ascii(w + 'é'), repr(w), ascii(w.replace('a', 'éé')), ascii(w.replace('', '-')), hash(w) == hash(w[:]))
    print(' ', ascii(w.partition('e')), ascii(w.rpartition('e')), w.find('e'), w.rfind('a'), w.count(''), w.count('a'), w.startswith('A'), w.endswith(('e', 'E')), 'e' in w)
    try:
        print(' ', w.encode(), w.encode('utf-16'), w.encode('utf-32-be'), w.encode('latin-1', 'replace'), w.encode('ascii', 'xmlcharrefreplace'), w.encode('ascii', 'backslashreplace'), w.encode('ascii', 'namereplace'))
        print(' ', w.encode().decode() == w, w.encode('utf-16').decode('utf-16') == w, w.encode('utf-32').decode('utf-32') == w)
    except UnicodeError as e:
        print(' ', type(e).__name__, e, e.start, e.end, ascii(e.object), e.reason, e.encoding)
    print(' ', ascii(w.translate({97: 'AA', 98: None, 233: 0x20ac, 0x65e5: 'sun'})), [ascii(c) for c in w][:5], sorted(w) == sorted(list(w)), ascii(max(w, default='')))

for a in words:
    for b in ['', 'a', 'é', '日', '😀', 'Hello']:
        print((a < b), (a == b), (a > b), (a <= b), (a != b), end=' ')
    print()
print(str.maketrans('abc', 'xyz', 'q'), str.maketrans({'a': 1, 66: 'b', 'é': None}))
for bad in (lambda: str.maketrans({'ab': 1}), lambda: str.maketrans({1.5: 1}), lambda: str.maketrans('ab', 'c'), lambda: 'x'.translate({120: 1114112}), lambda: 'a'.join(['b', 1]), lambda: 'a'.join(3), lambda: 'abc'[3], lambda: 'abc'['x'], lambda: 'a' < 1, lambda: 1 in 'a', lambda: 'a' * 'b', lambda: 'a' + 1, lambda: 1 + 'a', lambda: 'a' - 'b', lambda: 'a'.foo, lambda: 'a' * 2**70, lambda: 'ab' * 2**62, lambda: ''.join(str(i) for i in [1, 2, 3]).bar(), lambda: int('é'), lambda: '{}'.format(), lambda: next(iter('')), lambda: 'x'.encode('nope'), lambda: b'\xff'.decode()):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(''.join(reversed('añb')), list(enumerate('é日')), dict(zip('ab', 'cd')), {*'hello'} == set('hello'), [*'日本'], max('hello'), min('hello', key=ord), sum(map(ord, 'abc')))
i = iter('ab😀')
print(type(i).__name__, next(i), list(i), list(i), type(iter('ab')).__name__)

class S(str):
    def __len__(self): return 42
    def __str__(self): return 'custom'
s = S('value')
print(s, len(s), repr(s), s.upper(), type(s.upper()), s + 'x', type(s + ''), s[:], type(s[:]), s == 'value', hash(s) == hash('value'), {s: 1}['value'], f'{s}', f'{s!r}', '%s' % s, '{}'.format(s), str(s), s.join(['a', 'b']), 'x'.join([s]), type(''.join([s])), s.strip(), type(s.strip()), s * 1, type(s * 1), S(b'ab', 'ascii'), S(), isinstance(s, str), s.replace('x', 'y'), type(s.replace('x', 'y')), s in {'value'}, type(S(s)))
