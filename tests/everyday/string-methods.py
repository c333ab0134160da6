"""A walk through the methods of str."""
s = "  The Quick brown fox  "
t = s.strip()
print([t.lower(), t.upper(), t.title(), t.swapcase(), t.capitalize()])
print(s.lstrip() + "|", s.rstrip() + "|", "xxhixx".strip("x"), "prefix-name".removeprefix("prefix-"), "a.py".removesuffix(".py"))
print(t.split(), t.split("o"), t.split(" ", 1), t.rsplit(" ", 1), "a,,b".split(","), "a b\nc".split())
print(t.partition(" "), t.rpartition(" "), t.partition("zzz"))
print(t.find("o"), t.rfind("o"), t.find("zzz"), t.index("Q"), t.count("o"), t.startswith("The"), t.endswith(("fox", "dog")))
print("-".join("abc"), "".join(reversed("abc")), ", ".join(str(n) for n in range(3)))
print(t.replace("o", "0"), t.replace("o", "0", 1), "aaa".replace("", "."))
for word in ("abc", "ABC", "abc1", "123", " ", "", "Title Case", "a_b", "½", "é"):
    print(repr(word), [word.isalpha(), word.isdigit(), word.isalnum(), word.isspace(), word.islower(),
                       word.isupper(), word.istitle(), word.isidentifier(), word.isnumeric()])
print("abc".center(9, "*"), "abc".ljust(6) + "|", "abc".rjust(6), "42".zfill(6), "-42".zfill(6))
print("a\tb\tc".expandtabs(4), repr("tab\tnew\nquote'\"\\ \x00 é \u200b"), ascii("é"))
print("line1\nline2\r\nline3".splitlines(), "line1\nline2\n".splitlines(True))
print(t[0], t[-1], t[4:9], t[::-1], t[::2], t[-3:], t[5:2], t[100:], t[-100:3])
print("b" in "abc", "" in "abc", "abc" < "abd", "Z" < "a", "10" < "9", max("hello"), sorted("hello"))
print("x" * 3 + "y", 2 * "ab", "a" "b" 'c', len("naïve"), [*"hi"])
print(t.translate({ord("o"): "0", ord("e"): None}), t.translate(str.maketrans("abc", "xyz", "T")))
print(ord("a"), chr(8364), "\u20ac" == chr(8364), "ß".upper(), "ß".casefold(), "İ".lower() == "i̇")
print("{}-{}-{}".format(1, "two", [3]), "{1}{0}{1}".format("a", "b"), "{k:>{w}}".format(k="x", w=4))
print("%s and %r, %5.1f|%-5d|%05d|%x|%%|%c" % ("text", "text", 3.14159, 42, 42, 255, "z"))
print("caf\u00e9".encode(), b"caf\xc3\xa9".decode(), "abc".encode("ascii"), b"a-b".split(b"-"), b"abc"[0], b"abc"[:1])
try:
    "abc"[5]
except IndexError as error:
    print(error)
try:
    t[0] = "x"
except TypeError as error:
    print(error)
try:
    "abc".index("z")
except ValueError as error:
    print(error)
try:
    "a" + 1
except TypeError as error:
    print(error)
palindrome = "A man, a plan, a canal: Panama"
letters = [c.lower() for c in palindrome if c.isalnum()]
print(letters == letters[::-1], hash("a") == hash("a"), "a" is not None)
