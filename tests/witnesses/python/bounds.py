"""Outside witness for Engine.Bounds: digamma by scipy, mutual information of Gaussian vectors by numpy's determinants.

stdin:  {"points": [x, ...], "pairs": [[[[a, ...], ...], [[b, ...], ...]], ...]}; a pair is observations of two vectors
stdout: {"digamma": [psi, ...], "information": [nats, ...]}
"""

import json
import sys

import numpy
import scipy.special


def information(a, b):
    def log_determinant(rows):
        return numpy.linalg.slogdet(numpy.atleast_2d(numpy.cov(rows, rowvar=False)))[1]

    return 0.5 * (log_determinant(a) + log_determinant(b) - log_determinant(numpy.hstack([a, b])))


def main():
    question = json.load(sys.stdin)
    json.dump(
        {
            "digamma": [float(value) for value in scipy.special.digamma(question["points"])],
            "information": [float(information(numpy.array(a), numpy.array(b))) for a, b in question["pairs"]],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
