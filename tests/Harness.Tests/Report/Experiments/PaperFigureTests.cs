using Engine.Ablation;
using Harness.Report.Experiments;
using Harness.Runs.Storage;
using Harness.Tests.Runs.Sweeps;

namespace Harness.Tests.Report.Experiments;

/// <summary>The paper's curves are read from the runs that replace by the mean, seed by seed.</summary>
public sealed class PaperFigureTests
{
    [Fact]
    public void Curves_are_those_of_the_tables()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"], "ablation.replace=mean", "network.hidden=[60,50]");
        sweep.Run();
        var paper = PaperFigure.Read(sweep.Folder)!;
        var runs = sweep.Folder.FilesOf("ablation");
        Assert.Equal(runs.Count * 3 * 2, paper.Curves.Count);
        var stored = runs.Select(run => StoredCurves.Read(sweep.Folder, run)).ToArray();
        foreach (var random in new[] { false, true })
        {
            var expected = stored.Average(curves => curves.Curves.Select(ranked => ranked.Curve)
                .Where(curve => curve.Scope.IsNetwork && (random
                    ? curve.Direction == AblationDirection.Random
                    : curve.Direction == AblationDirection.Ascending && curve.Order == "mutual-information"))
                .Average(curve => curve.Accuracy(PaperFigure.Step)));
            Assert.Equal(expected, paper.Mean("network", random)[PaperFigure.Step], 1e-12);
        }
        // Layers of 60 and 50 have no step 79.
        Assert.Contains("| layer 1 | lowest first | 0.61 | - | open: fewer than two seeds reach so far |", paper.Table(),
            StringComparison.Ordinal);
        Assert.Contains("| whole network | lowest first | 0.64 | ", paper.Table(), StringComparison.Ordinal);
        Assert.Equal(6, paper.Count().All);
    }

    [Fact]
    public void Runs_that_replace_by_zero_have_none()
    {
        using var folder = new TemporaryFolder();
        var sweep = new TestSweep(folder["out"]);
        sweep.Run();
        Assert.Null(PaperFigure.Read(sweep.Folder));
    }
}
