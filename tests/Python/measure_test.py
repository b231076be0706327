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

    def test_channels_are_reduced_and_names_of_classes_are_taken(self):
        y = numpy.arange(60) % 2
        values = numpy.zeros((60, 2, 3), "f2")
        values[:, 0, 2] = y
        with tempfile.TemporaryDirectory() as folder:
            results = engine.measure(values, numpy.array(["cat", "dog"])[y], out=Path(folder) / "out", reduce="max", quiet=True)
            numpy.testing.assert_allclose(results.neurons.sort_values("neuron")["mutual_information"], [1, 0], atol=1e-9)
            self.assertIn("dog", results.runs["class_names"][0])

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
