"""Outside witness for Engine.Data.InputScale: mean and population standard deviation by scikit-learn's StandardScaler.

stdin:  {"rows": [[x, ...], ...], "groups": n}; a group is so many features in a row, whose values count as one feature's
stdout: {"mean": [...], "std": [...]}, one for each group
"""

import json
import sys

import numpy
import sklearn.preprocessing


def main():
    question = json.load(sys.stdin)
    rows = numpy.array(question["rows"])
    samples, inputs = rows.shape
    groups = question["groups"]
    columns = rows.reshape(samples, groups, inputs // groups).transpose(0, 2, 1).reshape(-1, groups)
    scaler = sklearn.preprocessing.StandardScaler().fit(columns)
    json.dump({"mean": scaler.mean_.tolist(), "std": numpy.sqrt(scaler.var_).tolist()}, sys.stdout)


if __name__ == "__main__":
    main()
