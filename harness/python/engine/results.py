"""The tables of a folder that the command line left, as DataFrames."""

from functools import cached_property
from pathlib import Path

from .command import EngineError, call


def load(folder):
    """The results in a folder: of engine.analyze, `engine run`, `engine analyze`, or what `engine export` made of them."""
    return Results(folder)


class Results:
    """Tables are attributes: results.neurons, results.ablation, results.runs, … each a pandas.DataFrame, read when first asked for.

    A sweep has many runs: the column run_id tells them apart, and `joined` adds a run's settings.
    """

    def __init__(self, folder, layers=None):
        self.folder = Path(folder)
        if not (self.folder / "runs").is_dir():
            raise EngineError(f"{self.folder} has no table runs: it is no folder of results")
        self.layers = layers
        self._read = {}

    @cached_property
    def tables(self):
        """The names of the tables that there are."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_dir() and any(path.rglob("*.parquet")))

    def __getattr__(self, name):
        if name.startswith("_") or name not in self.tables:
            raise AttributeError(f"there is no table {name}; {self.folder} has {', '.join(self.tables)}" if name[:1] != "_" else name)
        if name not in self._read:
            self._read[name] = read_parquet(self.folder / name)
        return self._read[name]

    def __dir__(self):
        return [*super().__dir__(), *self.tables]

    def __repr__(self):
        return f"Results({str(self.folder)!r}: {', '.join(self.tables)})"

    def joined(self, table, *settings):
        """A table with columns of `runs` beside it: those named, else all settings that vary between the runs.

        Where the table has a column of the same name, that of `runs` ends in _of_run: step_of_run is the step of a checkpoint's training.
        """
        runs = self.runs
        missing = [name for name in settings if name not in runs]
        if missing:
            raise EngineError(f"the table runs has no column {', '.join(missing)}")
        other = getattr(self, table)
        names = settings or _varied(runs)
        return other.merge(runs[["run_id", *names]], on="run_id", validate="many_to_one", suffixes=("", "_of_run"))

    def curve(self, scope="network", order="mutual-information", run=None, quantizer=None, measure_split=None):
        """Accuracy by neurons removed, one column for each direction; random orders as their mean.

        scope: layer-1, layer-2, … or network. run: a run_id; needed where there are several runs. quantizer, measure_split:
        of the measure that ranks; needed where there are several.
        """
        chosen = self._of_one_run(self.ablation, run)
        if "epoch" in chosen:
            chosen = chosen[chosen["epoch"].isna()]
        for column, value in (("scope", scope), ("order", order)):
            there = sorted(chosen[column].astype(str).unique())
            if value not in there:
                raise EngineError(f"there is no {column} {value}; there are {', '.join(there)}")
            if column == "scope":
                chosen = chosen[chosen[column] == value]
        chosen = chosen[chosen["order"].isin([order, "random"])]
        for column, value in (("quantizer", quantizer), ("measure_split", measure_split)):
            chosen = _of_one(chosen, column, value)
        direction = chosen["direction"].astype(str).where(chosen["order"] == order, "random")
        return chosen.groupby([chosen["step"], direction.rename("direction")])["accuracy"].mean().unstack()

    def figures(self, out=None, point=None, quantizer=None):
        """Draws the talk's figures as PNG and gives their paths; matplotlib is needed.

        point, quantizer: what figures show that show one; without them the first, which is told.
        """
        from . import figures

        return figures.draw_all(self.folder, Path(out) if out else self.folder / "figures", point, quantizer)

    def report(self, out=None, program=None):
        """Writes the report, one HTML file that needs no network, and gives its path."""
        target = Path(out) if out else self.folder / "report.html"
        call(["report", self.folder, "--out", target], program, quiet=True)
        return target

    def _of_one_run(self, table, run):
        runs = list(table["run_id"].unique())
        if run is None and len(runs) != 1:
            raise EngineError(f"there are {len(runs)} runs; name one of them: run={', '.join(map(repr, runs[:5]))}{', …' if len(runs) > 5 else ''}")
        if run is not None and run not in runs:
            raise EngineError(f"there is no run {run}; there are {', '.join(runs[:5])}{', …' if len(runs) > 5 else ''}")
        return table[table["run_id"] == (runs[0] if run is None else run)]


def read_parquet(folder):
    """A table's files as one DataFrame."""
    try:
        import pandas
    except ImportError as cause:
        raise EngineError("tables need pandas and pyarrow: pip install pandas pyarrow") from cause
    try:
        return pandas.read_parquet(folder)
    except ImportError as cause:
        raise EngineError(f"pandas reads no Parquet without pyarrow: pip install pyarrow ({cause})") from cause


def _of_one(table, column, wanted):
    """The rows of one value, and those without a value, as random orders are."""
    there = sorted(table[column].dropna().astype(str).unique())
    if wanted is None and len(there) > 1:
        raise EngineError(f"there are several of {column}, and their mean is no curve: name one, {column}=" + " or ".join(map(repr, there)))
    if wanted is not None and wanted not in there:
        raise EngineError(f"there is no {column} {wanted}; there are {', '.join(there)}")
    return table if wanted is None else table[table[column].isna() | (table[column] == wanted)]


def _varied(runs):
    """Columns that vary; of training_l2 and l2, which say the same, the short one."""
    names = [name for name in runs if name != "run_id" and _varies(runs[name])]
    short = [name for name in names if any(_are_one(runs, name, longer) for longer in names)]
    return [name for name in names if not any(_are_one(runs, one, name) for one in short)]


def _are_one(runs, short, longer):
    return longer.endswith(f"_{short}") and runs[short].astype(str).equals(runs[longer].astype(str))


def _varies(column):
    return column.astype(str).nunique() > 1
