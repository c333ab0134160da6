# What is the same object, what is counted, and what is allocated.
import sys, gc
def same():
    a = ''.join(['ab', 'c', str(1)]); b = bytes([97, 98, 99]); i = int('123456789'); f = float('2.5'); z = complex('1+2j')
    print(a.replace('a', 'a') is a, a.replace('x', 'y') is a, a.replace('abc', 'abc') is a, a.replace('', '') is a, a.replace('a', 'b', 0) is a, a.expandtabs() is a, a.lower() is a, a.join([]) is '', a.center(2) is a, a.zfill(1) is a, a.translate({}) is a, format(a) is a, '{}'.format(a) is a, '%s' % a is a, f'{a}' is a, a.split('x')[0] is a, a.split()[0] is a, a.splitlines()[0] is a, a.partition('x')[0] is a, a.strip() is a, a[:] is a, a[::1] is a, str(a) is a, a * 1 is a, a + '' is a, '' + a is a, ''.join([a]) is a, ''.join((a, '')) is a, a.removeprefix('x') is a, '%s' % (a,) is a, '{:s}'.format(a) is a, f'{a!s}' is a, f'{a:}' is a, f'{a:s}' is a, f'{a:<2}' is a, a.ljust(3) is a, a.format() is a)
    print(b.replace(b'a', b'a') is b, b.replace(b'x', b'y') is b, b.expandtabs() is b, b.lower() is b, b.center(2) is b, b.translate(None) is b, b.split(b'x')[0] is b, b.split()[0] is b, b.partition(b'x')[0] is b, b.strip() is b, b[:] is b, bytes(b) is b, b * 1 is b, b + b'' is b, b'' + b is b, b''.join([b]) is b)
    print(int(i) is i, +i is i, abs(i) is i, i.real is i, i + 0 is i, i.conjugate() is i, round(i) is i, float(f) is f, +f is f, f.real is f, f.conjugate() is f, abs(f) is f, complex(z) is z, +z is z, i.numerator is i, i.__index__() is i, i.as_integer_ratio()[0] is i, f * 1 is f)
    print('é'[0] is 'é', 'abc'[1] is 'b', chr(233) is 'é', 'x' * 0 is '', b'abc'[1:2] is b'b', b''.join([]) is b'', int('7') is 7, 256 is int('256'), int('1024') is int('1024'), int('1025') is int('1025'))
    print([sys.getrefcount(o) for o in (a, b, i, f, z)])
    l = [a, a[:], str(a), a.strip()]; d = {a: i}; s = a.partition('c')
    print(sys.getrefcount(a), sys.getrefcount(i), sys.getrefcount(s), [sys.getrefcount(x) > 1 for x in s])
    del l, d
    print(sys.getrefcount(a), sys.getrefcount(i))
same()
def sizes():
    g = sys.getsizeof
    print([g(x) for x in (0, 1, 2**30 - 1, 2**30, 2**60, -2**60, 10**100, True, 1.5, 1j, '', 'a', 'abc', 'é', 'éa', '日', '日本', '😀', '😀😀', b'', b'abc', bytearray(), bytearray(5))])
    s = 'a b'; t = 'abc def ghi'; z = ''
    print([g(x) for x in (s.split(), t.split(), z.split(), s.split(' '), t.split(' '), z.split(' '), s.split(None, 1), s.split(' ', 1), s.rsplit(), t.rsplit(' '), 'x'.split(), 'x'.split(' '), (s * 20).split(), (s * 20).split(' '), 'ab'.split('abc'), s.splitlines(), 'a\nb'.splitlines(), b'a b'.split(), b'a b'.split(b' '), b'ab'.rsplit(b'a'), (b'a b' * 20).split(), b'a\nb'.splitlines(), s.split(' ', 0), (s * 20).rsplit(' ', 13), t.split('xx'), ' '.split(), '  a '.split(None, 1), iter('a'), iter(b'a'))])
    class S(str): pass
    class I(int): pass
    class F(float): pass
    class B(bytes): pass
    print([g(x) for x in (S(), S('abc'), S('日本'), I(), I(2**40), F(1), B(b'abc'))])
sizes()
def tracked():
    a, b, f, s = int('5'), 3, float('2.5'), 'a-b'
    print([gc.is_tracked(x) for x in (divmod(a, b), divmod(f, b), f.as_integer_ratio(), a.as_integer_ratio(), s.partition('-'), s.partition('x'), s.rpartition('x'), a.__getnewargs__(), s.__getnewargs__(), (1j).__getnewargs__(), iter(s), iter(b''), s.split('-'), s, a, f, bytearray(), s.format, 'x'.upper)])
    print(gc.get_referents(iter(s)), gc.get_referents(iter(b'ab')), gc.get_referents(s), gc.get_referents(1.5))
tracked()
def counts():
    gc.collect(); gc.disable()
    work = [lambda: 'a b c'.split(), lambda: 'a-b'.partition('-'), lambda: divmod(7, 3), lambda: '%s %d' % ('a', 5), lambda: '{} {x}'.format(1, x=2), lambda: f'{1}{2.5:.1f}', lambda: ''.join(str(i) for i in range(3)), lambda: list('abc'), lambda: 'abc'.replace('b', 'x'), lambda: int('5') + 2, lambda: 2.5 * 3, lambda: [*b'abc'], lambda: bytearray(b'abc'), lambda: 'abc'.encode(), lambda: (2.5).as_integer_ratio(), lambda: str.maketrans('a', 'b'), lambda: 'abc'.translate({97: 'x'}), lambda: sorted('cab'), lambda: iter('abc')]
    for w in work:
        r = w(); del r
        before = gc.get_count()[0]; r = w(); after = gc.get_count()[0]
        print(after - before, end=' ')
        del r
        print(gc.get_count()[0] - before, end='; ')
    print(); gc.enable()
counts()
