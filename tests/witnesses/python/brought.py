"""Writes data as users bring them: scikit-learn's tables as CSV and npz, and CIFAR's Python versions.

The question is {"write": FOLDER}. The answer has of each table its names, its count of samples and the count of its classes.
"""

import json
import pickle
import sys
from pathlib import Path

import numpy
from sklearn import datasets


def tables(folder):
    for name, load in [("iris", datasets.load_iris), ("wine", datasets.load_wine), ("breast-cancer", datasets.load_breast_cancer)]:
        bunch = load()
        x, y = bunch.data.astype("float64"), bunch.target
        texts = bunch.target_names[y].astype(str)
        header = [f"f{i}" for i in range(x.shape[1])] + ["label"]
        rows = [",".join([repr(float(value)) for value in row] + [text]) for row, text in zip(x, texts)]
        (folder / f"{name}.csv").write_text("\n".join([",".join(header), *rows]) + "\n")
        numpy.savez(folder / f"{name}.npz", x=x, y=texts)
        numpy.savez_compressed(folder / f"{name}-numbers.npz", x=x, y=y)
        yield {"name": name, "samples": len(x), "inputs": x.shape[1], "classes": sorted(set(texts.tolist()))}


def cifar(folder):
    random = numpy.random.RandomState(0)
    ten, hundred = folder / "ten" / "cifar-10-batches-py", folder / "hundred" / "cifar-100-python"
    ten.mkdir(parents=True)
    hundred.mkdir(parents=True)
    for name, start in [("data_batch_1", 0), ("data_batch_2", 5), ("test_batch", 2)]:
        data = random.randint(0, 256, (4, 3072)).astype("uint8")
        data[0, 0] = start + 1
        labels = [(start + i) % 10 for i in range(4)]
        (ten / name).write_bytes(pickle.dumps({b"batch_label": b"b", b"labels": labels, b"data": data, b"filenames": [b"f"] * 4}, 2))
    names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
    (ten / "batches.meta").write_bytes(pickle.dumps({"num_cases_per_batch": 4, "label_names": names, "num_vis": 3072}, 2))
    for name in ["train", "test"]:
        data = random.randint(0, 256, (5, 3072)).astype("uint8")
        table = {b"filenames": [b"f"] * 5, b"fine_labels": [0, 99, 3, 4, 5], b"coarse_labels": [0, 19, 1, 2, 3], b"data": data}
        (hundred / name).write_bytes(pickle.dumps(table, 2))
    meta = {"fine_label_names": [f"fine{i}" for i in range(100)], "coarse_label_names": [f"coarse{i}" for i in range(20)]}
    (hundred / "meta").write_bytes(pickle.dumps(meta, 2))


if __name__ == "__main__":
    target = Path(json.load(sys.stdin)["write"])
    cifar(target)
    json.dump(list(tables(target)), sys.stdout)
