"""Reading a network by watching it: what is understood computes the module's own logits, and the rest is refused."""

import unittest

import numpy
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils import parametrizations, prune, weight_norm

from engine import EngineError, network

SAMPLES = torch.randn(200, 12, generator=torch.Generator().manual_seed(1))


def trained(module):
    """One batch in training mode, so that batch normalization has statistics that are not the first ones."""
    torch.manual_seed(2)
    module.train()
    with torch.no_grad():
        for part in module.modules():
            if isinstance(part, nn.BatchNorm1d) and part.affine:
                part.weight.uniform_(0.5, 1.5)
                part.bias.uniform_(-0.5, 0.5)
        module(SAMPLES)
    return module


def read(module, activation=None, x=SAMPLES, **how):
    chain = network.watch(module, x, **how)
    names, placed = network.activations(chain, activation)
    tensors, eps = network.tensors(chain, placed)
    return chain, names, tensors, eps


def rebuilt(tensors, names, eps):
    """The module that the written names stand for, as an nn.Sequential is numbered."""
    numbers = sorted({int(name.split(".")[0]) for name in tensors})
    parts, activations = [], iter(names)
    for number in range(numbers[-1] + 1):
        if number not in numbers:
            parts.append(Function(network.ACTIVATIONS[next(activations)]))
            continue
        weight = tensors[f"{number}.weight"]
        if weight.ndim == 2:
            parts.append(nn.Linear(weight.shape[1], weight.shape[0]))
        else:
            parts.append(nn.BatchNorm1d(len(weight), eps=eps))
    module = nn.Sequential(*parts)
    module.load_state_dict({name: torch.tensor(value) for name, value in tensors.items()}, strict=False)
    return module.eval()


class Function(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, z):
        return self.function(z)


class Words(nn.Module):
    """Layers named by words, set up in another order than they work in; functions that no module shows."""

    def __init__(self):
        super().__init__()
        self.out, self.inp, self.middle = nn.Linear(8, 3), nn.Linear(12, 8), nn.Linear(8, 8)

    def forward(self, x):
        return functional.log_softmax(self.out(functional.gelu(self.middle(functional.gelu(self.inp(x.flatten(1)))))), 1)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(12, 8), nn.Linear(8, 8), nn.Linear(8, 3)

    def forward(self, x):
        h = functional.relu(self.a(x))
        return self.c(h + functional.relu(self.b(h)))


class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(12, 8), nn.Linear(8, 8), nn.Linear(8, 3)

    def forward(self, x):
        h = torch.relu(self.a(x))
        return self.c(torch.relu(self.b(torch.relu(self.b(h)))))


def pruned():
    module = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 3))
    prune.random_unstructured(module[0], "weight", 0.5)
    return module


def normed(how):
    module = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 3))
    how(module[0])
    return module


class UnderstoodTest(unittest.TestCase):
    def check(self, module, activation=None, **how):
        chain, names, tensors, eps = read(trained(module), activation, **how)
        with torch.no_grad():
            again = rebuilt(tensors, names, eps)(torch.tensor(chain.features)).numpy()
        numpy.testing.assert_allclose(again, chain.logits, rtol=1e-5, atol=1e-5)
        return names

    def test_plain_networks(self):
        for name, function in {
            "relu": nn.ReLU(), "leaky-relu": nn.LeakyReLU(), "tanh": nn.Tanh(), "sigmoid": nn.Sigmoid(), "elu": nn.ELU(),
            "gelu": nn.GELU(), "gelu-tanh": nn.GELU(approximate="tanh"), "silu": nn.SiLU(), "softplus": nn.Softplus(),
            "hard-tanh": nn.Hardtanh(),
        }.items():
            with self.subTest(name):
                self.assertEqual([name], self.check(nn.Sequential(nn.Linear(12, 8), function, nn.Linear(8, 3))))

    def test_batch_normalization_before_and_after(self):
        for eps in (1e-5, 0.1):
            self.check(nn.Sequential(nn.Linear(12, 8), nn.BatchNorm1d(8, eps=eps), nn.ReLU(), nn.Dropout(), nn.Linear(8, 3)))
            self.check(nn.Sequential(nn.Linear(12, 8, bias=False), nn.ReLU(), nn.BatchNorm1d(8, eps=eps), nn.Linear(8, 3)))
            self.check(nn.Sequential(nn.Linear(12, 8), nn.GELU(), nn.BatchNorm1d(8, eps=eps, affine=False), nn.Linear(8, 3, bias=False)))

    def test_words_and_functions(self):
        self.assertEqual(["gelu", "gelu"], self.check(Words()))
        self.assertEqual(["inp", "middle"], read(Words())[0].hidden)

    def test_several_activations(self):
        module = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 3))
        self.assertEqual(["relu", "tanh"], self.check(module))

    def test_weights_that_are_made_of_others(self):
        self.check(pruned())
        self.check(normed(weight_norm))
        self.check(normed(parametrizations.spectral_norm))

    def test_a_part_of_another_network(self):
        module = nn.Sequential(nn.Unflatten(1, (1, 12)), nn.Conv1d(1, 2, 3), nn.Flatten(), nn.Linear(20, 6), nn.ReLU(), nn.Linear(6, 3))
        self.check(module, layers=["3", "5"])

    def test_logistic_regression(self):
        self.assertEqual([], self.check(nn.Sequential(nn.Flatten(), nn.Linear(12, 3))))

    def test_the_module_stays_as_it_was(self):
        module = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Dropout(), nn.Linear(8, 3)).train()
        module[2].eval()
        read(module)
        self.assertEqual([True, False], [module[0].training, module[2].training])
        self.assertFalse(module[0]._forward_hooks)


class RefusedTest(unittest.TestCase):
    def check(self, module, message, **how):
        with self.assertRaisesRegex(EngineError, message):
            read(trained(module), **how)

    def test_two_functions(self):
        self.check(nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Tanh(), nn.Linear(8, 3)), "no single activation function")

    def test_a_residual_connection(self):
        self.check(Residual(), "between the layers 'b' and 'c'")

    def test_another_slope(self):
        self.check(nn.Sequential(nn.Linear(12, 8), nn.LeakyReLU(0.2), nn.Linear(8, 3)), "another slope")

    def test_no_function(self):
        self.check(nn.Sequential(nn.Linear(12, 8), nn.Linear(8, 3)), "one Linear layer")

    def test_layers_of_other_kinds(self):
        self.check(nn.Sequential(nn.Linear(12, 8), nn.LayerNorm(8), nn.ReLU(), nn.Linear(8, 3)), "'1' is a LayerNorm")
        self.check(nn.Sequential(nn.Linear(12, 8), nn.PReLU(), nn.Linear(8, 3)), "'1' is a PReLU")

    def test_a_layer_that_works_twice(self):
        self.check(Twice(), "'b' works more than once")

    def test_something_after_the_last_layer(self):
        self.check(nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 3), nn.Tanh()), "something is computed after it")

    def test_batch_normalization_without_statistics(self):
        self.check(
            nn.Sequential(nn.Linear(12, 8), nn.BatchNorm1d(8, track_running_stats=False), nn.ReLU(), nn.Linear(8, 3)), "no running statistics")

    def test_samples_that_do_not_tell(self):
        module = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 3))
        nn.init.constant_(module[0].bias, 100)
        self.check(module, "the samples do not tell")
        self.assertEqual(["relu"], read(module, "relu")[1])

    def test_a_wrong_name(self):
        self.check(nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 3)), "lies no tanh", activation="tanh")


if __name__ == "__main__":
    unittest.main()
