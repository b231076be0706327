"""Engine from Python: which neurons of a network matter?

    import engine

    results = engine.analyze(module, x, y)     # an nn.Module of fully connected layers, samples, labels
    results.neurons                            # pandas.DataFrame: entropy, mutual_information, single_drop, …
    results.curve("layer-1")                   # accuracy by neurons removed, lowest and highest first
    engine.load("runs/sweep").figures("out")   # the same for what the command line left in a folder

analyze() hands the network, the samples and PyTorch's own logits to the command line `engine`, which refuses to go on where it
computes other logits. numpy is needed; torch for analyze(), pandas with pyarrow for tables, matplotlib for figures.
"""

from .analysis import analyze, measure
from .command import EngineError
from .results import Results, load

__all__ = ["analyze", "measure", "load", "Results", "EngineError"]
