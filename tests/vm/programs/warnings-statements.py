def f():
    return 3
    x = 1 is 2
if 0:
    1 is 2
    assert (1, 2)
while False:
    1()
"a" if 1 else 2()
x = 1; x is 1; x is 2
x is 1
for i in "ab":
    x is 2; x is 2
try:
    pass
finally:
    x is 3
x == 1 is 2 is 3
def f(x: 1 is 2 = 3) -> (1 is 3):
    y: 1 is 5 = 6
[x for x in 'a' if x is 1]
x is 1    
	
def k():
	return x is 1	 
