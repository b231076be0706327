"""Outside witness for Engine.Pairs.AverageLinkage: scipy's hierarchy of the same distances.

stdin:  {"distances": [[distance, ...], ...]}
stdout: {"heights": [height of each join, ascending], "together": [[height at which two items come together, ...], ...]}
"""

import json
import sys

import numpy
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.spatial.distance import squareform


def main():
    distances = numpy.array(json.load(sys.stdin)["distances"])
    joins = linkage(squareform(distances, checks=False), "average")
    json.dump({"heights": joins[:, 2].tolist(), "together": squareform(cophenet(joins)).tolist()}, sys.stdout)


if __name__ == "__main__":
    main()
