"""Writes arrays in every form that NumPy and PyTorch write, and reads those that the engine wrote.

The question is {"write": FOLDER} or {"read": [FILE, ...]}. The answer lists of each array its file, its name, its shape and its
elements in row-major order, as texts by repr of the float64 or of the integer.
"""

import json
import pickle
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

import numpy
import torch


def described(file, name, array):
    array = numpy.asarray(array)
    return {"file": str(file), "name": name, "shape": list(array.shape), "type": array.dtype.kind,
            "values": [str(value) for value in array.ravel(order="C").tolist()]}


def numbers(kind, shape):
    count = int(numpy.prod(shape))
    values = (numpy.arange(count) * 7 % 23) - (0 if kind[-2] in "ub" else 11)
    if kind[-2] == "f":
        values = values / 8
    return values.reshape(shape).astype(kind)


def npy(folder):
    for order in "<>":
        for kind in ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "U5", "S5"]:
            for layout in "CF":
                for shape in [(), (0, 3), (5,), (4, 3), (3, 2, 4)]:
                    if kind in ["U5", "S5"]:
                        array = numpy.array([f"t{i * i}" for i in range(int(numpy.prod(shape)))]).reshape(shape).astype(order + kind)
                    else:
                        array = numbers(order + kind if kind != "?" else "|b1", shape)
                    array = numpy.asarray(array, order=layout)
                    file = folder / f"{order == '>'}-{kind.replace('?', 'b')}-{layout}-{'x'.join(map(str, shape))}.npy"
                    numpy.save(file, array)
                    yield described(file, file.stem, [] if array.size == 0 else array.astype(str) if kind[0] in "US" else array) | {
                        "shape": list(shape)}
    for version in [(1, 0), (2, 0), (3, 0)]:
        file = folder / f"version{version[0]}.npy"
        array = numbers("<f4", (2, 3))
        with open(file, "wb") as stream:
            numpy.lib.format.write_array(stream, array, version=version)
        yield described(file, file.stem, array)
    special = numpy.array([numpy.nan, numpy.inf, -numpy.inf, 65504, 6e-8, 6.1e-5, -0.0, 1 / 3, 1024, 2, 3], "f2")
    numpy.save(folder / "half.npy", special)
    yield described(folder / "half.npy", "half", special)


def npz(folder):
    arrays = {"x_train": numbers("<f4", (50, 2, 3)), "y": numbers("<i8", (50,)), "f": numpy.asfortranarray(numbers("<f8", (6, 7)))}
    for save in [numpy.savez, numpy.savez_compressed]:
        file = folder / f"{save.__name__}.npz"
        save(file, **arrays)
        for name, array in arrays.items():
            yield described(file, name, array)
    # Limits of zero make zipfile write the zip64 records of a large archive.
    limits = zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT
    zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT = 0, 0
    numpy.savez(folder / "zip64.npz", **arrays)
    zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT = limits
    for name, array in arrays.items():
        yield described(folder / "zip64.npz", name, array)


def pickles(folder):
    table = {b"data": numbers("|u1", (4, 6)), b"labels": [3, 1, 2, 0], "big": numbers(">i4", (2, 3)),
             "fortran": numpy.asfortranarray(numbers("<f4", (3, 2))), "nested": OrderedDict(a=numbers("<f8", (2,))), "one": numpy.float32(1.5)}
    for protocol in range(2, 6):
        file = folder / f"protocol{protocol}.pkl"
        file.write_bytes(pickle.dumps(table, protocol))
        for name, array in [("data", table[b"data"]), ("big", table["big"]), ("fortran", table["fortran"]),
                            ("nested.a", table["nested"]["a"])]:
            yield described(file, name, array)


def state_dicts(folder):
    torch.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2))
    whole = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    kinds = {str(kind)[6:]: torch.tensor([1, 0, 3]).to(kind) for kind in [
        torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.int8, torch.int16, torch.int32, torch.int64, torch.uint8,
        torch.bool]}
    tables = {
        "state_dict": model.state_dict(),
        "views": {"transposed": whole.T, "part": whole[1:3, 2:5], "column": whole[:, 1], "permuted": whole.reshape(2, 3, 4).permute(2, 0, 1),
                  "scalar": torch.tensor(2.5), "empty": torch.zeros(0, 3)},
        "kinds": kinds,
        "wrapped": {"epoch": 3, "name": "net", "model": model.state_dict(), "parameter": torch.nn.Parameter(torch.ones(2)),
                    "optimizer": torch.optim.Adam(model.parameters()).state_dict(), "some": [torch.zeros(1), torch.ones(1)]},
    }
    for name, table in tables.items():
        file = folder / f"{name}.pt"
        torch.save(table, file)
        flat = {f"model.{key}": value for key, value in table["model"].items()} | {
            "parameter": table["parameter"], "some.0": table["some"][0], "some.1": table["some"][1]} if name == "wrapped" else table
        for key, tensor in flat.items():
            yield described(file, key, (tensor.float() if tensor.dtype == torch.bfloat16 else tensor).detach().numpy())
    torch.save(model, folder / "refused-module.pt")
    torch.save(model.state_dict(), folder / "refused-legacy.pt", _use_new_zipfile_serialization=False)
    torch.jit.save(torch.jit.script(model), str(folder / "refused-script.pt"))
    torch.save({"a": torch.ones(1).expand(5)}, folder / "refused-expanded.pt")


def refused(folder):
    numpy.save(folder / "refused-object.npy", numpy.array([1, "a", None], object), allow_pickle=True)
    numpy.save(folder / "refused-structure.npy", numpy.zeros(3, [("a", "f4"), ("b", "i4")]))
    numpy.save(folder / "refused-complex.npy", numpy.zeros(3, "c16"))
    numpy.save(folder / "refused-moment.npy", numpy.zeros(3, "M8[s]"))
    (folder / "refused-object.pkl").write_bytes(pickle.dumps({"a": numpy.array([1, "a"], object)}))
    (folder / "refused-class.pkl").write_bytes(pickle.dumps(Path("/tmp")))
    return []


def written(folder):
    folder = Path(folder)
    return [array for write in [npy, npz, pickles, state_dicts, refused] for array in write(folder)]


def read(file):
    found = numpy.load(file)
    for name in found.files if file.endswith(".npz") else [Path(file).stem]:
        yield described(file, name, found[name] if file.endswith(".npz") else found)


question = json.load(sys.stdin)
print(json.dumps(written(question["write"]) if "write" in question else [array for file in question["read"] for array in read(file)]))
