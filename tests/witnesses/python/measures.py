"""Outside witness for Engine.Measures and Engine.Ablation.Spearman: what scikit-learn and scipy make of the same numbers.

stdin:  {"histograms": [[[count, ...], ...], ...], "tails": [[degrees, statistic], ...], "pairs": [[[x, ...], [y, ...]], ...],
         "columns": [[output, ...], ...]}
        a histogram is [bins][classes]
stdout: {"histograms": [{"entropy", "class_entropy", "information", "kl", "p"}, ...], "tails": [p, ...], "spearman": [rho, ...],
         "middles": [[0.1 % quantile from above, 99.9 % quantile], ...]}
        entropies, information and divergences in bits; null where scipy has no value
"""

import json
import math
import sys

import numpy
import scipy.stats
import sklearn.metrics


def histogram(rows):
    counts = numpy.array(rows, dtype=numpy.int64)
    bins, classes = counts.sum(axis=1), counts.sum(axis=0)
    observed = counts[bins > 0][:, classes > 0]
    divergences = [scipy.stats.entropy(counts[:, y], bins, base=2) for y in range(len(classes)) if classes[y] > 0]
    test = scipy.stats.chi2_contingency(observed, correction=False, lambda_="log-likelihood")
    return {
        "entropy": float(scipy.stats.entropy(bins, base=2)),
        "class_entropy": float(scipy.stats.entropy(classes, base=2)),
        "information": float(sklearn.metrics.mutual_info_score(None, None, contingency=counts)) / math.log(2),
        "kl": float(max(divergences)),
        "p": float(test[1]),
    }


def spearman(x, y):
    rho = scipy.stats.spearmanr(x, y)[0]
    return None if math.isnan(rho) else float(rho)


def main():
    question = json.load(sys.stdin)
    json.dump(
        {
            "histograms": [histogram(rows) for rows in question["histograms"]],
            "tails": [float(scipy.stats.chi2.sf(statistic, degrees)) for degrees, statistic in question["tails"]],
            "spearman": [spearman(x, y) for x, y in question["pairs"]],
            "middles": [
                [-float(numpy.quantile(-numpy.array(column), 0.999, method="inverted_cdf")),
                 float(numpy.quantile(numpy.array(column), 0.999, method="inverted_cdf"))]
                for column in question["columns"]
            ],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
