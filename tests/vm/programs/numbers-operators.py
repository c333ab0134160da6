# Numbers: operators on all sizes and kinds, compared by their results.
ints = [0, 1, -1, 2, 3, -7, 10, 256, 1025, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -2**63, -10**25, 2**100 + 1, True]
floats = [0.0, -0.0, 1.0, 0.1, -2.5, 1e16, 123456789.123, -1e300, 5e-324, 2.0**63, float('inf'), float('-inf'), float('nan'), 1e23]
ops = {'+': lambda a, b: a + b, '-': lambda a, b: a - b, '*': lambda a, b: a * b, '/': lambda a, b: a / b, '//': lambda a, b: a // b, '%': lambda a, b: a % b, 'divmod': divmod,
       '&': lambda a, b: a & b, '|': lambda a, b: a | b, '^': lambda a, b: a ^ b, '<': lambda a, b: a < b, '<=': lambda a, b: a <= b, '==': lambda a, b: a == b, '!=': lambda a, b: a != b, '>': lambda a, b: a > b, '>=': lambda a, b: a >= b}
def show(name, f, *args):
    try:
        return repr(f(*args))
    except (ArithmeticError, TypeError, ValueError) as e:
        return type(e).__name__ + ':' + str(e)
for name, f in ops.items():
    for a in ints:
        print(name, a, ' '.join(show(name, f, a, b) for b in ints))
for name, f in ops.items():
    if name in '&|^': continue
    for a in floats:
        print(name, a, ' '.join(show(name, f, a, b) for b in floats + ints), ' '.join(show(name, f, b, a) for b in ints))
for a in ints + floats:
    print(a, ' '.join(show('**', lambda: a ** b) for b in [0, 1, -1, 2, 3, -2, 10, 0.5, -0.5, 2.0, 100, True]))
    print(a, ' '.join(show('**', lambda: b ** a) for b in [0, 1, -1, 0.0, 1.0, 2.0, -1.5]) if abs(a) < 1000 else '')
    print(a, show('n', lambda: -a), show('p', lambda: +a), show('i', lambda: ~a), abs(a), bool(a), hash(a) if a == a else 0, show('int', int, a), show('f', float, a), show('r', round, a), [show('r', round, a, n) for n in (-3, -1, 0, 1, 3, 20)], show('ratio', lambda: a.as_integer_ratio()))
for a in ints:
    print(a, [show('<<', lambda: a << n) for n in (0, 1, 5, 31, 64, 100)], [a >> n for n in (0, 1, 5, 31, 63, 64, 100)], a.bit_length(), a.bit_count(), hex(a), oct(a), bin(a), str(a), repr(a), [pow(a, n, m) for n in (0, 1, 5, 1000) for m in (7, -7, 2**40 + 1)])
    for n in (0, 1, 2, 8, 9, 20):
        for o in ('big', 'little'):
            for s in (False, True):
                try:
                    b = a.to_bytes(n, o, signed=s)
                    print(b.hex(), int.from_bytes(b, o, signed=s) == a, end=' ')
                except OverflowError as e:
                    print(e, end=' ')
    print()
for x in floats:
    print(x, repr(x), x.hex(), float.fromhex(x.hex()) == x, x.is_integer(), '%r %s %.3f %e %g' % (x, x, x, x, x), f'{x} {x:.2f} {x:10.3e} {x:g} {x:+} {x:,.1f} {x:%}')
for s in ['1e5', '1.5e-7', '123456789012345678901234567890', '.1', '1e308', '1.7976931348623157e308', '1.7976931348623159e308', '4.9e-324', '2.4e-324', '0.30000000000000004', '9007199254740993', '1e23', '8.41e21', '5e-324', '2.2250738585072014e-308']:
    print(s, float(s), repr(float(s)))
zs = [0j, 1j, -1j, 1+1j, 1-2j, -3.5+0.25j, complex(0.0, -0.0), complex(-0.0, 0.0), complex('inf'), complex(1e200, 1e200), complex('nan+1j')]
for z in zs:
    print(z, abs(z) if z == z else '', -z, z.conjugate(), bool(z), [show('+', lambda: z + w) for w in zs], [show('*', lambda: z * w) for w in zs], [show('/', lambda: z / w) for w in zs], [show('-', lambda: 2 - z), show('-', lambda: z - 2.5), show('*', lambda: 3 * z), show('/', lambda: z / 4), show('/', lambda: 1 / z)], [z == w for w in zs])
    print([show('**', lambda: z ** n) for n in (0, 1, 2, 3, -1, -2, 0.5, 1j, 2+0j, 50)], f'{z}', f'{z:.2f}', '{:>20}'.format(z))
print(sum([0.1] * 10), sum(range(1000)), max(1, 2.5, True), min(-0.0, 0.0), 1_000_000, 0x_ff, 1e1_0, int('1_0'), 10**30 // 7, -10**30 // 7, 10**30 % -7)
print(5 .__add__(3), int.__mul__(3, 4), (5).__lt__(3), (5).__rsub__(3), (2.5).__add__(1), (1).__add__('x'), int.__new__(int, 5), (5).__divmod__(2), (5).__bool__(), (5).__index__(), (5).__float__(), (2.5).__int__(), True.__and__(1), (7).__pow__(2), (7).__rpow__(2), 3 .__format__('05d'))
class I(int):
    def __repr__(self): return 'I(%d)' % int(self)
    def __add__(self, other): return I(int(self) + other)
i = I(5)
print(i, i + 1, type(i + 1), 1 + i, type(1 + i), i * 2, type(i * 2), -i, type(+i), [i], i == 5, hash(i), {5: 'x'}[i], I('12', 3), I(), int(i), type(int(i)), i.real, type(i.real), f'{i} {i!r} {i:03d}', '%d %s' % (i, i), range(i), [1, 2, 3, 4, 5, 6][i], i.bit_length(), isinstance(i, int), round(i), divmod(i, 2), 'ab' * i, sorted([I(3), 2, I(1)]))
class F(float): pass
f = F(2.5)
print(f, repr(f), f + 1, type(f + 1), -f, type(+f), f == 2.5, hash(f) == hash(2.5), round(f), int(f), F('1e3'), f.hex(), '%.1f' % f, f'{f:.3f}', F(), f.real, type(f.real))
