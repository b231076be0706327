"""Outside witness for Engine.InformationPlane: binned and pairwise information by numpy, scipy and scikit-learn.

stdin:  {"noise": s2, "bins": B, "low": a, "high": b, "layers": [{"outputs": [[t, ...], ...], "labels": [y, ...]}, ...]}
stdout: [{"binned": [I(X;T), I(Y;T), H(T)], "upper": [I(X;T), I(Y;T), h(T)], "lower": ...}, ...], all in bits
"""

import json
import math
import sys

import numpy
import scipy.spatial
import scipy.special
import scipy.stats
import sklearn.metrics


def pairwise(outputs, labels, noise, scale):
    def entropy_over_noise(points):
        distances = scipy.spatial.distance.cdist(points, points, "sqeuclidean")
        return -numpy.mean(scipy.special.logsumexp(-distances / (scale * noise), axis=1) - math.log(len(points)))

    whole = entropy_over_noise(outputs)
    rest = sum(numpy.mean(labels == y) * entropy_over_noise(outputs[labels == y]) for y in numpy.unique(labels))
    of_noise = scipy.stats.multivariate_normal(cov=noise * numpy.eye(outputs.shape[1])).entropy()
    return [float(value) / math.log(2) for value in (whole, whole - rest, whole + of_noise)]


def binned(outputs, labels, bins, low, high):
    codes = numpy.clip(numpy.digitize(outputs, numpy.linspace(low, high, bins + 1)) - 1, 0, bins - 1)
    symbols = numpy.unique(codes, axis=0, return_inverse=True)[1].ravel()
    entropy = scipy.stats.entropy(numpy.bincount(symbols), base=2)
    return [float(entropy), float(sklearn.metrics.mutual_info_score(symbols, labels)) / math.log(2), float(entropy)]


def main():
    question = json.load(sys.stdin)
    answers = []
    for layer in question["layers"]:
        outputs, labels = numpy.array(layer["outputs"], dtype=numpy.float64), numpy.array(layer["labels"])
        answers.append(
            {
                "binned": binned(outputs, labels, question["bins"], question["low"], question["high"]),
                "upper": pairwise(outputs, labels, question["noise"], 2),
                "lower": pairwise(outputs, labels, question["noise"], 8),
            }
        )
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
