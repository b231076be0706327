"""Outside witness for Engine.Ablation.Selecting: greedy forward selection with numpy and scikit-learn's mutual_info_score.

stdin:  {"codes": [[symbol, ...], ...], "labels": [class, ...]}, codes are [neurons][samples]
stdout: {"mrmr": [neuron, ...], "jmi": [...], "cmim": [...]}
        the first chosen first; of those that only rounding sets apart, the first
"""

import functools
import json
import math
import sys

import numpy
from sklearn.metrics import mutual_info_score


TIE = 1e-9


def bits(one, other):
    return mutual_info_score(one, other) / math.log(2)


def select(codes, labels, criterion):
    relevance = [bits(neuron, labels) for neuron in codes]
    pair = functools.lru_cache(None)(lambda i, j: bits(codes[i], codes[j]))
    joint = functools.lru_cache(None)(lambda i, j: bits(codes[i] * 256 + codes[j], labels))

    def value(i, chosen):
        if not chosen:
            return relevance[i]
        if criterion == "mrmr":
            return relevance[i] - numpy.mean([pair(i, j) for j in chosen])
        if criterion == "jmi":
            return sum(joint(i, j) for j in chosen)
        return min(joint(i, j) - relevance[j] for j in chosen)

    left, chosen = list(range(len(codes))), []
    while left:
        values = numpy.array([value(i, chosen) for i in left])
        chosen.append(left.pop(int(numpy.argmax(values > values.max() - TIE))))
    return chosen


def main():
    question = json.load(sys.stdin)
    codes, labels = numpy.array(question["codes"], dtype=numpy.int64), numpy.array(question["labels"])
    json.dump({criterion: select(codes, labels, criterion) for criterion in ("mrmr", "jmi", "cmim")}, sys.stdout)


if __name__ == "__main__":
    main()
