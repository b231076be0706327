"""Activations of any network, from arrays to the table of neurons."""

import tempfile
import unittest
from pathlib import Path

import numpy

import engine


class MeasureTest(unittest.TestCase):
    def test_a_neuron_that_is_one_class_says_that_class_entropy(self):
        draw = numpy.random.RandomState(0)
        y = draw.randint(0, 3, 300)
        values = draw.rand(300, 2).astype("f4")
        values[:, 1] = y == 1
        with tempfile.TemporaryDirectory() as folder:
            results = engine.measure({"fc1": values}, y, out=Path(folder) / "out", quiet=True)
            share = (y == 1).mean()
            entropy = -share * numpy.log2(share) - (1 - share) * numpy.log2(1 - share)
            numpy.testing.assert_allclose(results.neurons.sort_values("neuron")["mutual_information"], [0, entropy], atol=1e-9)

    def test_two_copies_are_a_pair_without_anything_of_their_own(self):
        y = numpy.arange(60) % 2
        values = numpy.stack([y, y, numpy.arange(60) // 2 % 2], axis=1).astype("f4")
        with tempfile.TemporaryDirectory() as folder:
            results = engine.measure(values, y, out=Path(folder) / "out", settings=["pairs.scopes=[layers]"], quiet=True)
            pairs = results.pairs.sort_values(["neuron_i", "neuron_j"])
            self.assertEqual(list(zip(pairs["neuron_i"], pairs["neuron_j"])), [(0, 1), (0, 2), (1, 2)])
            numpy.testing.assert_allclose(pairs["i_pair"], [1, 0, 0], atol=1e-9)
            numpy.testing.assert_allclose(pairs["redundancy"], [1, 0, 0], atol=1e-9)

    def test_channels_are_reduced_and_names_of_classes_are_taken(self):
        y = numpy.arange(60) % 2
        values = numpy.zeros((60, 2, 3), "f2")
        values[:, 0, 2] = y
        with tempfile.TemporaryDirectory() as folder:
            results = engine.measure(values, numpy.array(["cat", "dog"])[y], out=Path(folder) / "out", reduce="max", quiet=True)
            numpy.testing.assert_allclose(results.neurons.sort_values("neuron")["mutual_information"], [1, 0], atol=1e-9)
            self.assertIn("dog", results.runs["class_names"][0])

    def test_with_the_layers_after_it(self):
        import torch

        torch.manual_seed(0)
        body = torch.nn.Sequential(torch.nn.Linear(4, 6), torch.nn.Tanh())
        head = torch.nn.Sequential(torch.nn.Linear(6, 5), torch.nn.ReLU(), torch.nn.Linear(5, 3))
        x = torch.randn(200, 4)
        with torch.no_grad():
            features = body(x)
            y = head(features).argmax(1)
            removed = features.clone()
            removed[:, 2] = 0
            lost = (y != head(removed).argmax(1)).float().mean().item()
        with tempfile.TemporaryDirectory() as folder:
            results = engine.measure(
                features, y, out=Path(folder) / "out", activation="tanh", head=head, settings=["ablation.random=1"], quiet=True)
            first = results.neurons[(results.neurons["layer"] == 1) & (results.neurons["neuron"] == 2)]
            numpy.testing.assert_allclose(first["single_drop"], lost, atol=1e-9)
            self.assertEqual(results.runs["test_accuracy"][0], 1)
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaisesRegex(engine.EngineError, "head needs the activations of one layer"):
                engine.measure({"a": features, "b": features}, y, out=Path(folder) / "out", head=head)
            with self.assertRaisesRegex(engine.EngineError, "a list is needed"):
                engine.measure(features, y, out=Path(folder) / "out", settings="a=b")

    def test_labels_of_pandas(self):
        y = numpy.arange(60) % 2
        for labels in (numpy.array(["cat", "dog"])[y].astype(object), y.astype(object)):
            with tempfile.TemporaryDirectory() as folder:
                results = engine.measure(y[:, None].astype("f4"), labels, out=Path(folder) / "out", quiet=True)
                numpy.testing.assert_allclose(results.neurons["mutual_information"], [1], atol=1e-9)
        with tempfile.TemporaryDirectory() as folder, self.assertRaisesRegex(engine.EngineError, "entry 1 of an array of objects is None"):
            engine.measure(y[:, None].astype("f4"), ["cat", None] * 30, out=Path(folder) / "out", quiet=True)


if __name__ == "__main__":
    unittest.main()
