"""Networks of many kinds as PyTorch makes and saves them: the outside witness of import.

Usage: imported.py FOLDER. Writes FOLDER/KIND.safetensors for every kind; stdout: {"inputs": [[...]], "logits": {KIND: [[...]]}} in
evaluation mode.
"""

import json
import struct
import sys
import warnings

import torch
from torch import nn
from torch.nn.utils import parametrizations, prune

SAMPLES, INPUTS, CLASSES = 64, 6, 4
TYPES = {
    torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64", torch.int32: "I32",
    torch.bool: "BOOL", torch.uint8: "U8",
}


def save(state, path):
    """Safetensors, each tensor of its own type."""
    header, data = {}, b""
    for name, value in state.items():
        value = value.contiguous()
        raw = value.view(torch.int16) if value.dtype == torch.bfloat16 else value
        block = raw.numpy().tobytes()
        header[name] = {"dtype": TYPES[value.dtype], "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(block)]}
        data += block
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


class Chain(nn.Module):
    """Named layers, called one after the other with a function between."""

    def __init__(self, function=torch.relu, **layers):
        super().__init__()
        self.order, self.function = list(layers), function
        for name, layer in layers.items():
            setattr(self, name, layer)

    def forward(self, x):
        for name in self.order[:-1]:
            x = self.function(getattr(self, name)(x))
        return getattr(self, self.order[-1])(x)


class Residual(Chain):
    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = x + torch.relu(self.fc2(x))
        return self.fc3(x)


class Twice(Chain):
    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(torch.relu(self.fc2(x))))
        return self.fc3(x)


class Concatenated(Chain):
    def forward(self, x):
        hidden = torch.relu(self.fc1(x))
        return self.fc2(torch.cat([hidden, x], 1))


class Listed(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(INPUTS, 9), nn.Linear(9, 8), nn.Linear(8, CLASSES)])

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)


class Normalized(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.bn1, self.fc2 = nn.Linear(INPUTS, 9), nn.BatchNorm1d(9), nn.Linear(9, CLASSES)

    def forward(self, x):
        return self.fc2(self.bn1(torch.relu(self.fc1(x))))


class Scaled(nn.Module):
    """With the normalization of its inputs as buffers."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(INPUTS, 9), nn.ReLU(), nn.Linear(9, CLASSES))
        self.register_buffer("mean", torch.full((INPUTS,), 0.5))

    def forward(self, x):
        return self.net(x - self.mean)


class Pair(nn.Module):
    def __init__(self):
        super().__init__()
        self.model, self.ema = mlp(), mlp()

    def forward(self, x):
        return self.ema(x)


class Pooled(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.fc = nn.Conv1d(1, 3, 3), nn.Linear(12, CLASSES)

    def forward(self, x):
        return self.fc(torch.relu(self.conv(x[:, None])).flatten(1))


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn, self.fc = nn.LSTM(1, 5, batch_first=True), nn.Linear(5, CLASSES)

    def forward(self, x):
        return self.fc(self.rnn(x[:, :, None])[0][:, -1])


def mlp(*between, first=(), bias=True):
    between = between or (nn.ReLU(),)
    return nn.Sequential(*first, nn.Linear(INPUTS, 9, bias=bias), *between, nn.Linear(9, CLASSES))


def pruned():
    net = mlp()
    prune.l1_unstructured(net[0], "weight", amount=0.4)
    prune.random_unstructured(net[0], "bias", amount=0.3)
    return net


def buffered(**buffers):
    net = mlp()
    for name, value in buffers.items():
        net[0].register_buffer(name, value)
    return net


def block(inputs, outputs, *rest):
    return nn.Sequential(nn.Linear(inputs, outputs), *rest)


def normalized_weight(make):
    net = mlp()
    net[0], net[2] = make(net[0]), make(net[2])
    return net


def rebuilt(**layers):
    return Chain(**layers)


KINDS = {
    "logistic": lambda: nn.Linear(INPUTS, CLASSES),
    "sequential": lambda: nn.Sequential(
        nn.Linear(INPUTS, 9), nn.ReLU(), nn.Linear(9, 9), nn.ReLU(), nn.Linear(9, CLASSES)),
    "flatten": lambda: mlp(first=(nn.Flatten(),)),
    "gelu": lambda: mlp(nn.GELU()),
    "relu-then-tanh-layers": lambda: nn.Sequential(
        nn.Linear(INPUTS, 9), nn.ReLU(), nn.Linear(9, 8), nn.Tanh(), nn.Linear(8, CLASSES)),
    "relu-then-tanh-in-one-gap": lambda: mlp(nn.ReLU(), nn.Tanh()),
    "dropout": lambda: mlp(nn.ReLU(), nn.Dropout(0.3)),
    "norm-before": lambda: mlp(nn.BatchNorm1d(9), nn.ReLU()),
    "norm-after": lambda: mlp(nn.ReLU(), nn.BatchNorm1d(9)),
    "norm-before-dropout": lambda: mlp(nn.BatchNorm1d(9), nn.ReLU(), nn.Dropout(0.3)),
    "norm-after-dropout": lambda: mlp(nn.ReLU(), nn.BatchNorm1d(9), nn.Dropout(0.3)),
    "norm-eps": lambda: mlp(nn.BatchNorm1d(9, eps=0.1), nn.ReLU()),
    "norm-of-inputs": lambda: mlp(first=(nn.BatchNorm1d(INPUTS),)),
    "norm-of-logits": lambda: nn.Sequential(*mlp(), nn.BatchNorm1d(CLASSES)),
    "norm-without-affine": lambda: mlp(nn.BatchNorm1d(9, affine=False), nn.ReLU()),
    "norm-without-bias-before": lambda: mlp(nn.BatchNorm1d(9), nn.ReLU(), bias=False),
    "norm-without-statistics": lambda: mlp(nn.BatchNorm1d(9, track_running_stats=False), nn.ReLU()),
    "norm-in-class": Normalized,
    "no-activation": lambda: nn.Sequential(nn.Linear(INPUTS, 9), nn.Linear(9, CLASSES)),
    "no-bias": lambda: nn.Sequential(nn.Linear(INPUTS, 9, bias=False), nn.ReLU(), nn.Linear(9, CLASSES, bias=False)),
    "pruned": pruned,
    "weight-norm": lambda: normalized_weight(nn.utils.weight_norm),
    "weight-norm-parametrized": lambda: normalized_weight(nn.utils.weight_norm),
    "spectral-norm": lambda: normalized_weight(parametrizations.spectral_norm),
    "spectral-norm-old": lambda: normalized_weight(nn.utils.spectral_norm),
    "orthogonal": lambda: normalized_weight(parametrizations.orthogonal),
    "averaged": lambda: torch.optim.swa_utils.AveragedModel(mlp()),
    "data-parallel": lambda: nn.DataParallel(mlp()),
    "ema-beside": Pair,
    "bool-buffer": lambda: buffered(seen=torch.ones(9, dtype=torch.bool)),
    "int-buffer": lambda: buffered(steps=torch.ones(1, dtype=torch.int32)),
    "float-buffer": Scaled,
    "half": lambda: mlp().half(),
    "bfloat16": lambda: mlp().bfloat16(),
    "double": lambda: mlp().double(),
    "numbered-class": lambda: rebuilt(fc1=nn.Linear(INPUTS, 9), fc2=nn.Linear(9, 8), fc3=nn.Linear(8, CLASSES)),
    "numbered-class-equal-widths": lambda: rebuilt(fc1=nn.Linear(INPUTS, 9), fc2=nn.Linear(9, 9), fc3=nn.Linear(9, CLASSES)),
    "words": lambda: rebuilt(
        inp=nn.Linear(INPUTS, 9), layer_one=nn.Linear(9, 9), layer_two=nn.Linear(9, 9), layer_three=nn.Linear(9, 9),
        out=nn.Linear(9, CLASSES)),
    "words-that-chain": lambda: rebuilt(stem=nn.Linear(INPUTS, 9), body=nn.Linear(9, 8), head=nn.Linear(8, CLASSES)),
    "residual": lambda: Residual(fc1=nn.Linear(INPUTS, 9), fc2=nn.Linear(9, 9), fc3=nn.Linear(9, CLASSES)),
    "layer-used-twice": lambda: Twice(fc1=nn.Linear(INPUTS, 9), fc2=nn.Linear(9, 9), fc3=nn.Linear(9, CLASSES)),
    "concatenated": lambda: Concatenated(fc1=nn.Linear(INPUTS, 9), fc2=nn.Linear(9 + INPUTS, CLASSES)),
    "module-list": Listed,
    "blocks": lambda: nn.Sequential(
        block(INPUTS, 9, nn.BatchNorm1d(9), nn.ReLU()), block(9, 8, nn.BatchNorm1d(8), nn.ReLU()), nn.Linear(8, CLASSES)),
    "blocks-norm-after": lambda: nn.Sequential(block(INPUTS, 9, nn.ReLU(), nn.BatchNorm1d(9)), nn.Linear(9, CLASSES)),
    "layer-norm": lambda: mlp(nn.LayerNorm(9), nn.ReLU()),
    "prelu": lambda: mlp(nn.PReLU()),
    "convolution": Pooled,
    "lstm": Recurrent,
}


def randomize(net):
    for name, value in net.state_dict().items():
        if name.endswith("running_var"):
            value.copy_(torch.rand(value.shape) * 0.5 + 0.01)
        elif name.endswith("running_mean") or (value.dim() == 1 and value.is_floating_point() and name.endswith(("weight", "bias"))):
            value.add_(torch.rand(value.shape) - 0.3)


def named(kind, state):
    """torch.nn.utils.parametrizations.weight_norm, which older versions of PyTorch do not have, has other names for the same."""
    if kind != "weight-norm-parametrized":
        return state
    parts = {"weight_g": "parametrizations.weight.original0", "weight_v": "parametrizations.weight.original1"}
    return {f"{name.split('.')[0]}.{parts.get(name.split('.')[1], name.split('.')[1])}": value for name, value in state.items()}


def main(folder):
    torch.manual_seed(3)
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    inputs, logits = torch.randn(SAMPLES, INPUTS), {}
    with torch.no_grad():
        for kind, make in KINDS.items():
            net = make()
            randomize(net)
            net.eval()
            save(named(kind, net.state_dict()), f"{folder}/{kind}.safetensors")
            # What is stored with few digits counts as it is stored, computed with more.
            logits[kind] = net.double()(inputs.double()).tolist()
    print(json.dumps({"inputs": inputs.tolist(), "logits": logits}))


if __name__ == "__main__":
    main(sys.argv[1])
