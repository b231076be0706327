"""What a user would pick instead of the engine, timed for tests/Benchmarks.

One JSON command a line on standard input, one JSON answer a line on standard output. A command names a function below
and its arguments; the answer holds what it returns, or the error. Data travel in files of raw little-endian numbers.
"""
import ctypes
import json
import sys
import time

import numpy as np

STATE = {}


def versions():
    found = {"python": sys.version.split()[0], "numpy": np.__version__}
    try:
        import torch

        found["torch"] = torch.__version__
        found["cuda"] = torch.version.cuda if torch.cuda.is_available() else None
    except ImportError:
        found["torch"] = None
    try:
        import sklearn

        found["scikit-learn"] = sklearn.__version__
    except ImportError:
        found["scikit-learn"] = None
    try:
        # The library that sgemm comes from: the one mapped into this process.
        maps = open("/proc/self/maps").read()
        found["blas"] = next((name for name in ("openblas", "mkl", "blis", "libblas") if name in maps), None)
    except OSError:
        found["blas"] = None
    return found


def load(name, path, dtype, shape):
    STATE[name] = np.fromfile(path, dtype).reshape(shape)


def network(weights, biases, device="cpu"):
    """Weights [out, in] and biases by the names they were loaded under."""
    import torch

    STATE["layers"] = [
        (torch.from_numpy(STATE[w].copy()).to(device), torch.from_numpy(STATE[b].copy()).to(device)) for w, b in zip(weights, biases)
    ]
    STATE["x"] = torch.from_numpy(STATE["features"].copy()).to(device)
    STATE["y"] = torch.from_numpy(STATE["labels"].astype(np.int64)).to(device)
    STATE["device"] = device


def configure(threads, flush):
    """The same number of threads for PyTorch and for OpenBLAS, which keeps its own."""
    import torch

    torch.set_num_threads(threads)
    torch.set_flush_denormal(flush)
    for library in _openblas():
        library.openblas_set_num_threads(threads)


def _openblas():
    try:
        paths = {line.split()[-1] for line in open("/proc/self/maps") if "openblas" in line}
    except OSError:
        return
    for path in paths:
        library = ctypes.CDLL(path)
        if hasattr(library, "openblas_set_num_threads"):
            yield library


def _finish():
    if STATE["device"] != "cpu":
        import torch

        torch.cuda.synchronize()


def _score(logits):
    import torch

    loss = torch.nn.functional.cross_entropy(logits, STATE["y"])
    return int((logits.argmax(1) == STATE["y"]).sum()), float(loss)


def _forward(masks, first=0, x=None):
    """The network from layer `first` on, hidden outputs multiplied by their masks."""
    import torch

    x = STATE["x"] if x is None else x
    layers = STATE["layers"]
    for i in range(first, len(layers)):
        w, b = layers[i]
        x = torch.addmm(b, x, w.t())
        if i + 1 < len(layers):
            x.relu_()
            if masks[i] is not None:
                x.mul_(masks[i])
    return x


def _masks(removed):
    """By hidden layer: the mask, or None where nothing is removed; `removed` is [[layer (1-based), neuron], ...]."""
    import torch

    hidden = [w.shape[0] for w, _ in STATE["layers"][:-1]]
    masks = [None] * len(hidden)
    for layer, neuron in removed:
        if masks[layer - 1] is None:
            masks[layer - 1] = torch.ones(hidden[layer - 1], device=STATE["device"])
        masks[layer - 1][neuron] = 0
    return masks


def full_passes(steps):
    """Each step by a full forward pass with masks. Returns seconds, right answers and loss by step."""
    import torch

    result = []
    with torch.no_grad():
        for removed in steps:
            masks = _masks(removed)
            _finish()
            start = time.perf_counter()
            correct, loss = _score(_forward(masks))
            _finish()
            result.append((time.perf_counter() - start, correct, loss))
    return result


def cached_passes(layer, steps):
    """Each step from the outputs of the ablated layer (1-based), computed once; that once is not timed."""
    import torch

    result = []
    with torch.no_grad():
        cached = STATE["x"]
        for w, b in STATE["layers"][:layer]:
            cached = torch.addmm(b, cached, w.t()).relu_()
        for removed in steps:
            masks = _masks(removed)
            mask = masks[layer - 1]
            _finish()
            start = time.perf_counter()
            x = cached if mask is None else cached * mask
            correct, loss = _score(_forward(masks, layer, x))
            _finish()
            result.append((time.perf_counter() - start, correct, loss))
    return result


def batched_passes(removed, sizes):
    import masked

    return masked.batched_passes(STATE, removed, sizes)


def whole_order(removed):
    """Every step of one order by full forward passes, as a user writes it: one mask that loses a neuron a step. Returns seconds."""
    import torch

    with torch.no_grad():
        masks = [torch.ones(w.shape[0], device=STATE["device"]) for w, _ in STATE["layers"][:-1]]
        _finish()
        start = time.perf_counter()
        counts = [_score(_forward(masks))[0]]
        for layer, neuron in removed:
            masks[layer - 1][neuron] = 0
            counts.append(_score(_forward(masks))[0])
        _finish()
        return [time.perf_counter() - start, counts]


def _bins(values, edges):
    return (values > edges[0]).astype(np.int64) if len(edges) == 1 else np.searchsorted(edges, values, side="left")


def _information(counts):
    joint = counts / counts.sum()
    bins, classes = joint.sum(1, keepdims=True), joint.sum(0, keepdims=True)
    positive = joint > 0
    information = float((joint[positive] * np.log2(joint[positive] / (bins * classes)[positive])).sum())
    present = bins[bins > 0]
    return float(-(present * np.log2(present)).sum()), information


def numpy_histograms(edges, classes):
    """Joint histogram, entropy and mutual information of every neuron by np.bincount. Returns seconds and the measures."""
    activations, labels, edges = STATE["activations"], STATE["labels"].astype(np.int64), STATE[edges]
    measures = []
    start = time.perf_counter()
    for neuron in range(activations.shape[1]):
        bins = edges.shape[1] + 1
        codes = _bins(activations[:, neuron], edges[neuron])
        counts = np.bincount(codes * classes + labels, minlength=bins * classes).reshape(bins, classes)
        measures.append(_information(counts))
    return [time.perf_counter() - start, measures]


def sklearn_information(edges, neurons):
    """Mutual information in bits of some neurons by sklearn.metrics.mutual_info_score. Returns seconds and the values."""
    from sklearn.metrics import mutual_info_score

    activations, labels, edges = STATE["activations"], STATE["labels"], STATE[edges]
    values = []
    start = time.perf_counter()
    for neuron in range(neurons):
        values.append(mutual_info_score(labels, _bins(activations[:, neuron], edges[neuron])) / np.log(2))
    return [time.perf_counter() - start, values]


def _powers(samples):
    """n log2 n of every count that can occur: a look-up is faster than logarithms."""
    n = np.arange(samples + 1, dtype=np.float64)
    return np.where(n > 0, n * np.log2(np.maximum(n, 1)), 0)


def numpy_pairs(classes, shown):
    """I(Ti;Tj), I(Ti,Tj;Y), interaction and I_min of all pairs of one-bit neurons, counts by one float32 product per class, the other
    cells from those of single neurons. Returns seconds and the values of the first neuron with some after it."""
    codes, labels = STATE["codes"], STATE["labels"]
    start = time.perf_counter()
    neurons, samples = codes.shape
    powers = _powers(samples)
    entropy = lambda sums: np.log2(samples) - sums / samples
    both, cube = np.zeros((neurons, neurons), np.int32), np.zeros((neurons, neurons))
    redundancy, single, of_class = np.zeros((neurons, neurons)), np.zeros(neurons), 0.0
    ones = codes.sum(1, dtype=np.int32)
    for label in range(classes):
        own = codes[:, labels == label].astype(np.float32)
        shared, with_bit, all_of = (own @ own.T).astype(np.int32), own.sum(1).astype(np.int32), own.shape[1]
        cube += powers[shared]
        cube += powers[with_bit[:, None] - shared]
        cube += powers[with_bit[None, :] - shared]
        cube += powers[all_of - with_bit[:, None] - with_bit[None, :] + shared]
        both += shared
        single += powers[with_bit] + powers[all_of - with_bit]
        of_class += powers[all_of]
        with np.errstate(divide="ignore", invalid="ignore"):
            specific = sum(
                np.nan_to_num(count / all_of * np.log2(count * samples / (total * float(all_of))))
                for count, total in ((with_bit, ones), (all_of - with_bit, samples - ones)))
        redundancy += all_of / samples * np.minimum(specific[:, None], specific[None, :])
    cells = powers[both]
    cells += powers[ones[:, None] - both]
    cells += powers[ones[None, :] - both]
    cells += powers[samples - ones[:, None] - ones[None, :] + both]
    alone = entropy(powers[ones] + powers[samples - ones])
    information = alone + entropy(of_class) - entropy(single)
    pair = alone[:, None] + alone[None, :] - entropy(cells)
    joint = entropy(cells) + entropy(of_class) - entropy(cube)
    interaction = joint - information[:, None] - information[None, :]
    seconds = time.perf_counter() - start
    assert interaction.shape == pair.shape
    return [seconds, [[pair[0, j], joint[0, j], redundancy[0, j]] for j in range(1, shown + 1)]]


def sklearn_pairs(shown):
    """I(Ti;Tj) and I(Ti,Tj;Y) of the first neuron with some after it by sklearn.metrics.mutual_info_score, the pair coded as one symbol.
    Returns seconds and the values."""
    from sklearn.metrics import mutual_info_score

    codes, labels = STATE["codes"], STATE["labels"]
    start = time.perf_counter()
    values = [
        [mutual_info_score(codes[0], codes[j]) / np.log(2), mutual_info_score(2 * codes[0] + codes[j], labels) / np.log(2)]
        for j in range(1, shown + 1)
    ]
    return [time.perf_counter() - start, values]


def product(library, m, k, n, repeats):
    """Median seconds of the float32 product [m, k] [k, n], by NumPy's BLAS or by PyTorch."""
    import torch

    rng = np.random.default_rng(0)
    a, b = rng.standard_normal((m, k), np.float32), rng.standard_normal((k, n), np.float32)
    c, tc = np.empty((m, n), np.float32), torch.empty(m, n)
    ta, tb = torch.from_numpy(a), torch.from_numpy(b)
    work = {"numpy": lambda: np.matmul(a, b, out=c), "torch": lambda: torch.mm(ta, tb, out=tc)}[library]
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def _sequential(hidden, classes, seed, device):
    import torch

    torch.manual_seed(seed)
    widths = [STATE["train"].shape[1], *hidden, classes]
    parts = []
    for i in range(len(widths) - 1):
        parts.append(torch.nn.Linear(widths[i], widths[i + 1]))
        if i + 2 < len(widths):
            parts.append(torch.nn.ReLU())
    return torch.nn.Sequential(*parts).to(device)


def training(hidden, classes, batch, l2, device="cpu"):
    """Begins training with Adam; the data set is resident on the device."""
    import torch

    STATE["device"], STATE["batch"] = device, batch
    STATE["tx"] = torch.from_numpy(STATE["train"]).to(device)
    STATE["ty"] = torch.from_numpy(STATE["train_labels"].astype(np.int64)).to(device)
    STATE["net"] = _sequential(hidden, classes, 0, device)
    STATE["optimizer"] = torch.optim.Adam(STATE["net"].parameters(), lr=1e-3, weight_decay=l2)


def training_epoch():
    """Seconds of the next epoch, without evaluation."""
    import torch

    x, y, net, optimizer, batch = (STATE[name] for name in ("tx", "ty", "net", "optimizer", "batch"))
    order = torch.randperm(len(x), device=x.device)
    _finish()
    start = time.perf_counter()
    for first in range(0, len(x), batch):
        rows = order[first : first + batch]
        loss = torch.nn.functional.cross_entropy(net(x[rows]), y[rows])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    _finish()
    return time.perf_counter() - start


def training_accuracy():
    """Share of the training images that the trained network gets right."""
    import torch

    x, y, net = STATE["tx"], STATE["ty"], STATE["net"]
    with torch.no_grad():
        correct = sum(int((net(x[i : i + 5000]).argmax(1) == y[i : i + 5000]).sum()) for i in range(0, len(x), 5000))
    return correct / len(x)


def main():
    for line in sys.stdin:
        command = json.loads(line)
        try:
            answer = {"result": globals()[command["do"]](*command.get("with", []))}
        except Exception as error:  # the caller prints it in the row
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
