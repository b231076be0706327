"""Reads a fully connected network out of a torch module by watching it work.

No name and no class is trusted: every Linear and BatchNorm1d is watched while the module computes, and between two of them the one
activation function is looked for that makes of the first one's output the second one's input. A residual connection, a second
activation or anything else in between fits none, and is refused.
"""

import numpy
import torch
from torch import nn
from torch.nn import functional

from .command import EngineError

ACTIVATIONS = {
    "relu": functional.relu,
    "leaky-relu": functional.leaky_relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "elu": functional.elu,
    "gelu": functional.gelu,
    "gelu-tanh": lambda z: functional.gelu(z, approximate="tanh"),
    "silu": functional.silu,
    "softplus": functional.softplus,
    "hard-tanh": functional.hardtanh,
}
NOTHING = "none"
TOLERANCE = 1e-5
HINT = "engine.measure() takes the activations of any network"


class Chain:
    """What was seen: the layers in the order in which they work, and what lies between them.

    features  float32 [samples, inputs], the inputs of the first layer
    logits    float32 [samples, classes], the outputs of the last layer
    layers    [(name, module)], Linear and BatchNorm1d
    between   [set of names in ACTIVATIONS, or NOTHING], one for each pair of layers that follow each other
    """

    def __init__(self, features, logits, layers, between):
        self.features, self.logits, self.layers, self.between = features, logits, layers, between

    @property
    def hidden(self):
        """The names of the hidden Linear layers, first to last."""
        return [name for name, module in self.layers if isinstance(module, nn.Linear)][:-1]


def watch(module, x, layers=None, batch=1024):
    """Runs the module over x, [samples, …], in evaluation mode, and gives the Chain that was seen.

    layers: the names of the Linear and BatchNorm1d modules that count; all of the module if None.
    """
    named = _named(module, layers)
    watcher = _Watcher(named)
    modes = [(part, part.training) for part in module.modules()]
    handles = [part.register_forward_hook(watcher.hook(name)) for name, part in named.items()]
    try:
        module.eval()
        with torch.no_grad():
            for first in range(0, len(x), batch):
                watcher.begin()
                out = module(x[first:first + batch])
                watcher.end(out, wholly=layers is None)
    finally:
        for handle in handles:
            handle.remove()
        for part, mode in modes:
            part.training = mode
    return watcher.chain()


def _named(module, layers):
    parts = dict(module.named_modules())
    if layers is not None:
        unknown = [name for name in layers if name not in parts]
        if unknown:
            raise EngineError(f"the module has no layer {', '.join(unknown)}; it has {', '.join(name for name in parts if name)}")
        chosen = {name: parts[name] for name in layers}
    else:
        chosen = {name: part for name, part in parts.items() if _has_own_parameters(part) or isinstance(part, nn.BatchNorm1d)}
    for name, part in chosen.items():
        if not isinstance(part, (nn.Linear, nn.BatchNorm1d)):
            raise EngineError(
                f"layer '{name}' is a {type(part).__name__}; the engine analyzes Linear and BatchNorm1d layers. "
                f"Name those of a part that is fully connected by layers=[…]; {HINT}.")
        if isinstance(part, nn.BatchNorm1d) and part.running_mean is None:
            raise EngineError(f"batch normalization '{name}' has no running statistics: its outputs depend on the batch")
    if not any(isinstance(part, nn.Linear) for part in chosen.values()):
        raise EngineError(f"the module has no Linear layer; {HINT}")
    return chosen


def _has_own_parameters(part):
    own = any(True for _ in part.parameters(recurse=False)) or any(True for _ in part.buffers(recurse=False))
    # Of a parametrized layer the parameters lie in modules below it; the layer itself is what is watched.
    parametrized = getattr(part, "parametrizations", None) is not None
    return parametrized or (own and not _is_parametrization(part))


def _is_parametrization(part):
    return type(part).__module__.startswith("torch.nn.utils.parametriz")


class _Watcher:
    def __init__(self, named):
        self.named = named
        self.order = None
        self.fits = None
        self.features, self.logits = [], []

    def hook(self, name):
        return lambda _, inputs, output: self.calls.append((name, inputs[0], output))

    def begin(self):
        self.calls = []

    def end(self, out, wholly):
        order = [name for name, _, _ in self.calls]
        self._check_order(order)
        for name, value, _ in self.calls:
            if value.dim() != 2:
                raise EngineError(f"layer '{name}' takes inputs of {value.dim()} dimensions; [samples, features] is needed. {HINT}")
        if self.fits is None:
            self.fits = [dict.fromkeys([NOTHING, *ACTIVATIONS], 0.0) for _ in order[1:]]
        for i in range(len(order) - 1):
            self._compare(i, self.calls[i][2], self.calls[i + 1][1])
        logits = self.calls[-1][2]
        if wholly and not _is_output(logits, out):
            raise EngineError(
                f"the module's output is not that of its last layer '{order[-1]}', and no softmax of it: something is computed after it")
        self.features.append(self.calls[0][1].to(torch.float32).cpu().numpy())
        self.logits.append(logits.to(torch.float32).cpu().numpy())

    def _check_order(self, order):
        twice = next((name for name in order if order.count(name) > 1), None)
        idle = [name for name in self.named if name not in order]
        if twice:
            raise EngineError(f"layer '{twice}' works more than once in a forward pass; the engine's layers work once. {HINT}")
        if idle:
            raise EngineError(f"layer '{idle[0]}' does not work in the forward pass; leave it out by layers=[…]")
        if self.order not in (None, order):
            raise EngineError("the order of the layers differs between batches")
        self.order = order

    def _compare(self, i, before, after):
        """Keeps the largest error of every function that may lie between two layers, as a share of 1 + |value|."""
        for name in list(self.fits[i]):
            value = before if name == NOTHING else ACTIVATIONS[name](before)
            if value.shape != after.shape:
                self.fits[i] = {}
                return
            error = ((value - after).abs() / (1 + after.abs())).max().item() if value.numel() else 0.0
            if not error <= TOLERANCE:
                del self.fits[i][name]

    def chain(self):
        for i, fit in enumerate(self.fits):
            if not fit:
                raise EngineError(
                    f"between the layers '{self.order[i]}' and '{self.order[i + 1]}' lies no single activation function that the engine "
                    f"knows ({', '.join(ACTIVATIONS)}): a residual connection, two functions, another slope or alpha? {HINT}.")
        last = self.named[self.order[-1]]
        if not isinstance(last, nn.Linear):
            raise EngineError(f"the last layer '{self.order[-1]}' is a {type(last).__name__}; the layer of the logits must be a Linear")
        return Chain(
            numpy.concatenate(self.features), numpy.concatenate(self.logits), [(name, self.named[name]) for name in self.order],
            [set(fit) for fit in self.fits])


def _is_output(logits, out):
    if not torch.is_tensor(out) or out.shape != logits.shape:
        return False
    known = (logits, torch.log_softmax(logits, 1), torch.softmax(logits, 1))
    return any(torch.allclose(value, out, rtol=1e-4, atol=1e-6) for value in known)


def activations(chain, given=None):
    """The activation of every hidden layer, and with it where each pair's function lies: (names, [NOTHING or a name for each pair]).

    given: a name for where several fit the samples, as ReLU and nothing do where no output is negative.
    """
    if given is not None and given not in ACTIVATIONS:
        raise EngineError(f"activation is {given!r}; known are {', '.join(ACTIVATIONS)}")
    linear = [i for i, (_, module) in enumerate(chain.layers) if isinstance(module, nn.Linear)]
    placed = [NOTHING] * len(chain.between)
    names = []
    for first, last in zip(linear, linear[1:]):
        pairs = list(range(first, last))
        fixed = [i for i in pairs if NOTHING not in chain.between[i]]
        if len(fixed) > 1:
            raise EngineError(f"between the layers '{chain.layers[first][0]}' and '{chain.layers[last][0]}' lie two activation functions")
        candidates = fixed or [i for i in pairs if len(chain.between[i]) > 1]
        choices = {(i, name) for i in candidates for name in chain.between[i] - {NOTHING} if given in (None, name)}
        if not choices:
            raise EngineError(
                f"between the layers '{chain.layers[first][0]}' and '{chain.layers[last][0]}' lies "
                f"{f'no {given}' if given else 'no activation function: the two are one Linear layer'}")
        if len(choices) > 1:
            options = sorted({name for _, name in choices})
            raise EngineError(
                f"the samples do not tell which function follows layer '{chain.layers[first][0]}' ({', '.join(options)} fit, perhaps at "
                "several places): give more samples, or activation=NAME")
        place, name = choices.pop()
        placed[place] = name
        names.append(name)
    return names, placed


def tensors(chain, placed):
    """The layers under the names of an nn.Sequential(Linear, [BatchNorm1d], activation, [BatchNorm1d], Linear, …), and their one eps."""
    named, at, epsilons = {}, 0, set()
    for i, (_, module) in enumerate(chain.layers):
        named[f"{at}.weight"] = _array(module.weight, module, 1.0)
        named[f"{at}.bias"] = _array(module.bias, module, 0.0)
        if isinstance(module, nn.BatchNorm1d):
            named[f"{at}.running_mean"] = module.running_mean.detach().cpu().float().numpy()
            named[f"{at}.running_var"] = module.running_var.detach().cpu().float().numpy()
            epsilons.add(module.eps)
        at += 1 if i == len(placed) or placed[i] == NOTHING else 2
    if len(epsilons) > 1:
        raise EngineError(f"the batch normalizations have several eps ({', '.join(map(str, sorted(epsilons)))}); one is needed")
    return named, epsilons.pop() if epsilons else None


def _array(value, module, default):
    if value is not None:
        return value.detach().cpu().float().numpy()
    width = module.out_features if isinstance(module, nn.Linear) else module.num_features
    return numpy.full(width, default, numpy.float32)
