"""Tic-tac-toe, played by minimax against itself."""
LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]
known = {}


def winner(board):
    for a, b, c in LINES:
        if board[a] != " " and board[a] == board[b] == board[c]:
            return board[a]
    return None


def free(board):
    return [i for i, mark in enumerate(board) if mark == " "]


def put(board, place, mark):
    return board[:place] + mark + board[place + 1:]


def score(board, mark):
    """1 when the player to move wins, 0 for a draw, -1 when he loses."""
    if board in known:
        return known[board]
    if winner(board):
        result = -1
    elif not free(board):
        result = 0
    else:
        other = "O" if mark == "X" else "X"
        result = max(-score(put(board, place, mark), other) for place in free(board))
    known[board] = result
    return result


def best(board, mark):
    other = "O" if mark == "X" else "X"
    return max(free(board), key=lambda place: -score(put(board, place, mark), other))


def show(board):
    rows = ["|".join(board[i:i + 3]) for i in (0, 3, 6)]
    print("\n-+-+-\n".join(rows))
    print()


board = "X  " + " O " + "  X"
mark = "O"
show(board)
while not winner(board) and free(board):
    place = best(board, mark)
    board = put(board, place, mark)
    print(mark, "takes", place)
    mark = "X" if mark == "O" else "O"
show(board)
print("winner:", winner(board) or "nobody", "positions known:", len(known))
print(winner("XXX OO   "), winner("OXXXOO  O"), winner(" " * 9))
