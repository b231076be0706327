"""From a module and samples to tables, by the command line that the variable ENGINE names."""

import io
import json
import tempfile
import unittest
from contextlib import redirect_stderr
from pathlib import Path

import numpy
import torch
from torch import nn

import engine
import engine.command

DIGITS = Path(__file__).parents[2] / "data" / "digits" / "digits.csv.gz"
FAST = ["ablation.random=2", "measures.permutations=0"]


def digits():
    table = numpy.loadtxt(DIGITS, delimiter=",", dtype=numpy.float32)
    return torch.tensor(table[:, :-1] / numpy.float32(16)), torch.tensor(table[:, -1].astype(numpy.int64))


def fit(module, x, y, steps=60):
    torch.manual_seed(1)
    for part in module.modules():
        if hasattr(part, "reset_parameters"):
            part.reset_parameters()
    optimizer = torch.optim.Adam(module.parameters(), lr=0.01)
    module.train()
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(module(x), y).backward()
        optimizer.step()
    return module.eval()


def lenet():
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 30), nn.ReLU(), nn.Linear(30, 10), nn.ReLU(), nn.Linear(10, 10))


class AnalyzeTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.out = Path(self.folder.name) / "out"
        self.x, self.y = digits()

    def tearDown(self):
        self.folder.cleanup()

    def analyze(self, module, x=None, y=None, **how):
        with redirect_stderr(io.StringIO()) as said:
            results = engine.analyze(
                module, self.x[-360:] if x is None else x, self.y[-360:] if y is None else y, out=self.out, settings=FAST, **how)
        self.said = said.getvalue()
        return results

    def accuracy(self, module, x=None):
        with torch.no_grad():
            x = self.x[-360:] if x is None else x
            return (module(x).argmax(1) == self.y[-360:]).double().mean().item()

    def ablated(self, module, layer, neurons):
        """PyTorch's accuracy with outputs of one Linear layer's activation set to 0."""
        def switch_off(_, __, output):
            output[:, neurons] = 0
            return output

        handle = module[layer].register_forward_hook(switch_off)
        try:
            return self.accuracy(module)
        finally:
            handle.remove()

    def test_tables_are_of_this_network(self):
        module = fit(lenet(), self.x[:-360], self.y[:-360])
        results = self.analyze(module)
        self.assertAlmostEqual(self.accuracy(module), results.runs["test_accuracy"][0], 12)
        self.assertEqual(["1", "3"], results.layers)
        self.assertEqual(40, len(results.neurons))
        order = results.ablation.query("scope == 'layer-1' and order == 'entropy' and direction == 'descending' and step <= 5")
        order = order.sort_values("step")
        removed = order["neuron"].tolist()[1:]
        for step in range(6):
            self.assertAlmostEqual(self.ablated(module, 2, [int(n) for n in removed[:step]]), order["accuracy"].tolist()[step], 12)
        curve = results.curve("layer-1", "entropy")
        self.assertEqual(["ascending", "descending", "random"], list(curve.columns))
        self.assertEqual(31, len(curve))

    def test_batch_normalization_after_the_function_and_another_epsilon(self):
        module = nn.Sequential(nn.Linear(64, 20), nn.ReLU(), nn.BatchNorm1d(20, eps=0.1), nn.Linear(20, 10))
        fit(module, self.x[:-360], self.y[:-360])
        results = self.analyze(module)
        self.assertAlmostEqual(self.accuracy(module), results.runs["test_accuracy"][0], 12)

    def test_several_functions(self):
        module = nn.Sequential(nn.Linear(64, 20), nn.ReLU(), nn.Linear(20, 12), nn.Tanh(), nn.Linear(12, 10))
        fit(module, self.x[:-360], self.y[:-360])
        results = self.analyze(module)
        self.assertAlmostEqual(self.accuracy(module), results.runs["test_accuracy"][0], 12)
        # The command line reads network and data again, as the analysis did.
        again = ["--model", "inputs/network.safetensors", "--dataset", '{"npz": "inputs/data.npz"}']
        engine.command.call(["activations", ".", *again, "--out", "outputs.npz"], cwd=self.out)
        with torch.no_grad():
            hidden = module[:4](self.x[-360:]).numpy()
        numpy.testing.assert_allclose(hidden, numpy.load(self.out / "outputs.npz")["layer_2"], rtol=1e-4, atol=1e-5)
        curve = results.curve("network", "entropy")["ascending"]
        prune = ["prune", ".", *again, "--order", "entropy", "--scope", "network", "--step", "7", "--out", "smaller.safetensors", "--json"]
        found = json.loads(engine.command.call(prune, cwd=self.out))
        self.assertAlmostEqual(curve[7], found["correct"] / 360, 12)
        self.assertEqual(32 - 7, sum(found["hidden"]))

    def test_a_data_set_of_normalized_images(self):
        x = ((self.x - 0.1307) / 0.3081).reshape(-1, 1, 8, 8)
        module = fit(lenet(), x[:-360], self.y[:-360])
        samples = torch.utils.data.TensorDataset(x[-360:], self.y[-360:])
        results = engine.analyze(module, samples, out=self.out, settings=FAST, quiet=True)
        self.assertAlmostEqual(self.accuracy(module, x[-360:]), results.runs["test_accuracy"][0], 12)

    def test_a_class_that_no_sample_has(self):
        module = fit(lenet(), self.x[:-360], self.y[:-360])
        some = self.y[-360:] != 4
        results = self.analyze(module, self.x[-360:][some], self.y[-360:][some])
        with torch.no_grad():
            right = (module(self.x[-360:][some]).argmax(1) == self.y[-360:][some]).double().mean().item()
        self.assertAlmostEqual(right, results.runs["test_accuracy"][0], 12)

    def test_checkpoints_by_their_steps(self):
        modules = {step: fit(lenet(), self.x[:-360], self.y[:-360], step) for step in (40, 0)}
        results = self.analyze(modules)
        self.assertEqual([0, 40], sorted(results.runs["step"]))
        for step, module in modules.items():
            run = results.runs[results.runs["step"] == step].iloc[0]
            self.assertAlmostEqual(self.accuracy(module), run["test_accuracy"], 12)
            self.assertIn(f"step {step}, inputs/step-{step}.safetensors", self.said)
        self.assertEqual(2, self.said.count("as expected: the logits of 360 samples"))
        ablation = results.joined("ablation", "step")
        self.assertEqual({0, 40}, set(ablation["step_of_run"]))
        self.assertEqual(30, ablation[ablation["scope"] == "layer-1"]["step"].max())
        self.assertIn("step_of_run", results.joined("ablation"))
        drawn = [path.name for path in results.figures()]
        self.assertIn("steps.png", drawn)

    def test_modules_that_are_no_series(self):
        module = fit(lenet(), self.x[:-360], self.y[:-360], 1)
        other = nn.Sequential(nn.Flatten(), nn.Linear(64, 30), nn.Tanh(), nn.Linear(30, 10))
        for modules, said in (({}, "there is no module"), ({-1: module}, "the step -1 is no whole number"), ({"last": module}, "'last'"),
                              ({True: module}, "True"), ({0: module, 1: fit(other, self.x, self.y, 1)}, "of step 1 is another network")):
            with self.assertRaisesRegex(engine.EngineError, said):
                self.analyze(modules)

    def test_names_of_classes(self):
        names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        module = fit(lenet(), self.x[:-360], self.y[:-360])
        results = self.analyze(module, classes=names)
        self.assertIn("seven", results.runs["class_names"][0])

    def test_results_keep_their_inputs(self):
        first, other = (fit(nn.Sequential(nn.Linear(64, width), nn.ReLU(), nn.Linear(width, 10)), self.x, self.y, 5) for width in (6, 7))
        self.analyze(first)
        inputs = {path: path.read_bytes() for path in (self.out / "inputs").iterdir()}
        with self.assertRaisesRegex(engine.EngineError, "holds results already.*another out"):
            self.analyze(other)
        with self.assertRaisesRegex(engine.EngineError, "network.safetensors is of another module"):
            self.analyze(other, resume=True)
        self.assertEqual(inputs, {path: path.read_bytes() for path in (self.out / "inputs").iterdir()})
        self.analyze(first, resume=True)

    def test_samples_that_no_network_takes(self):
        net = fit(lenet(), self.x, self.y, 1)
        with self.assertRaisesRegex(engine.EngineError, "there is no sample"):
            self.analyze(net, self.x[:0], self.y[:0])
        x = self.x[:20].clone()
        x[3, 5] = float("nan")
        with self.assertRaisesRegex(engine.EngineError, r"sample 3 of x \(from 0\) holds NaN"):
            self.analyze(net, x, self.y[:20])

    def test_what_is_refused(self):
        module = fit(lenet(), self.x[:-360], self.y[:-360])
        with self.assertRaisesRegex(engine.EngineError, "there are 3 classes"):
            self.analyze(module, classes=["a", "b", "c"])
        with self.assertRaisesRegex(engine.EngineError, r"y has shape \[359\]"):
            self.analyze(module, y=self.y[-359:])
        with self.assertRaisesRegex(engine.EngineError, "y is missing"):
            engine.analyze(module, self.x)
        with self.assertRaisesRegex(engine.EngineError, "unknown key|not a key|no key"):
            engine.analyze(module, self.x, self.y, out=self.out, settings=["ablation.rondom=2"], quiet=True)
        self.assertFalse((self.out / "runs").exists())


class LoadTest(unittest.TestCase):
    def test_no_results(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaisesRegex(engine.EngineError, "has no table runs"):
            engine.load(folder)


if __name__ == "__main__":
    unittest.main()
