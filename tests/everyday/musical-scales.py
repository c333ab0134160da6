"""Notes, scales and chords with modular arithmetic."""
NOTES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
SCALES = {"major": (2, 2, 1, 2, 2, 2, 1), "minor": (2, 1, 2, 2, 1, 2, 2), "whole": (2,) * 6}
CHORDS = {"": (0, 4, 7), "m": (0, 3, 7), "7": (0, 4, 7, 10), "dim": (0, 3, 6)}


class Note:
    def __init__(self, name, octave=4):
        self.index = NOTES.index(name) + 12 * octave

    @classmethod
    def at(cls, index):
        note = cls("C")
        note.index = index
        return note

    @property
    def name(self):
        return NOTES[self.index % 12]

    @property
    def frequency(self):
        return 440 * 2 ** ((self.index - 57) / 12)

    def __add__(self, steps):
        return Note.at(self.index + steps)

    def __sub__(self, other):
        return self.index - other.index

    def __repr__(self):
        return f"{self.name}{self.index // 12}"


def scale(root, kind):
    note = Note(root)
    notes = [note]
    for step in SCALES[kind]:
        note += step
        notes.append(note)
    return notes


def chord(text):
    root, kind = (text[:2], text[2:]) if text[1:2] == "#" else (text[:1], text[1:])
    return [Note(root) + step for step in CHORDS[kind]]


for kind in SCALES:
    print(f"{'D ' + kind:<9}", *scale("D", kind))
for text in ("C", "Am", "G7", "F#dim"):
    print(f"{text:<6}{chord(text)}")
print(f"{Note('A').frequency:.1f} {Note('C').frequency:.3f} {Note('A', 5).frequency:.1f}")
print(Note("C", 5) - Note("A"), Note("B") + 1)
names = [n.name for n in scale("C", "major")]
print({a for a in names} & {n.name for n in scale("A", "minor")} == set(names))
try:
    chord("H")
except ValueError:
    print("no such note")
try:
    chord("Cmaj9")
except KeyError as error:
    print("no such chord", error)
fifths = [NOTES[7 * i % 12] for i in range(12)]
print(" ".join(fifths), len(set(fifths)))
