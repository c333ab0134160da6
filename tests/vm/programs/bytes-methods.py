# bytes and bytearray.
import sys
for T in (bytes, bytearray):
    x = T(b'Hello, World! \x00\xff\t abc abc')
    print(x, len(x), x[0], x[-1], x[1:5], x[::-2], x.upper(), x.lower(), x.title(), x.swapcase(), x.capitalize(), x.split(), x.split(b' '), x.split(b'abc', 1), x.rsplit(None, 1), x.splitlines(), x.strip(b'Hc'), x.replace(b'abc', b'X', 1), x.find(b'abc'), x.rfind(97), x.index(b','), x.count(b'l'), x.startswith(b'He'), x.endswith((b'x', b'abc')), x.partition(b','), x.rpartition(b'zz'), x.hex(), x.hex(' ', 4), x.isascii(), x.isalpha(), T(b'12').isdigit(), T(b'aB1').isalnum(), T(b' \t').isspace(), T(b'Ab Cd').istitle(), T(b'AB').isupper(), T(b'').islower())
    print(x.center(40, b'*'), x.ljust(33) + b'|', x.rjust(33), T(b'-5').zfill(5), T(b'a\tb').expandtabs(4), x.translate(bytes(range(255, -1, -1))), x.translate(None, b'lo'), T.maketrans(b'ab', b'xy')[97], x.join([b'1', bytearray(b'2')]), T.fromhex('00 ff 41'), x.removeprefix(b'Hello'), x.removesuffix(b'abc'), x + b'!', b'!' + x, x * 2, 3 * T(b'ab'), x == bytes(x), x == bytearray(x), x < b'I', x != 'a', b'World' in x, 0 in x, 200 in x, list(T(b'ab')), sum(x), max(x), sorted(T(b'cab')), T([1, 2, 3]), T(range(3)), T(3), T('é', 'utf-8'), T('abc', encoding='latin-1', errors='strict'), T(), bool(T()), bool(x), repr(T(b'it\'s "q"')), str(T(b'ab')), T(b'%d-%s') % (5, b'x'), type(T(b'%d') % 3), x.decode('latin-1'), T(b'ab').decode(), x[3:3], type(x[1:2]), x[100:], type(iter(x)).__name__, T(b'a').ljust(2), T(b'abc').replace(b'', b'-'))
b = bytearray(b'hello')
b[0] = 72; b[-1:] = b'O!'; print(b)
b.append(33); b.extend(b'abc'); b.extend([100, 101]); b += b'xyz'; print(b, len(b))
b.insert(2, 45); b.insert(100, 46); b.insert(-100, 47); print(b)
print(b.pop(), b.pop(0), b.pop(-2), b); b.remove(108); print(b); b.reverse(); print(b)
del b[0]; del b[::2]; print(b); b[1:3] = b''; print(b); b[:] = range(10); print(b); b[::3] = b'abcd'; print(b); b[2:2] = b'INS'; print(b); del b[3:]; print(b)
b *= 3; print(b); c = b.copy(); c.clear(); print(b, c, b is c, b == b.copy()); b[5:2] = b'q'; print(b)
r = b; b += b[:]; print(r, r is b); b[0:2] = b; print(b); b.extend(b); print(len(b)); b.extend(x for x in (1, 2)); print(b[-2:])
sizes = []
b = bytearray()
for i in range(100):
    b.append(i % 256); sizes.append(sys.getsizeof(b))
while b:
    b.pop(); sizes.append(sys.getsizeof(b))
print(sizes)
for e in (lambda: bytes([256]), lambda: bytearray([1])[5], lambda: b'a' + 'b', lambda: b'a' < 'b', lambda: bytes('a'), lambda: {bytearray(): 1}, lambda: b'abc'['x'], lambda: bytearray(b'a').pop(3), lambda: b''.join(['a']), lambda: b'\xff'.decode('utf-8'), lambda: b'a' * -1, lambda: b'a'.foo, lambda: bytearray(b'abc').__delitem__(slice(0, 2)), lambda: b'x' % 5, lambda: bytes(-1), lambda: b'a'[None]):
    try: print(e())
    except Exception as x: print(type(x).__name__, x)
class B(bytes): pass
class A(bytearray):
    def __init__(self, *a): bytearray.__init__(self, *a); self.tag = 1
x = B(b'abc'); y = A(b'abc')
print(x, repr(x), x + b'd', type(x[:]), x == y, hash(x) == hash(b'abc'), x.upper(), y, y.tag, y.append(100), y, type(y + b''), len(y), B(5), A(3), y[1], [c for c in x], b'%b' % x, {x: 1}[b'abc'], isinstance(y, bytearray), B.fromhex('41'), type(A.fromhex('41')), type(x.replace(b'a', b'b')))
it = iter(bytearray(b'ab')); print(next(it), list(it), list(it))
b = bytearray(b"abc"); it = iter(b); next(it); b.extend(b"de"); print(list(it)); b.append(1); print(list(it))
print(sys.getsizeof(b''), sys.getsizeof(b'abc'), b'' is bytes(), bytes(b'ab') is bytes(b'ab'), b'a'[0:1] is b'a')
