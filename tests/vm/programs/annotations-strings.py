# Annotations that are strings: as CPython writes expressions.
from __future__ import annotations

import __future__
import sys

x: int = 1


def f(a: int, b: foo.bar[1] = "a", *c: (1, 2), d: lambda p, /, q=1, *r, k=3, **s: p+1=1, **e: {'a':1, **d}) -> -(a+b)*c**-d:
    pass


print(f.__annotations__)


class A:
    a: List[str] = "b"
    b: Dict[str,Tuple[int,...]]
    __c: 'quoted'
    d: Callable[[int],str]|None
    e: (a if b else c) or (d and not e)
    f: [i for i in range(3) if i if j]
    g: f(*a,b=1,**c)(x for x in y)
    h: a[1:2,::3][:]
    i: 1 .real+1.0e20+0x10+1j+b'x'
    j: f'{a!r:>{w}}x{{'
    k: (a,)
    l: ()
    m: a<b<=c!=d is not e not in f
    n: {1,2}
    o: {a:b for a,b in c}
    p: lambda:0
    q: "it's"
    r: ...
    s: (~a)**2+(-1)**3
    t: (lambda:1)+2
    u: not(a or b)
    v: (a+b).c
    w: None
    x: a-(b-c)-d, a*(b+c), (a**b)**c, a<<1|b&c^d
    y: (a:=1, u'x', 1e999)


for name, text in A.__annotations__.items():
    print(name, text)
print(sys.modules["__main__"].__annotations__, annotations)
print(__future__.all_feature_names, __future__.division.getOptionalRelease(), __future__.division.getMandatoryRelease())
