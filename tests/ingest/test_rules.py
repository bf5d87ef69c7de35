from pipeline.ingest.rules import Rule, joined, lattices


def grid(xs: list[float], ys: list[float]) -> tuple[list[Rule], list[Rule]]:
    return [Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs]


def test_a_full_grid() -> None:
    (cells,) = lattices(*grid([0, 100, 200], [0, 50, 100, 150]), 5)
    assert [(cell.row, cell.column) for cell in cells] == [(row, column) for row in range(3) for column in range(2)]
    assert (cells[-1].x0, cells[-1].y0, cells[-1].x1, cells[-1].y1) == (100, 100, 200, 150)


def test_a_missing_rule_merges_cells() -> None:
    across, down = grid([0, 100, 200], [0, 50, 100])
    down[1] = Rule(100, 50, 100)  # nothing between the two cells of the first row
    (cells,) = lattices(across, down, 5)
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in cells] == [
        (0, 0, 1, 2),
        (1, 0, 1, 1),
        (1, 1, 1, 1),
    ]


def test_a_cell_over_two_rows() -> None:
    across, down = grid([0, 100, 200], [0, 50, 100])
    across[1] = Rule(50, 100, 200)
    (cells,) = lattices(across, down, 5)
    assert (cells[0].rows, cells[0].columns, cells[0].y1) == (2, 1, 100)


def test_two_tables_from_top_to_bottom() -> None:
    low, high = grid([0, 50, 90], [300, 350, 400]), grid([10, 50, 90], [0, 50])
    tables = lattices([*low[0], *high[0]], [*low[1], *high[1]], 5)
    assert [min(cell.y0 for cell in cells) for cells in tables] == [0, 300]


def test_frames_and_lone_rules_are_no_tables() -> None:
    assert lattices(*grid([0, 100], [0, 50]), 5) == []
    assert lattices([Rule(10, 0, 100)], [], 5) == []
    assert lattices(*grid([0, 100], [0, 50, 100]), 5) == []  # one column: a box around paragraphs


def test_pieces_of_a_rule_are_joined() -> None:
    pieces = [Rule(10.4, 50, 100), Rule(10, 0, 49), Rule(30, 0, 10), Rule(10.2, 200, 220)]
    assert [(rule.start, rule.end) for rule in joined(pieces, 2.5)] == [(0, 100), (200, 220), (0, 10)]


def test_too_many_rules_are_left_alone() -> None:
    across, down = grid([float(x) for x in range(0, 10_000, 10)], [float(y) for y in range(0, 10_000, 10)])
    assert lattices(across, down, 2) == []
