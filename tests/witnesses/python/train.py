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


def parameters_of(run, model):
    """With L2 on weights, groups as papers make them: matrices with weight decay, vectors without."""
    if run["l2_on"] == "All":
        return [{"params": list(model.parameters()), "weight_decay": run["l2"]}]
    matrices = [parameter for parameter in model.parameters() if parameter.dim() == 2]
    vectors = [parameter for parameter in model.parameters() if parameter.dim() == 1]
    return [{"params": matrices, "weight_decay": run["l2"]}, {"params": vectors, "weight_decay": 0}]


def optimizer_of(run, model):
    if run["optimizer"] == "Adam":
        return torch.optim.Adam(parameters_of(run, model), lr=run["learning_rate"])
    return torch.optim.SGD(parameters_of(run, model), lr=run["learning_rate"], momentum=run["momentum"])


def schedule_of(run, optimizer):
    """PyTorch's own schedulers, asked after every step; one behind a warm-up counts from its end."""
    schedules, warmup = torch.optim.lr_scheduler, run["warmup_steps"]
    rest = {
        "Constant": lambda: schedules.ConstantLR(optimizer, factor=1, total_iters=1),
        "Step": lambda: schedules.MultiStepLR(optimizer, [step - warmup for step in run["milestones"]], gamma=run["step_factor"]),
        "Cosine": lambda: schedules.CosineAnnealingLR(optimizer, T_max=run["all_steps"] - warmup),
    }[run["schedule"]]()
    if warmup == 0:
        return rest
    rise = schedules.LinearLR(optimizer, start_factor=1 / warmup, total_iters=warmup - 1)
    return schedules.SequentialLR(optimizer, [rise, rest], milestones=[warmup])


def forward(model, x, factors):
    """With dropout's factors of the inputs, and behind each activation those of its outputs."""
    if not factors:
        return model(x)
    factors = iter([torch.tensor(layer, dtype=torch.float32) for layer in factors])
    x = x * next(factors)
    for module in model:
        x = module(x)
        if not isinstance(module, (torch.nn.Linear, torch.nn.BatchNorm1d)):
            x = x * next(factors)
    return x


def train(run):
    model = build(run["widths"], run["activation"], run["batch_norm"], dropout=False)
    model.load_state_dict({entry["name"]: tensor(entry) for entry in run["tensors"]})
    optimizer = optimizer_of(run, model)
    schedule = schedule_of(run, optimizer)
    features = torch.tensor(run["features"], dtype=torch.float32).reshape(-1, run["widths"][0])
    labels = torch.tensor(run["labels"])
    losses = []
    for step, rows in enumerate(run["batches"]):
        optimizer.zero_grad()
        logits = forward(model, features[rows], run["factors"][step] if run["factors"] else None)
        loss = torch.nn.functional.cross_entropy(logits, labels[rows])
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    state = {name: value.flatten().tolist() for name, value in model.state_dict().items() if not name.endswith("tracked")}
    return {"losses": losses, "tensors": state}


torch.set_num_threads(1)
torch.set_flush_denormal(True)
with open(sys.argv[1], encoding="utf-8") as request:
    print(json.dumps([train(run) for run in json.load(request)]))
