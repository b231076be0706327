"""The analysis of a network by PyTorch and scikit-learn, which know nothing of the engine.

    ablate.py REQUEST.json RESULT.json

REQUEST is {"jobs": [...]}; a job names a model (safetensors, tensors as nn.Sequential names them), its activation, the samples (raw
float32) with their labels, the engine's own activations of every hidden layer (raw float32), orders of removal, single neurons, and what
takes the place of removed outputs: null for 0, "mean" for the mean of torch's own, or files of values [samples, neurons] (raw float32), one for
each hidden layer. RESULT holds, for each job: the logits; one-bit histograms and mutual information (bits) of the engine's activations; the
same of torch's own, with the number of samples close to the edge; and for every step of every order, and without each single neuron, the right
answers and the near ties of a whole masked forward pass.
"""
import json
import math
import struct
import sys

import numpy
import torch
from sequential import ACTIVATIONS
from sklearn.metrics import mutual_info_score

NEAR = 1e-4


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        assert entry["dtype"] == "F32", entry
        begin, end = entry["data_offsets"]
        tensors[name] = torch.from_numpy(numpy.frombuffer(data[begin:end], "<f4").reshape(entry["shape"]).copy())
    return tensors


def build(tensors, activation):
    """A number that names no tensor is an activation; nothing else is left out of a state."""
    count = 1 + max(int(name.split(".")[0]) for name in tensors)
    modules = []
    for number in range(count):
        weight = tensors.get(f"{number}.weight")
        if weight is None:
            modules.append(ACTIVATIONS[activation]())
        elif weight.dim() == 2:
            modules.append(torch.nn.Linear(weight.shape[1], weight.shape[0]))
        else:
            modules.append(torch.nn.BatchNorm1d(weight.shape[0]))
    network = torch.nn.Sequential(*modules)
    missing, unexpected = network.load_state_dict(tensors, strict=False)
    assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing), (missing, unexpected)
    return network.eval()


def forward(network, x, masks=None, others=None):
    """Logits, and what goes into and comes out of every activation; where a mask is 0 the other value goes on."""
    pairs = []
    for module in network:
        before = x
        x = module(x)
        if is_activation(module):
            pairs.append((before, x))
            if masks is not None:
                x = torch.where(masks[len(pairs) - 1] > 0, x, others[len(pairs) - 1])
    return x, pairs


def is_activation(module):
    """There is nothing else but layers and batch normalization."""
    return not isinstance(module, (torch.nn.Linear, torch.nn.BatchNorm1d))


def one_bit(outputs, activation):
    """Above what comes of 0."""
    return outputs > ACTIVATIONS[activation]()(torch.zeros(1)).item()


def histograms(symbols, labels, classes):
    """[neurons][2 * classes], and mutual information in bits."""
    symbols = numpy.asarray(symbols)
    counts, information = [], []
    for neuron in range(symbols.shape[1]):
        cell = symbols[:, neuron].astype(int) * classes + labels
        counts.append(numpy.bincount(cell, minlength=2 * classes).tolist())
        information.append(mutual_info_score(labels, symbols[:, neuron]) / math.log(2))
    return counts, information


def curve(network, x, labels, widths, order, others):
    # What goes into the lowest masked activation is the same at every step: from there on each step is a whole pass.
    lowest = min(layer for layer, _ in order)
    first = [i for i, module in enumerate(network) if is_activation(module)][lowest - 1]
    x, network = network[:first](x), network[first:]
    masks = [torch.ones(width) for width in widths[lowest - 1:]]
    correct, near, losses = [], [], []
    for step in range(len(order) + 1):
        if step > 0:
            layer, neuron = order[step - 1]
            masks[layer - lowest][neuron] = 0
        logits, _ = forward(network, x, masks, others[lowest - 1:])
        top = torch.topk(logits, 2, dim=1).values
        correct.append(int((logits.argmax(1) == labels).sum()))
        near.append(int((top[:, 0] - top[:, 1] < NEAR).sum()))
        losses.append(float(torch.nn.functional.cross_entropy(logits.double(), labels)))
    return {"correct": correct, "near_ties": near, "loss": losses}


def replaced(job, pairs):
    """What takes the place of removed outputs, layer by layer."""
    if job["replaced"] is None:
        return [torch.zeros(outputs.shape[1]) for _, outputs in pairs]
    if job["replaced"] == "mean":
        return [outputs.double().mean(0).float() for _, outputs in pairs]
    return [torch.from_numpy(numpy.fromfile(path, "<f4").reshape(outputs.shape)) for (_, outputs), path in zip(pairs, job["replaced"])]


def run(job):
    activation = job["activation"]
    network = build(read_safetensors(job["model"]), activation)
    labels = numpy.array(job["labels"])
    x = torch.from_numpy(numpy.fromfile(job["features"], "<f4").reshape(len(labels), -1))
    logits, pairs = forward(network, x)
    layers = []
    for (before, outputs), path in zip(pairs, job["activations"]):
        given = numpy.fromfile(path, "<f4").reshape(outputs.shape)
        counts, information = histograms(one_bit(given, activation), labels, job["classes"])
        own_counts, own_information = histograms(one_bit(outputs.numpy(), activation), labels, job["classes"])
        layers.append({
            "counts": counts,
            "information": information,
            "own_counts": own_counts,
            "own_information": own_information,
            "close": (before.abs() < NEAR).sum(0).tolist(),
        })
    widths = [outputs.shape[1] for _, outputs in pairs]
    others = replaced(job, pairs)
    curves, singles = [
        [curve(network, x, torch.from_numpy(labels), widths, order, others) for order in orders]
        for orders in (job["orders"], [[single] for single in job["singles"]])
    ]
    return {"logits": logits.tolist(), "layers": layers, "curves": curves, "singles": singles}


def main():
    torch.set_grad_enabled(False)
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    torch.set_num_threads(request["threads"])
    result = {"torch": torch.__version__, "jobs": [run(job) for job in request["jobs"]]}
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(result, file)


main()
