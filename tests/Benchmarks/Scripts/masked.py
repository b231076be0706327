"""Ablation in PyTorch at its best: the steps of an order in batches of masks, on a GPU launched as one graph."""
import statistics
import time

import torch
from torch.nn.functional import cross_entropy, linear

TIMES = 3  # of each batch


def batched_passes(state, removed, sizes):
    """An order, [[layer (1-based), neuron], ...], in batches of the size that is fastest.

    Returns the masks of a batch, whether it was a CUDA graph, seconds a step, and of the steps that were timed
    [seconds, right answers, loss]. The outputs that no mask changes are computed once, which is not timed.
    """
    found = []
    with torch.no_grad():
        first = min(layer for layer, _ in removed)
        x = state["x"]
        for w, b in state["layers"][:first]:
            x = torch.addmm(b, x, w.t()).relu_()
        places = _places(state, removed)
        for size in sorted({min(size, len(removed) + 1) for size in sizes}):
            try:
                found.append(_timed(state, x, first, places, len(removed) + 1, size))
            except RuntimeError as error:
                if "out of memory" not in str(error):
                    raise
                torch.cuda.empty_cache()
    if not found:
        raise RuntimeError(f"not even {min(sizes)} masks at a time fit the memory")
    return min(found, key=lambda one: one["seconds"])


def _places(state, removed):
    """By hidden layer (0-based) that loses neurons: the step after which each is gone, [neurons]; those that stay have the last."""
    places = {}
    for step, (layer, neuron) in enumerate(removed):
        width = state["layers"][layer - 1][0].shape[0]
        places.setdefault(layer - 1, [len(removed)] * width)[neuron] = step
    return {layer: torch.tensor(steps, device=state["device"]) for layer, steps in places.items()}


def _passes(state, x, first, places, steps):
    """Right answers and loss at each of the steps, from the first masked layer's outputs [samples, neurons]."""
    kept = {layer: (place.unsqueeze(0) >= steps.unsqueeze(1)).to(x.dtype).unsqueeze(1) for layer, place in places.items()}
    layers, y = state["layers"], state["y"]
    h = x.unsqueeze(0) * kept[first - 1]
    for i in range(first, len(layers)):
        h = linear(h, *layers[i])
        if i + 1 < len(layers):
            h.relu_()
            if i in kept:
                h.mul_(kept[i])
    loss = cross_entropy(h.flatten(0, 1), y.repeat(len(steps)), reduction="none")
    return (h.argmax(2) == y).sum(1), loss.view(len(steps), -1).mean(1)


def _timed(state, x, first, places, total, size):
    steps = torch.arange(size, device=state["device"])
    is_graph = state["device"] != "cpu"

    def direct():
        return _passes(state, x, first, places, steps)

    if is_graph:
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(2):
                direct()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            results = direct()

    def once():
        if is_graph:
            graph.replay()
        return [values.tolist() for values in (results if is_graph else direct())]

    once()
    seconds, timed = [], {}
    for start in sorted({0, (total - size) // 2, total - size}):
        steps.copy_(torch.arange(start, start + size))
        for _ in range(TIMES):
            if is_graph:
                torch.cuda.synchronize()
            begun = time.perf_counter()
            correct, loss = once()
            seconds.append(time.perf_counter() - begun)
        timed.update({start + i: [seconds[-1] / size, correct[i], loss[i]] for i in range(size)})
    return {
        "masks": size,
        "graph": is_graph,
        "seconds": statistics.median(seconds) / size,
        "steps": list(timed),
        "answers": list(timed.values()),
    }
