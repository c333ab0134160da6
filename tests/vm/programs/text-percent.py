# % formatting: every conversion with every kind of value.
class Base:
    def __repr__(s): return type(s).__name__ + '()'
class I(Base):
    def __index__(s): return 65
class F(Base):
    def __float__(s): return 1.5
class N(Base):
    def __int__(s): return 7
class T(Base):
    def __trunc__(s): return 7
class B(Base):
    def __bytes__(s): return b'zz'
class BB(Base):
    def __bytes__(s): return 'zz'
class S(str): pass
def t(f,v):
    try: print(ascii(f), ascii(v), '->', ascii(f%v))
    except BaseException as e: print(ascii(f), ascii(v), '!!', type(e).__name__, ascii(e.args))
vals=[(),1,(1,2),-5,1.5,'abc',b'abc',None,(None,),{'a':'x','b':2.5},10**20,float('nan'),float('-inf'),'é',(5,'x'),(5,2,3.14159),(10**20,1),I(),F(),N(),T(),1j,'',300,1114112,S('q'),(2**63,1)]
fs=['','%','%%','%s','%r','%a','%d','%i','%u','%x','%X','%o','%#x','%#o','%#X','%e','%.2f','%f','%g','%G','%E','%F','%#g','%c','%5d','%-5d|','%05d','%+d','% d','%5s|','%-5s|','%.2s','%5.1s|','%(a)s','%(a','%(a)','%()s','%(b)5.1f','%(a)s %(b)s','%*d','%.*f','%*.*f','%-*d|','%ld','%hd','%q','%y','%é','%5','% 5','%s %s','%d %s','%%%d','%5%','%.3d','%08.3d','%+x','%#.5x','%-#8x|','%010x','%.0f','%#.0f','%.10d','%05s','%5c','%.5c','%-5c|','%+s','%((a))s','%(a)%','x%dy','%\u20ac','%+.3e','%012.4f','%+012d','%.','%.f','%.s','%99999999999999999999d','%.99999999999999999999d','%.3000000000f','%b','%n','%lld']
for f in fs:
    for v in vals: t(f,v)
for f in ['%s','%b','%d','%c','%a','%r','%x','%5s','%.1s','%f','%(a)s','%','%q','','%s %s','%%','%i','%u','%X','%5c','%e','%5d','%-5s|', '%.2f','%08.2f','%5a','%*d','%#o']:
    for v in [(),1,b'abc',bytearray(b'abc'),'abc',None,(1,),(1,2),(b'x',),{b'a':b'y'},{'a':1},97,300,-1,b'a',b'ab',1.5,B(),BB(),F(),I(),N(),'é',(b'a',b'b'),(5,7),[],10**30]: t(f.encode(),v)
