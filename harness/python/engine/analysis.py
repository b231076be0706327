"""analyze() and measure(): from arrays to tables through the command line."""

import json
import os
import tempfile
from pathlib import Path

import numpy

from .command import EngineError, call
from .files import write_safetensors
from .results import Results

REFERENCE = 1000


def analyze(
    module, x, y=None, *, out=None, layers=None, activation=None, classes=None, settings=(), device=None, engine=None, resume=False,
    quiet=False,
):
    """Measures every hidden neuron of a trained network on samples, removes neurons in every order, and gives the tables.

    module      a torch.nn.Module whose parts are Linear, BatchNorm1d, one activation function a layer, Dropout; of another module
                those that `layers` names, e.g. the head of a CNN: their inputs become the features
                the checkpoints of a training are a dict {step: module}; each is a run, with its step in the table runs
    x           tensor or array [samples, …] as the module takes it; or a Dataset or DataLoader of (x, y), then y is left out
    y           [samples] classes: numbers 0..C-1 of the module's outputs, or texts, which are numbered in sorted order
    out         folder for the results; a new temporary one if None. Also holds what was handed over, in `inputs`
    activation  the activation function, where the samples leave it open
    classes     names of the classes, [C]
    settings    more settings of the command line, e.g. ["measures.quantizer=quantile-4", "ablation.random=50"]
    device      where neurons are measured and ablated, see `engine devices`
    engine      path of the command line; else the variable ENGINE, the PATH, the build beside this file

    PyTorch's logits of up to 1,000 of the samples go along, and the command line refuses to go on where its own differ. Raises EngineError.
    """
    from . import network

    _require_list(settings)
    series = module if isinstance(module, dict) else {None: module}
    steps = _steps(series) if isinstance(module, dict) else []
    folder, begun = _folder(out, resume)
    inputs = folder / "inputs"
    first, files, logits = None, [], []
    for step, one in series.items():
        x, y = _samples(x, y, one)
        chain = network.watch(one, x, layers)
        names, placed = network.activations(chain, activation)
        tensors, eps = network.tensors(chain, placed)
        if first is None:
            first, read = chain, (names, eps)
            labels, classes = _labels(y, len(chain.features), chain.logits.shape[1], classes)
            inputs.mkdir(parents=True, exist_ok=True)
            data = {"x_test": chain.features, "y_test": labels, "classes": numpy.array(classes)}
            _put(inputs / "data.npz", begun, lambda file: numpy.savez(file, **data))
        elif read != (names, eps):
            raise EngineError(f"the module of step {step} is another network: {(names, eps)}, that of step {steps[0]} is {read}")
        elif not numpy.array_equal(first.features, chain.features):
            raise EngineError(f"the module of step {step} gives its layers other inputs than that of step {steps[0]}: analyze each alone")
        files.append("inputs/" + ("network" if step is None else f"step-{step}") + ".safetensors")
        logits.append("inputs/" + ("logits" if step is None else f"logits-{step}") + ".npz")
        reference = {"x": chain.features[:REFERENCE], "logits": chain.logits[:REFERENCE]}
        _put(folder / files[-1], begun, lambda file: write_safetensors(file, tensors))
        _put(folder / logits[-1], begun, lambda file: numpy.savez(file, **reference))
    arguments = ["analyze", *files, "--dataset", _yaml({"npz": "inputs/data.npz"}), "--out", "."]
    if steps:
        arguments += ["--steps", ",".join(map(str, steps))]
    if names:
        arguments += ["--activation", names[0] if len(set(names)) == 1 else ",".join(names)]
    if eps is not None:
        arguments += ["--bn-eps", repr(eps)]
    arguments += ["--expect", ",".join(logits), *settings, *_options(device, resume, quiet)]
    call(arguments, engine, cwd=folder, quiet=quiet)
    return Results(folder, first.hidden)


def measure(
    activations, labels, *, out=None, reduce=None, channels=None, activation=None, head=None, settings=(), engine=None, resume=False,
    quiet=False,
):
    """Measures neurons of any network from their activations, and gives the tables neurons, histograms, ….

    activations  an array or tensor [samples, neurons], or [samples, channels, …] with `reduce`; a dict of such by layer name; or paths of
                 files that hold them (npy, npz, safetensors, parquet)
    labels       [samples] classes: numbers or texts; or the path of a file
    reduce       max, mean or flatten: what becomes of the dimensions after the second
    channels     first or last: which dimension holds the channels
    activation   of the neurons, where one is known
    settings     more settings of the command line, e.g. ["measures.quantizer=quantile-2", "pairs.scopes=[layers]"]
    head         the layers after one layer of activations [samples, neurons]: a torch.nn.Module; then neurons are removed too, and
                 PyTorch's logits go along, from which the command line's may not differ
    """
    _require_list(settings)
    folder, begun = _folder(out, resume)
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    files = []
    if isinstance(activations, (str, Path)):
        files = [Path(activations).resolve()]
    elif isinstance(activations, (list, tuple)) and all(isinstance(item, (str, Path)) for item in activations):
        files = [Path(item).resolve() for item in activations]
    else:
        layers = activations if isinstance(activations, dict) else {"layer-1": activations}
        for name, values in layers.items():
            if "/" in name or name in ("", ".", ".."):
                raise EngineError(f"the layer's name {name!r} cannot be a file's name")
            values = _array(values)
            _put(inputs / f"{name}.npy", begun, lambda file: numpy.save(file, values))
            files.append(f"inputs/{name}.npy")
    options = []
    if head is not None:
        options, outputs = _head(head, activations, inputs, begun)
    if isinstance(labels, (str, Path)):
        target = Path(labels).resolve()
    elif head is not None:
        # All classes of the head, also those that no sample has.
        labels = _array(labels)
        numbers, names = _labels(labels, len(labels), outputs, None)
        target = "inputs/labels.npz:y"
        _put(inputs / "labels.npz", begun, lambda file: numpy.savez(file, y=numbers, classes=numpy.array(names)))
    else:
        target = "inputs/labels.npy"
        labels = _array(labels)
        _put(inputs / "labels.npy", begun, lambda file: numpy.save(file, labels))
    arguments = ["measure", "--activations", *files, "--labels", target, "--out", "."]
    for option, value in {"--reduce": reduce, "--channels": channels, "--activation": activation}.items():
        arguments += [option, value] if value is not None else []
    call([*arguments, *options, *settings, *_options(None, resume, quiet)], engine, cwd=folder, quiet=quiet)
    return Results(folder)


def _head(module, activations, inputs, begun):
    """Hands over the layers after the activations, with PyTorch's logits of the first samples; gives their options and the number of logits."""
    import torch

    from . import network

    values = next(iter(activations.values())) if isinstance(activations, dict) and len(activations) == 1 else activations
    if isinstance(values, (dict, list, tuple, str, Path)) or _array(values).ndim != 2:
        raise EngineError("head needs the activations of one layer as an array [samples, neurons]; reduce them before")
    features = torch.from_numpy(_array(values).astype("f4"))
    chain = network.watch(module, features, None)
    names, placed = network.activations(chain, None)
    tensors, eps = network.tensors(chain, placed)
    reference = {"x": chain.features[:REFERENCE], "logits": chain.logits[:REFERENCE]}
    _put(inputs / "head.safetensors", begun, lambda file: write_safetensors(file, tensors))
    _put(inputs / "logits.npz", begun, lambda file: numpy.savez(file, **reference))
    options = ["--head", "inputs/head.safetensors", "--expect", "inputs/logits.npz"]
    options += ["--head-activation", ",".join(names)] if names else []
    return options + (["--bn-eps", repr(eps)] if eps is not None else []), chain.logits.shape[1]


def _require_list(settings):
    if isinstance(settings, str):
        raise EngineError(f"settings is the text {settings!r}; a list is needed, e.g. settings=[{settings!r}]")


def _steps(series):
    """The steps of a training, which name files."""
    if not series:
        raise EngineError("there is no module; give {step: module, …}")
    for step in series:
        if isinstance(step, bool) or not isinstance(step, (int, numpy.integer)) or step < 0:
            raise EngineError(f"the step {step!r} is no whole number from 0 on; give {{0: module, 100: module, …}}")
    return list(series)


def _options(device, resume, quiet):
    return [*(["--device", device] if device else []), *(["--resume"] if resume else []), *(["--quiet"] if quiet else [])]


def _folder(out, resume):
    """The folder, and whether it holds results, whose inputs must stay as they are."""
    if out is None:
        return Path(tempfile.mkdtemp(prefix="engine-")), False
    folder = Path(out).resolve()
    begun = (folder / "manifest.json").exists()
    if begun and not resume:
        raise EngineError(f"{folder} holds results already. Choose another out, or finish what was begun in it by resume=True.")
    return folder, begun


def _put(path, begun, save):
    """Writes a file whole; where results were begun, never in place of another one."""
    new = path.with_name("new-" + path.name)
    save(new)
    if begun and path.exists() and path.read_bytes() != new.read_bytes():
        new.unlink()
        raise EngineError(f"{path} is of another module or other samples, and the results beside it are too. Choose another out.")
    os.replace(new, path)


def _yaml(value):
    """JSON is YAML."""
    return json.dumps(value)


def _samples(x, y, module):
    """The samples as the module takes them (of its type, on its device), and the labels."""
    import torch

    if y is None:
        x, y = _collected(x)
    x = x if torch.is_tensor(x) else torch.from_numpy(numpy.asarray(x))
    if x.dim() == 0 or len(x) == 0:
        raise EngineError(f"x has shape {list(x.shape)}: there is no sample")
    wrong = (~torch.isfinite(x).reshape(len(x), -1).all(1)).nonzero()
    if len(wrong):
        raise EngineError(f"sample {wrong[0].item()} of x (from 0) holds NaN or infinity; finite numbers are needed")
    weight = next(iter(module.parameters()), None)
    if weight is None:
        raise EngineError("the module has no parameters")
    # Words of a text stay whole numbers.
    takes_numbers = x.dtype.is_floating_point or not any(isinstance(part, torch.nn.Embedding) for part in module.modules())
    return x.to(weight.device, weight.dtype if takes_numbers else x.dtype), _array(y)


def _collected(source):
    """x and y of a Dataset or DataLoader."""
    import torch
    from torch.utils.data import DataLoader, Dataset

    if isinstance(source, Dataset):
        source = DataLoader(source, batch_size=1024)
    if not isinstance(source, DataLoader):
        raise EngineError("y is missing: give labels, or a Dataset or DataLoader of (x, y)")
    batches = [(x, y) for x, y in source]
    if not batches:
        raise EngineError("the data set has no samples")
    return torch.cat([x for x, _ in batches]), torch.cat([torch.as_tensor(y) for _, y in batches])


def _array(values):
    if hasattr(values, "detach"):
        values = values.detach().cpu()
        # NumPy has no bfloat16.
        values = (values.float() if str(values.dtype) == "torch.bfloat16" else values).numpy()
    array = numpy.asarray(values)
    if array.dtype.kind != "O":
        return array
    # So pandas holds texts, and whole numbers where some may be missing.
    entries = array.ravel().tolist()
    kind = next((kind for kind in (str, int) if all(isinstance(entry, kind) for entry in entries)), None)
    if kind is None:
        wrong = next((i for i, entry in enumerate(entries) if not isinstance(entry, type(entries[0]))), 0)
        raise EngineError(f"entry {wrong} of an array of objects is {entries[wrong]!r}; texts are needed, or numbers, and none missing")
    return array.astype(kind)


def _labels(y, samples, outputs, classes):
    """Labels 0..C-1 and the C names of the classes."""
    if y.ndim != 1 or len(y) != samples:
        raise EngineError(f"y has shape {list(y.shape)}, x has {samples} samples; [{samples}] is needed")
    if y.dtype.kind in "US":
        found = sorted(set(y.tolist()))
        names = list(classes) if classes is not None else found
        unknown = [name for name in found if name not in names]
        if unknown:
            raise EngineError(f"y has the class {unknown[0]!r}; classes are {', '.join(map(str, names))}")
        y = numpy.array([names.index(label) for label in y.tolist()])
    elif y.dtype.kind in "iub":
        y = y.astype(numpy.int64)
        names = [str(label) for label in (classes if classes is not None else range(outputs))]
    else:
        raise EngineError(f"y is of type {y.dtype}; whole numbers or texts are needed")
    if len(names) != outputs:
        raise EngineError(f"the network has {outputs} outputs, there are {len(names)} classes")
    if len(y) and (y.min() < 0 or y.max() >= outputs):
        raise EngineError(f"y holds the class {y.min() if y.min() < 0 else y.max()}; the network's are 0 to {outputs - 1}")
    return y, names
