kept = []
for i in range(3):
    try:
        if i == 1:
            raise ValueError(i)
        kept.append(i)
    except ValueError as e:
        kept.append(e)
        continue
    else:
        kept.append("else")
    finally:
        kept.append("f")
print(kept)
for v in kept:
    if isinstance(v, Exception):
        break
print(v.args)
kept = None
v = None
