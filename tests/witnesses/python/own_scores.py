"""Scores as harness/docs/after.md computes them, by the text of the page itself.

On stdin {"page", "digits", "widths", "model", "folder"}: the page, the data set's file, the shape of a ReLU network and its safetensors
file, and where taylor.csv is to be. On stdout {"last"}: the scores of the last hidden layer by the derivative of softmax and
cross-entropy by hand, h_i sum_c (p_c - [c = y]) W_ci.
"""

import json
import os
import re
import sys

import numpy
import torch

from sequential import build, load

question = json.load(sys.stdin)
table = numpy.loadtxt(question["digits"], delimiter=",", dtype=numpy.float32)[-360:]
x, y = torch.tensor(table[:, :-1] / numpy.float32(16)), torch.tensor(table[:, -1].astype(numpy.int64))
net = build(question["widths"], "Relu", False, 0)
net.load_state_dict(load(question["model"]), strict=True)
page = open(question["page"], encoding="utf-8").read()
os.chdir(question["folder"])
exec(re.findall(r"```python\n(.*?)```", page, re.S)[-1])
with torch.no_grad():
    hidden = net[:-1](x)
    error = torch.softmax(net[-1](hidden), 1) - torch.nn.functional.one_hot(y, 10)
    print(json.dumps({"last": (hidden * (error @ net[-1].weight)).mean(0).abs().tolist()}))
