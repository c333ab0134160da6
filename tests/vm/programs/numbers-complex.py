# complex numbers: infinities and signs of zero.
inf=float('inf'); nan=float('nan')
zs=[0j, 1j, 1-2j, complex(0.0,-0.0), complex(-0.0,0.0), complex('inf'), complex(inf,inf), complex(1e200,1e200), complex(nan,1), complex(1,nan), complex(inf,nan), complex(nan,inf), complex(0,inf), complex(-inf,2)]
rs=[0.0,-0.0,1.0,inf,nan,2,-3.5]
def t(f):
    try: return str(f())
    except Exception as e: return type(e).__name__
for a in zs:
    for b in zs:
        print(a,b,t(lambda:a*b),t(lambda:a/b),t(lambda:a+b),t(lambda:a-b),t(lambda:a**b))
    for b in rs:
        print(a,b,t(lambda:a*b),t(lambda:b*a),t(lambda:a/b),t(lambda:b/a),t(lambda:a+b),t(lambda:b+a),t(lambda:a-b),t(lambda:b-a),t(lambda:a**b),t(lambda:b**a))
