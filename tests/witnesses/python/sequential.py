"""The networks of the engine as PyTorch builds them, and safetensors files without the safetensors package."""

import json
import math
import struct

import torch

ACTIVATIONS = {
    "Relu": torch.nn.ReLU,
    "LeakyRelu": torch.nn.LeakyReLU,
    "Tanh": torch.nn.Tanh,
    "Sigmoid": torch.nn.Sigmoid,
    "Elu": torch.nn.ELU,
    "Gelu": torch.nn.GELU,
    "GeluTanh": lambda: torch.nn.GELU(approximate="tanh"),
    "Silu": torch.nn.SiLU,
    "Softplus": torch.nn.Softplus,
    "HardTanh": torch.nn.Hardtanh,
}


def build(widths, activation, batch_norm, dropout):
    modules = []
    for inputs, outputs in zip(widths[:-2], widths[1:-1]):
        modules.append(torch.nn.Linear(inputs, outputs))
        if batch_norm:
            modules.append(torch.nn.BatchNorm1d(outputs))
        modules.append(ACTIVATIONS[activation]())
        if dropout:
            modules.append(torch.nn.Dropout(0.5))
    modules.append(torch.nn.Linear(widths[-2], widths[-1]))
    return torch.nn.Sequential(*modules)


def save(state, path):
    """Every tensor with its own type: float32, and int64 for BatchNorm1d's counter."""
    header, data = {}, b""
    for name, value in state.items():
        kind, code = ("I64", "q") if value.dtype == torch.int64 else ("F32", "f")
        values = value.flatten().tolist()
        block = struct.pack(f"<{len(values)}{code}", *values)
        header[name] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(block)]}
        data += block
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def load(path):
    with open(path, "rb") as file:
        content = file.read()
    length = struct.unpack("<Q", content[:8])[0]
    state = {}
    for name, entry in json.loads(content[8 : 8 + length]).items():
        if name == "__metadata__":
            continue
        begin, count = 8 + length + entry["data_offsets"][0], math.prod(entry["shape"])
        state[name] = torch.tensor(struct.unpack_from(f"<{count}f", content, begin)).reshape(entry["shape"])
    return state
