x = "\d" "\d"   
y = "\d"; z = "\d"	
x = 1if 1else 2  
def f():
    try:
        return 1
    finally:
        x is 1
    while 1:
        try:
            if x: break
            continue
        finally:
            x is 2
            2()
x is 1+2
x is (1, -2)
x is not 1
x is "a"*3
x is (1,)*2
x is -x
x is not -1.5
