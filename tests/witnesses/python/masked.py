"""Outside witness for engine prune: a network with the engine's masks, applied by torch.nn.utils.prune.

On stdin {"digits", "widths", "activation", "batch_norm", "dropout", "model", "masks"}: the data set's file, the network's shape and two
safetensors files. On stdout {"correct"}: its right answers on the last 360 digits.
"""

import json
import sys

import numpy
import torch
from torch.nn.utils import prune

from sequential import build, load

TEST = 360

question = json.load(sys.stdin)
table = numpy.loadtxt(question["digits"], delimiter=",", dtype=numpy.float32)[-TEST:]
inputs, labels = torch.tensor(table[:, :-1] / numpy.float32(16)), torch.tensor(table[:, -1].astype(numpy.int64))
model = build(question["widths"], question["activation"], question["batch_norm"], question["dropout"])
model.load_state_dict(load(question["model"]), strict=True)
for name, mask in load(question["masks"]).items():
    module, parameter = name.rsplit(".", 1)
    prune.custom_from_mask(model.get_submodule(module), parameter, mask)
model.eval()
with torch.no_grad():
    print(json.dumps({"correct": int((model(inputs).argmax(1) == labels).sum())}))
