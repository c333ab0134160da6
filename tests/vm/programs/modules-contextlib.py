import keyword
from contextlib import contextmanager, suppress, ExitStack, closing, nullcontext, redirect_stdout
print(keyword.iskeyword("if"), keyword.iskeyword("x"), len(keyword.kwlist), keyword.softkwlist)
@contextmanager
def cm(tag):
    print("enter", tag)
    try:
        yield tag * 2
    except KeyError as e:
        print("caught", e)
    finally:
        print("leave", tag)
with cm("a") as v: print(v)
with cm("b"): {}["x"]
try:
    with cm("c"): 1/0
except ZeroDivisionError as e: print(e)
@cm("deco")
def g(n): return n + 1
print(g(1), g(2), g.__name__, cm.__name__)
with ExitStack() as st:
    st.callback(print, "cb", 1)
    print(st.enter_context(cm("s")))
    st.push(lambda *a: print(a[0]))
with suppress(ZeroDivisionError, KeyError): 1/0
print("after")
with closing(print) if False else nullcontext(5) as n: print(n)
@contextmanager
def no(): 
    if False: yield
try:
    with no(): pass
except RuntimeError as e: print(e)
@contextmanager
def two(): 
    yield
    yield
try:
    with two(): pass
except RuntimeError as e: print(e)
