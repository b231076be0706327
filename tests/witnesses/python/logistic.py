"""Outside witness for logistic regression: what scikit-learn fits to the same two-feature samples.

stdin:  {"x": [[x1, x2], ...], "y": [0 or 1, ...], "l2": lambda}
stdout: {"weights": [w1, w2, w0]} of P[Y = 1] = sigma(w1 x1 + w2 x2 + w0)

Our objective is mean cross-entropy + lambda / 2 |theta|^2 over the two rows of a softmax. At its minimum the rows are opposite, so that with
w = row1 - row0 the penalty is lambda / 4 |w|^2, on the bias too: scikit-learn's C sum(loss) + |w|^2 / 2 with C = 2 / (N lambda) and a column of ones.
"""

import json
import sys

import numpy
import sklearn.linear_model


def main():
    question = json.load(sys.stdin)
    x = numpy.array(question["x"], dtype=numpy.float64)
    design = numpy.column_stack([x, numpy.ones(len(x))])
    model = sklearn.linear_model.LogisticRegression(C=2 / (len(x) * question["l2"]), fit_intercept=False, tol=1e-12, max_iter=100000)
    model.fit(design, numpy.array(question["y"]))
    json.dump({"weights": [float(w) for w in model.coef_[0]]}, sys.stdout)


if __name__ == "__main__":
    main()
