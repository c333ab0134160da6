"""Grades of a class: statistics and a histogram."""
STUDENTS = {
    "Ann": [90, 85, 77],
    "Ben": [60, 72, 58],
    "Cleo": [],
    "Dan": [100, 95, 98],
    "Eve": [45, 50, 39],
}


def mean(values):
    return sum(values) / len(values)


def median(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def deviation(values):
    m = mean(values)
    return (sum((v - m) ** 2 for v in values) / len(values)) ** 0.5


def mode(values):
    counts = {v: values.count(v) for v in values}
    top = max(counts.values())
    return sorted(v for v, n in counts.items() if n == top)


def letter(score):
    for limit, mark in ((90, "A"), (80, "B"), (70, "C"), (60, "D")):
        if score >= limit:
            return mark
    return "F"


print(f"{'name':6}{'mean':>8}{'median':>8}{'dev':>8}  mark")
means = {}
for name, scores in STUDENTS.items():
    try:
        means[name] = mean(scores)
    except ZeroDivisionError:
        print(f"{name:6}{'no scores':>24}")
        continue
    print(f"{name:6}{means[name]:8.2f}{median(scores):8.1f}{deviation(scores):8.2f}  {letter(means[name])}")
best = max(means, key=means.get)
print("best:", best, "worst:", min(means, key=means.get))
every = [score for scores in STUDENTS.values() for score in scores]
print("all:", len(every), round(mean(every), 3), median(every), mode([1, 2, 2, 3, 3]), round(deviation(every), 4))
histogram = [0] * 10
for score in every:
    histogram[min(score // 10, 9)] += 1
for i, n in enumerate(histogram):
    if n:
        print(f"{i * 10:>3}+ {'#' * n}")
ranks = {name: place for place, name in enumerate(sorted(means, key=means.get, reverse=True), 1)}
print(ranks)
curved = {name: [min(100, s + 5) for s in scores] for name, scores in STUDENTS.items() if scores}
print(curved["Dan"], STUDENTS["Dan"])
print(round(2.5), round(3.5), round(-1.567, 2), round(1234, -2), 7 // 2, -7 // 2, 7 % -3, divmod(17, 5), 2 ** -1)
