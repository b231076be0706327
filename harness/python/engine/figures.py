"""Draws the figures of a sweep from its result folder: python3 -m engine.figures DIR [--out FOLDER] [--point P] [--quantizer Q]

Every table is read with pandas.read_parquet, a folder at a time, and nothing else is read. Needs pandas with
pyarrow or fastparquet, and matplotlib. A figure whose table the sweep does not have is left out, and named.
A mean is over the seeds of one point of the sweep, under one quantizer, of the network at the end of its training, and
over nothing else: where there are several points or quantizers and a figure shows one, it is the first, unless told otherwise.
The file also runs by itself, and cell by cell in an editor that knows "# %%".
"""

# %% Tables
import argparse
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

TABLES = ["runs", "epochs", "neurons", "histograms", "ablation", "ablation_classes", "insights", "sweep_insights", "information_plane", "bounds", "boundary", "hidden_points"]


def read(folder):
    """The tables that a sweep has, by name."""
    return {name: pd.read_parquet(folder / name) for name in TABLES if (folder / name).is_dir()}


SETTINGS = ["dataset", "hidden", "activation", "optimizer", "learning_rate", "batch_size", "epochs", "l2", "dropout", "batch_norm", "step"]
SECTIONS = ("input_", "network_", "training_", "measures_", "pairs_", "ablation_", "insights_", "pictures_", "information_plane_", "bounds_")


def point(runs, without=()):
    """What tells points of a sweep apart, without the seed: the settings that vary, every key of the spec among them."""
    known = [name for name in SETTINGS if name in runs] + [name for name in runs if name.startswith(SECTIONS)]
    varied = [name for name in known if name not in without and runs[name].nunique(dropna=False) > 1]
    # l2 is training_l2: once is enough.
    said = [name for name in varied if not any(name != other and name.endswith("_" + other) for other in varied)]
    if not said:
        return pd.Series(runs["name"].iloc[0], index=runs.index)
    return runs[said].astype(str).apply(lambda row: ", ".join(f"{name} {value}" for name, value in row.items()), axis=1)


def choose(what, found, wanted=None):
    """The wanted one of several, else the first, which is then told; None where there is none."""
    found = list(dict.fromkeys(found))
    if wanted is not None and wanted not in found:
        raise SystemExit(f"there is no {what} {wanted!r}; there are: {'; '.join(map(str, found))}")
    if len(found) > 1 and wanted is None:
        print(f"of {len(found)} {what}s the first is drawn where a figure shows one: {found[0]}; --{what} chooses another of: {'; '.join(map(str, found[1:]))}")
    return wanted if wanted is not None else found[0] if found else None


def narrow(tables, quantizer=None):
    """The tables under one quantizer, on one measured split, of the network at the end; what has none of these stays."""
    found = [name for table in ("neurons", "ablation") if table in tables for name in tables[table]["quantizer"].dropna().unique()]
    quantizer = choose("quantizer", found, quantizer)
    for name, split in (("neurons", "split"), ("histograms", "split"), ("ablation", "measure_split"), ("insights", "measure_split")):
        if name not in tables:
            continue
        table = tables[name]
        if "epoch" in table:
            table = table[table["epoch"].isna()]
        table = table[table["quantizer"].isna() | (table["quantizer"] == quantizer)]
        splits = table[split].dropna()
        tables[name] = table[table[split].isna() | (table[split] == splits.iloc[0])] if len(splits) else table
    return tables


def of_point(tables, chosen):
    """The tables with the rows of one point alone."""
    runs = tables["runs"][tables["runs"]["point"] == chosen]
    return {name: table[table["run_id"].isin(runs["run_id"])] for name, table in tables.items()}


# %% Figures: each takes the tables and gives a figure, or None where there is nothing to draw
def learning(tables):
    """Accuracy and loss by epoch, mean over seeds."""
    epochs = tables["epochs"].merge(tables["runs"][["run_id", "point"]], on="run_id")
    figure, axes = plt.subplots(1, 2, figsize=(10, 4))
    for name, group in epochs.groupby("point"):
        mean = group.groupby("epoch")[["train_accuracy", "test_accuracy", "train_loss", "test_loss"]].mean()
        for axis, what in zip(axes, ["accuracy", "loss"]):
            line, = axis.plot(mean.index, mean[f"test_{what}"], label=name)
            axis.plot(mean.index, mean[f"train_{what}"], color=line.get_color(), linestyle=":")
    for axis, what in zip(axes, ["accuracy", "loss (nats)"]):
        axis.set(xlabel="epoch", ylabel=f"{what}; dotted: training")
    axes[0].legend(fontsize=6)
    return figure


def ablation(tables, order="mutual-information"):
    """Cumulative ablation: accuracy by step, each scope, ascending, descending and random; a point's seeds as a band."""
    first = tables["ablation"]
    if first.empty:
        return None
    ranked = [name for name in first["order"].unique() if name != "random"]
    order = order if order in ranked or not ranked else ranked[0]
    scopes = sorted(first["scope"].unique())
    figure, axes = plt.subplots(1, len(scopes), figsize=(4 * len(scopes), 4), squeeze=False, sharey=True)
    for axis, scope in zip(axes[0], scopes):
        chosen = first[(first["scope"] == scope) & first["order"].isin([order, "random"])]
        for direction, group in chosen.groupby("direction", observed=True):
            accuracy = group.groupby("step")["accuracy"].agg(["mean", "min", "max"])
            line, = axis.plot(accuracy.index, accuracy["mean"], label=f"{direction}")
            axis.fill_between(accuracy.index, accuracy["min"], accuracy["max"], color=line.get_color(), alpha=0.2)
        axis.set(title=scope, xlabel="neurons removed")
    axes[0][0].set_ylabel(f"accuracy, by {order}")
    axes[0][-1].legend()
    figure.suptitle(tables["runs"]["point"].iloc[0], fontsize=8)
    return figure


def neurons(tables):
    """What each hidden neuron says about the class against its entropy, and against the drop when it alone is removed."""
    table = tables["neurons"]
    if table.empty:
        return None
    figure, axes = plt.subplots(1, 2, figsize=(10, 4))
    figure.suptitle(f"{tables['runs']['point'].iloc[0]}; {table['quantizer'].iloc[0]}, {table['split'].iloc[0]}", fontsize=8)
    for layer, group in table.groupby("layer"):
        axes[0].scatter(group["entropy"], group["mutual_information"], s=6, label=f"layer {layer}")
        if "single_drop" in group and group["single_drop"].notna().any():
            axes[1].scatter(group["mutual_information"], group["single_drop"], s=6)
    axes[0].set(xlabel="H(T), bits", ylabel="I(T;Y), bits")
    axes[1].set(xlabel="I(T;Y), bits", ylabel="drop in accuracy, removed alone")
    axes[0].legend()
    return figure


def inactive(tables):
    """The share of inactive neurons against L2, all other settings alike: the talk's compressibility."""
    runs = tables["runs"].assign(rest=point(tables["runs"], without=("l2", "training_l2")))
    # The other settings of which there are the most values of L2; of equals the first.
    rest = runs.groupby("rest", sort=False)["l2"].nunique().idxmax()
    table = tables["neurons"].merge(runs[runs["rest"] == rest][["run_id", "l2"]], on="run_id")
    if table.empty or table["l2"].nunique() < 2:
        return None
    share = table.groupby(["l2", "layer"])["inactive"].mean().unstack()
    figure, axis = plt.subplots(figsize=(5, 4))
    for layer in share.columns:
        axis.plot(share.index, share[layer], marker="o", label=f"layer {layer}")
    axis.set(xlabel="L2", ylabel="share of inactive neurons")
    axis.set_title(rest, fontsize=8)
    axis.set_xscale("symlog", linthresh=max(1e-9, share.index[share.index > 0].min() / 10))
    axis.legend()
    return figure


def histogram(tables):
    """The joint histogram of the neuron that says most about the class."""
    best = tables["neurons"]
    if best.empty:
        return None
    best = best.loc[best["mutual_information"].idxmax()]
    cells = tables["histograms"]
    chosen = cells[(cells["run_id"] == best["run_id"]) & (cells["layer"] == best["layer"]) & (cells["neuron"] == best["neuron"]) & (cells["quantizer"] == best["quantizer"]) & (cells["split"] == best["split"])]
    figure, axis = plt.subplots(figsize=(5, 4))
    chosen.pivot_table(index="class", columns="bin", values="count", aggfunc="sum", fill_value=0).plot.bar(stacked=True, ax=axis)
    axis.set(title=f"layer {best['layer']}, neuron {best['neuron']}", ylabel="samples")
    return figure


def information_plane(tables):
    """I(X;L) against I(Y;L), layer by layer, coloured by epoch."""
    plane = tables["information_plane"]
    plane = plane[(plane["estimator"] == plane["estimator"].iloc[0]) & (plane["split"] == plane["split"].iloc[0])] if len(plane) else plane
    if plane.empty:
        return None
    figure, axis = plt.subplots(figsize=(6, 5))
    for _, path in plane.groupby(["run_id", "layer"]):
        axis.plot(path["i_xl"], path["i_yl"], color="lightgrey", linewidth=0.5, zorder=1)
    dots = axis.scatter(plane["i_xl"], plane["i_yl"], c=plane["epoch"], s=8, zorder=2, norm=matplotlib.colors.SymLogNorm(1))
    axis.set(xlabel="I(X;L), bits", ylabel="I(Y;L), bits", title=plane["estimator"].iloc[0])
    figure.colorbar(dots, label="epoch")
    return figure


def boundary(tables):
    """The decision boundary at the last epoch that was drawn."""
    grid = tables["boundary"]
    if grid.empty:
        return None
    grid = grid[grid["run_id"] == grid["run_id"].iloc[0]]
    last = grid[grid["epoch"] == grid["epoch"].max()].pivot(index="x2", columns="x1", values="probability")
    figure, axis = plt.subplots(figsize=(5, 4))
    filled = axis.contourf(last.columns, last.index, last.values, levels=21, cmap="coolwarm")
    axis.contour(last.columns, last.index, last.values, levels=[0.5], colors="black")
    axis.set(xlabel="x1", ylabel="x2")
    figure.colorbar(filled, label="probability of class 1")
    return figure


def hidden_points(tables):
    """Where the samples lie in the hidden layers of width two, at the last epoch."""
    points = tables["hidden_points"]
    if points.empty:
        return None
    points = points[(points["run_id"] == points["run_id"].iloc[0]) & (points["epoch"] == points["epoch"].max())]
    layers = sorted(points["layer"].unique())
    figure, axes = plt.subplots(1, len(layers), figsize=(4 * len(layers), 4), squeeze=False)
    for axis, layer in zip(axes[0], layers):
        chosen = points[points["layer"] == layer]
        axis.scatter(chosen["h1"], chosen["h2"], c=chosen["class"], s=4, cmap="coolwarm")
        axis.set(title=f"layer {layer}", xlabel="h1", ylabel="h2")
    return figure


def bounds(tables):
    """Bounds on the generalization gap beside the measured one."""
    table = tables["bounds"].dropna(subset=["value"])
    if table.empty:
        return None
    figure, axis = plt.subplots(figsize=(6, 4))
    keys = ["bound", "estimator"] if "estimator" in table else ["bound"]
    for name, group in table.groupby(keys, observed=True):
        axis.scatter(group["measured_gap"], group["value"], s=10, label=", ".join(name) if isinstance(name, tuple) else name)
    axis.axline((0, 0), slope=1, color="grey", linewidth=0.5)
    axis.set(xlabel="measured gap", ylabel="bound", yscale="log")
    axis.legend(fontsize=7)
    return figure


def steps(tables):
    """Readings over the steps of a training, where the networks are a series of checkpoints."""
    runs = tables["runs"]
    if "step" not in runs or runs["step"].nunique() < 2:
        return None
    readings = tables["insights"].merge(runs[["run_id", "step"]], on="run_id")
    names = [name for name in ["intact_accuracy", "sufficient", "destroying", "inactive"] if (readings["name"] == name).any()]
    # Never destroyed is -1. Of several orders the first: mutual information by default.
    first = readings["order"].dropna().iloc[0] if readings["order"].notna().any() else None
    readings = readings[(readings["order"].isna() | (readings["order"] == first)) & (readings["value"] >= 0)]
    if not names or readings.empty:
        return None
    figure, axes = plt.subplots(1, len(names), figsize=(4 * len(names), 4), squeeze=False)
    for axis, name in zip(axes[0], names):
        means = readings[readings["name"] == name].groupby(["step", "scope"], observed=True)["value"].mean().unstack()
        for scope in means.columns:
            axis.plot(means.index, means[scope], marker="o", label=scope)
        axis.set(title=name.replace("_", " "), xlabel="step of the training")
    axes[0][-1].legend()
    figure.tight_layout()
    return figure


def insights(tables):
    """How many neurons suffice, and how many destroy, by point of the sweep; ranked by the first measure."""
    readings = tables["insights"].merge(tables["runs"][["run_id", "point"]], on="run_id")
    orders = readings.loc[readings["name"] == "sufficient", "order"]
    readings = readings[readings["order"].isna() | (readings["order"] == (orders.iloc[0] if len(orders) else None))]
    readings = readings[readings["name"].isin(["sufficient", "destroying", "inactive"]) & (readings["value"] >= 0)]
    if readings.empty:
        return None
    means = readings.groupby(["point", "scope", "name"], observed=True)["value"].mean().unstack()
    figure, axis = plt.subplots(figsize=(7, 1 + 0.3 * len(means)))
    means.plot.barh(ax=axis)
    axis.set(xlabel=f"neurons, by {orders.iloc[0]}" if len(orders) else "neurons", ylabel="")
    figure.tight_layout()
    return figure


# Those that compare points, and take the tables of all; the others show one.
OF_ALL = ["learning", "inactive", "bounds", "insights", "steps"]
FIGURES = {
    "learning": (learning, ["runs", "epochs"]),
    "ablation": (ablation, ["runs", "ablation"]),
    "neurons": (neurons, ["neurons"]),
    "inactive": (inactive, ["runs", "neurons"]),
    "histogram": (histogram, ["neurons", "histograms"]),
    "information-plane": (information_plane, ["information_plane"]),
    "boundary": (boundary, ["boundary"]),
    "hidden-points": (hidden_points, ["hidden_points"]),
    "bounds": (bounds, ["bounds"]),
    "insights": (insights, ["runs", "insights"]),
    "steps": (steps, ["runs", "insights"]),
}


# %% All of them
def draw_all(folder, out, point_of_sweep=None, quantizer=None):
    """Draws every figure that the tables allow into a folder, tells what is left out, and gives the paths.

    point_of_sweep, quantizer: what figures show that show one; the first of each without them.
    """
    tables = read(folder)
    if "runs" not in tables:
        raise SystemExit(f"{folder} has no table runs: it is no sweep's folder")
    # A run that failed has a row and nothing else.
    tables["runs"] = tables["runs"][tables["runs"]["status"] == "done"].copy()
    tables["runs"]["point"] = point(tables["runs"])
    for name, table in tables.items():
        print(f"{name}: {len(table)} rows, {len(table.columns)} columns")
    tables = narrow(tables, quantizer)
    one = of_point(tables, choose("point", tables["runs"]["point"], point_of_sweep))
    out.mkdir(parents=True, exist_ok=True)
    drawn = []
    for name, (draw, needs) in FIGURES.items():
        missing = [table for table in needs if table not in tables]
        figure = None if missing else draw(tables if name in OF_ALL else one)
        if figure is None:
            print(f"no figure {name}: {'no table ' + ', '.join(missing) if missing else 'nothing to draw'}")
            continue
        figure.savefig(out / f"{name}.png", dpi=150, bbox_inches="tight")
        plt.close(figure)
        drawn.append(out / f"{name}.png")
        print(drawn[-1])
    return drawn


def main():
    arguments = argparse.ArgumentParser(description="Draws the figures of a sweep.")
    arguments.add_argument("folder", type=Path, help="a sweep's output folder, or what engine export made of it")
    arguments.add_argument("--out", type=Path, help="where the figures go; FOLDER/figures without it")
    arguments.add_argument("--point", help="the point of the sweep that figures of one show, as it is told; the first without it")
    arguments.add_argument("--quantizer", help="the quantizer that neurons are measured and ranked by; the first without it")
    given = arguments.parse_args()
    draw_all(given.folder, given.out or given.folder / "figures", given.point, given.quantizer)


if __name__ == "__main__":
    main()
