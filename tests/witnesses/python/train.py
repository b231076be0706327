"""Trains networks with PyTorch as a request says and prints losses and parameters: the outside witness of the trainers.

Usage: train.py REQUEST.json. The request is a list of runs, each with the tensors that training starts from (PyTorch's
names), the data, the order of the samples, and the options. The answer is a list with, per run, the loss of each step and
the tensors after the last one.
"""

import json
import sys

import torch

from sequential import build


def tensor(entry):
    return torch.tensor(entry["values"], dtype=torch.float32).reshape(entry["shape"])


def optimizer_of(run, model):
    if run["optimizer"] == "Adam":
        return torch.optim.Adam(model.parameters(), lr=run["learning_rate"], weight_decay=run["l2"])
    return torch.optim.SGD(model.parameters(), lr=run["learning_rate"], momentum=run["momentum"], weight_decay=run["l2"])


def train(run):
    model = build(run["widths"], run["activation"], run["batch_norm"], dropout=False)
    model.load_state_dict({entry["name"]: tensor(entry) for entry in run["tensors"]})
    optimizer = optimizer_of(run, model)
    features = torch.tensor(run["features"], dtype=torch.float32).reshape(-1, run["widths"][0])
    labels = torch.tensor(run["labels"])
    losses = []
    for rows in run["batches"]:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(features[rows]), labels[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    state = {name: value.flatten().tolist() for name, value in model.state_dict().items() if not name.endswith("tracked")}
    return {"losses": losses, "tensors": state}


torch.set_num_threads(1)
torch.set_flush_denormal(True)
with open(sys.argv[1], encoding="utf-8") as request:
    print(json.dumps([train(run) for run in json.load(request)]))
