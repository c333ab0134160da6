print("about to fail")
try:
    1 // 0
except ZeroDivisionError:
    if __name__ != "__main__":
        raise
