"""Outside witness for Engine.Pairs: what scikit-learn and plain probabilities make of every pair of neurons of a network.

stdin:  {"activations": [path of an .npy [samples, neurons], ...], "labels": path of an .npy [samples]}
        one file a layer; a neuron's symbol is whether its output is above 0
stdout: [{column of the table pairs: value, ...}, ...]
        by the place of the first neuron, then of the second, over the whole network; information in bits
"""

import itertools
import json
import math
import sys

import numpy
import scipy.stats
from sklearn.metrics import mutual_info_score


def information(x, y):
    return float(mutual_info_score(x, y)) / math.log(2)


def observed(*symbols):
    return len(set(zip(*(column.tolist() for column in symbols))))


def corrected(value, x, y, both, samples):
    return value + (x + y - both - 1) / (2 * samples * math.log(2))


def specific(neuron, labels, label):
    """Average information of the neuron's symbols about one class: sum_t P(t|y) log2( P(y|t) / P(y) )."""
    own = labels == label
    total = 0.0
    for symbol in numpy.unique(neuron[own]):
        here = neuron == symbol
        total += (here & own).sum() / own.sum() * math.log2(own[here].mean() / own.mean())
    return total


def minimum(first, second, labels):
    """I_min of Williams and Beer."""
    return sum(
        (labels == label).mean() * min(specific(first, labels, label), specific(second, labels, label))
        for label in numpy.unique(labels))


def pair(first, second, labels):
    samples = len(labels)
    both = 2 * first + second
    own, other, joint, each = information(first, labels), information(second, labels), information(both, labels), information(first, second)
    redundancy = minimum(first, second, labels)
    symbols, classes = (observed(first), observed(second)), observed(labels)
    degrees = (symbols[0] - 1) * (symbols[1] - 1)
    return {
        "i_pair": each,
        "i_pair_mm": corrected(each, *symbols, observed(first, second), samples),
        "i_joint": joint,
        "i_joint_mm": corrected(joint, observed(both), classes, observed(both, labels), samples),
        "interaction": joint - own - other,
        "redundancy": redundancy,
        "unique_i": own - redundancy,
        "unique_j": other - redundancy,
        "synergy": joint - own - other + redundancy,
        "redundancy_mmi": min(own, other),
        "synergy_mmi": joint - max(own, other),
        "p_value": float(scipy.stats.chi2.sf(2 * samples * math.log(2) * each, degrees)) if degrees else 1.0,
    }


def main():
    question = json.load(sys.stdin)
    labels = numpy.load(question["labels"])
    outputs = numpy.concatenate([numpy.load(path) for path in question["activations"]], axis=1)
    symbols = (outputs > 0).astype(numpy.int64)
    json.dump(
        [pair(symbols[:, i], symbols[:, j], labels) for i, j in itertools.combinations(range(symbols.shape[1]), 2)],
        sys.stdout,
    )


if __name__ == "__main__":
    main()
