while True:
    try:
        pass
    finally:
        break
def f():
    for i in range(2):
        try:
            pass
        finally:
            for j in []:
                break
                continue
            def g(): return 3
            continue
    while 1:
        try: pass
        finally:
            try: pass
            finally:
                return 5
            return 4
print(f(), 1or 2)
