"""Leaves with a status of its own."""
import sys


def main(arguments):
    checks = [("size", 3, 5), ("weight", 9, 8), ("height", 1, 2)]
    failed = [name for name, value, limit in checks if value > limit]
    for name, value, limit in checks:
        verdict = "ok" if value <= limit else "too large"
        print(f"{name:>7}: {value}/{limit} {verdict}")
    if failed:
        print("failed:", *failed, file=sys.stderr)
        return 3
    return 0


def leave(code):
    try:
        sys.exit(code)
    except SystemExit as error:
        return error.code


print([leave(code) for code in (0, 1, None, "message", 42)])
print(issubclass(SystemExit, Exception), issubclass(SystemExit, BaseException))
try:
    try:
        sys.exit(7)
    finally:
        print("finally runs")
except SystemExit as error:
    print("caught", error.code)
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
print("never")
