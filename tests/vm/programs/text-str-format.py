# str.format (): fields, conversions, and what is wrong with them.
class A:
    def __repr__(s): return 'A()'
    x=5
    def __format__(s,f): return 'A'+f
    def __getitem__(s,k): return [k]
def t(s,*a,**k):
    try: print(ascii(s), '->', ascii(s.format(*a,**k)))
    except BaseException as e: print(ascii(s), '!!', type(e).__name__, ascii(e.args))
for s in ['{}','{','}','{{}}','{0}','{1}','{}{}','{0}{}','{}{0}','{a}','{b}','{0.x}','{0.y}','{0[k]}','{0[1]}','{0[-1]}','{0[}','{0.}','{0[]}','{0[a]b}','{0[a].x}','{!r}','{!s}','{!a}','{!x}','{!}','{!rr}','{0!r:>10}','{:>10}','{:{}}','{:{}{}}','{:{:{}}}','{0:{1}}','{a:{b}}','{:{','{:{}','{!','{0!r','{:}','a{}b','{}}','{{{}}}','}}','{{','{0:}}','{0:{{}}}','{0:}}}','{a{b}}','{99999999999999999999}','{0[99999999999999999999]}','{ 0}','{0 }','{.x}','{[k]}','{.x}{.x}','{-1}','{a.b.c}','{:d}','{0!r}x{1!s}','{0!é}','{0!\n}','{!r:{}}','{:!r}','{a!r:^{b}}','{0[k}','{x.}','{0..x}','{0.x[}', '{0:{}}', '{}{0:{}}','{:{0}}','{0:{a}}','{\u0660}','{0[\u0660]}']:
    t(s,A(),'>9',a=7,b=3)
    t(s)
for m in [{},{'a':1},A(),5]:
    for s in ['{a}','{}','{0}','{a.x}','{a:{b}}','x']:
        try: print(s, type(m).__name__, ascii(s.format_map(m)))
        except BaseException as e: print(s, type(m).__name__, '!!', type(e).__name__, ascii(e.args))
