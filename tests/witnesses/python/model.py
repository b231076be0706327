"""Carries networks between PyTorch and the engine: the outside witness of import and export.

Usage: model.py REQUEST.json. The request is a list of models. Where "save" names a file, a network with random parameters
and running statistics is written there; where "load" names one, the network is loaded from it, strictly. The answer is the
logits of each network in evaluation mode.
"""

import json
import sys

import torch

from sequential import build, load, save


def randomize(model):
    for name, value in model.state_dict().items():
        if name.endswith("running_var") or name.endswith("tracked"):
            value.copy_(torch.randint(1, 4, value.shape))
        else:
            value.copy_(torch.rand(value.shape) - 0.4)


def logits(request):
    model = build(request["widths"], request["activation"], request["batch_norm"], request["dropout"])
    if "save" in request:
        randomize(model)
        save(model.state_dict(), request["save"])
    else:
        model.load_state_dict(load(request["load"]), strict=True)
    model.eval()
    inputs = torch.tensor(request["inputs"], dtype=torch.float32).reshape(-1, request["widths"][0])
    return model(inputs).flatten().tolist()


torch.set_num_threads(1)
torch.manual_seed(0)
with torch.no_grad(), open(sys.argv[1], encoding="utf-8") as request:
    print(json.dumps([logits(one) for one in json.load(request)]))
