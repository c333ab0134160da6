"""Who takes which course: sets and dicts."""
maths = {"Ann", "Ben", "Cem", "Dora"}
music = {"Ben", "Dora", "Eve"}
sport = set("Ann Eve Fay".split())
print("both:", sorted(maths & music))
print("either:", sorted(maths | music | sport))
print("only maths:", sorted(maths - music - sport))
print("exactly one of two:", sorted(maths ^ music))
print("nobody in all three:", not (maths & music & sport), maths.isdisjoint({"Zoe"}))
print({"Ben"} <= maths, {"Ben", "Eve"} < music, maths >= maths, maths > maths)
everyone = set().union(maths, music, sport)
print(len(everyone), "Gus" in everyone)

courses = {"maths": maths, "music": music, "sport": sport}
by_person = {}
for course, people in courses.items():
    for person in people:
        by_person.setdefault(person, set()).add(course)
for person in sorted(by_person):
    print(f"{person:5}", *sorted(by_person[person]))
busy = {person for person, chosen in by_person.items() if len(chosen) > 1}
print(sorted(busy))
music.add("Gus")
music.discard("Nobody")
try:
    music.remove("Nobody")
except KeyError as error:
    print("KeyError", error)
music |= {"Hal"}
music -= {"Eve"}
print(sorted(music), len(music))
frozen = frozenset(sport)
lookup = {frozen: "sport group"}
print(lookup[frozenset(["Fay", "Eve", "Ann"])], frozen == sport)
numbers = {n % 7 for n in range(100)}
print(numbers, sum(numbers), {1, 1.0, True}, len({0, False, 0.0, ""}))
a = dict(x=1, y=2)
b = {"y": 20, "z": 30}
merged = a | b
print(merged, {**b, **a}, a.keys() & b.keys(), sorted(a.keys() | b.keys()))
print(sorted(a.items() - b.items()), {v: k for k, v in merged.items()})
duplicates = [3, 1, 3, 2, 1]
print(list(dict.fromkeys(duplicates)), sorted(set(duplicates)))
