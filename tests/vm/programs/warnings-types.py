def f():
    [x for x in ()]()
    (x for x in ())()
    "a"()
    f"{1}"()
    (1, 2)()
    [1, 2]()
    {1}()
    {1: 2}()
    (lambda: 1)()
    (lambda: 1)[0]
    {1}[0]
    {x for x in ()}[0]
    (x for x in ())[0]
    None[0]
    ...[0]
    1.5[0]
    1j[0]
    "abc"["a"]
    "abc"[1.5]
    "abc"[None]
    "abc"[1, 2]
    "abc"[True]
    "abc"[f"{1}"]
    "abc"[[1]]
    b"abc"["x"]
    (1,2)["x"]
    [x for x in ()]["a"]
    f"a"["x"]
    [1, 2][1:2]
    [1, 2][(lambda: 1)]
    [1][(x for x in ())]
    [1][{1}]
    [1][{1: 2}]
    [1][{x for x in ()}]
    [1][{x: x for x in ()}]
    [1][[x for x in ()]]
    None()
    True()
    ...()
    {x: x for x in ()}()
    {x: x for x in ()}[0]
    True[0]
    f"{1}"["a"]
    "a"[-1]
    "a"[-1.5]
    "a"["b" "c"]
    f""[1.0]
    "abc"["a"] = 3
    del (1, 2)["a"]
    (1, 2)["a"] += 1
    None[0] = 1
    t = 1[0] = 3
assert (1,)
assert (1, 2), "a"
assert (1, *[2])
