"""Given a table and measures as text; gives their figures, as evaluate computes them from the two files."""

from metrics.evaluate import evaluate


def evaluated(folder, csv, toml, by=None):
    """Figures of the measures over all rows and, with `by`, for each value of that column."""
    (folder / "t.csv").write_text(csv, encoding="utf-8")
    (folder / "m.toml").write_text(toml, encoding="utf-8")
    return evaluate(folder / "t.csv", folder / "m.toml", by)
