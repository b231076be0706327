"""Outside witness for engine analyze: a network that PyTorch trains on digits, saves and ablates.

train ACTIVATION plain|batch-norm DIGITS.csv.gz NET.safetensors NET.pt
ablate ACTIVATION DIGITS.csv.gz NET.pt ORDERS.json
    ACTIVATION: the name of engine analyze
    ORDERS.json: [[[layer from 1, neuron from 0], ...], ...]; stdout: {"correct", "active", "doubtful"}, see TorchAnswer.cs
"""

import json
import struct
import sys

import numpy
import torch
from torch import nn

TEST = 360
HIDDEN = (16, 12)
ACTIVATIONS = {
    "relu": nn.ReLU,
    "elu": nn.ELU,
    "gelu": nn.GELU,
    "gelu-tanh": lambda: nn.GELU(approximate="tanh"),
    "silu": nn.SiLU,
    "softplus": nn.Softplus,
    "hard-tanh": nn.Hardtanh,
}


def digits(path):
    table = numpy.loadtxt(path, delimiter=",", dtype=numpy.float32)
    x, y = torch.tensor(table[:, :-1] / numpy.float32(16)), torch.tensor(table[:, -1].astype(numpy.int64))
    return (x[:-TEST], y[:-TEST]), (x[-TEST:], y[-TEST:])


def network(activation, normalized):
    layers, width = [], 64
    for hidden in HIDDEN:
        layers += [nn.Linear(width, hidden)] + ([nn.BatchNorm1d(hidden)] if normalized else []) + [ACTIVATIONS[activation]()]
        width = hidden
    return nn.Sequential(*layers, nn.Linear(width, 10))


def save_safetensors(net, path):
    header, data = {}, b""
    for name, tensor in net.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        content = tensor.numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def train(activation, kind, path, safetensors, saved):
    torch.manual_seed(1)
    (x, y), _ = digits(path)
    net = network(activation, kind == "batch-norm")
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    for _ in range(60):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
    net.eval()
    save_safetensors(net, safetensors)
    torch.save(net.state_dict(), saved)


def is_activation(module):
    return not isinstance(module, (nn.Linear, nn.BatchNorm1d))


def ablated(net, x, removed):
    layer = 0
    for module in net:
        x = module(x)
        if is_activation(module):
            layer += 1
            x[:, [neuron for of, neuron in removed if of == layer]] = 0
    return x


def ablate(activation, path, saved, orders):
    state = torch.load(saved)
    net = network(activation, "1.running_mean" in state)
    net.load_state_dict(state)
    net.eval()
    _, (x, y) = digits(path)
    with torch.no_grad():
        correct = [
            int((ablated(net, x.clone(), order[:step]).argmax(1) == y).sum())
            for order in json.load(open(orders)) for step in range(len(order) + 1)
        ]
        active, doubtful, value = [], [], x
        for module in net:
            if is_activation(module):
                doubtful.append((value.abs() < 1e-4).sum(0).tolist())
                active.append([[int(((value[:, n] > 0) & (y == c)).sum()) for c in range(10)] for n in range(value.shape[1])])
            value = module(value)
    print(json.dumps({"correct": correct, "active": active, "doubtful": doubtful}))


if __name__ == "__main__":
    {"train": train, "ablate": ablate}[sys.argv[1]](*sys.argv[2:])
