using Engine.Bounds;
using Engine.InformationPlane;
using Engine.Networks;
using Harness.Runs.Tables;
using Harness.Specs;
using Harness.Specs.Types;

namespace Harness.Runs.Execution;

/// <summary>The bounds that one run's numbers give.</summary>
/// <param name="samples">Number of training samples.</param>
/// <param name="planeSamples">Number of samples that the layers' information was estimated on.</param>
internal sealed class RunBounds(RunSpec spec, NetworkShape shape, int samples, int planeSamples)
{
    /// <param name="row">With the run's accuracies.</param>
    /// <param name="plane">The layers' information after the last epoch.</param>
    public IEnumerable<BoundRow> Rows(RunRow row, IReadOnlyList<PlanePoint> plane) =>
        spec.Bounds.Names.SelectMany(kind => Of(kind, row.Train.Accuracy - row.Test.Accuracy, plane))
            .Select(bound => new BoundRow(row.RunId, bound));

    private IEnumerable<GeneralizationBound> Of(BoundKind kind, double gap, IReadOnlyList<PlanePoint> plane) => kind switch
    {
        BoundKind.VeraPiantanidaVega => plane.Select(point => Vera(point, gap)),
        BoundKind.ShwartzZivPainskyTishby => plane.Select(point => ShwartzZiv(point, gap)),
        BoundKind.XuRaginsky => [Xu(gap)],
        // Of all seeds together: SweepBounds.
        _ => [],
    };

    private GeneralizationBound Vera(PlanePoint point, double gap)
    {
        var nats = Math.Max(0, point.Information.AboutInput) * Math.Log(2);
        var scaling = VeraPiantanidaVega.Scaling(nats, samples);
        return new GeneralizationBound(
            point.Layer, BoundKind.VeraPiantanidaVega, point.Estimator.Name, null, gap, VeraPiantanidaVega.Assumptions,
            $"sqrt(I) ln m / sqrt m = {Text(scaling)}; I(X;L) = {Text(nats)} nats by {point.Estimator}{SaturatedText(point)}, "
                + $"m = {samples}")
        {
            Saturated = point.Information.IsSaturated(planeSamples),
        };
    }

    private GeneralizationBound ShwartzZiv(PlanePoint point, double gap)
    {
        var bits = Math.Max(0, point.Information.AboutInput);
        var delta = spec.Bounds.Delta;
        var value = ShwartzZivPainskyTishby.Bound(bits, delta, samples);
        return new GeneralizationBound(
            point.Layer, BoundKind.ShwartzZivPainskyTishby, point.Estimator.Name, value, gap, ShwartzZivPainskyTishby.Assumptions,
            $"I(X;L) = {Text(bits)} bits by {point.Estimator}{SaturatedText(point)}, delta = {NumberText.Short(delta)}, m = {samples}")
        {
            Saturated = point.Information.IsSaturated(planeSamples),
        };
    }

    private GeneralizationBound Xu(double gap)
    {
        var training = spec.Training;
        var batches = (samples + Math.Min(training.BatchSize, samples) - 1) / Math.Min(training.BatchSize, samples);
        var steps = (long)training.Epochs * batches;
        var parameters = Enumerable.Range(0, shape.Layers).Sum(layer => (shape.Width(layer) + 1L) * shape.Width(layer + 1));
        var information = PensiaJogLoh.Information(parameters, steps, training.LearningRate, training.Clip, training.Noise);
        return new GeneralizationBound(
            0, BoundKind.XuRaginsky, PensiaJogLoh.Name, XuRaginsky.Bound(information, samples), gap, PensiaJogLoh.Assumptions,
            $"I(S;W) <= {Text(information)} nats by {PensiaJogLoh.Name}, d = {parameters}, steps = {steps}, eta = "
                + $"{NumberText.Short(training.LearningRate)}, L = {NumberText.Short(training.Clip)}, sigma_t = "
                + $"{NumberText.Short(training.Noise)}, m = {samples}");
    }

    private string SaturatedText(PlanePoint point) =>
        point.Information.IsSaturated(planeSamples)
            ? $" (saturated, at least {NumberText.Short(LayerInformation.Saturation)} log2 of {planeSamples} samples: the true value may "
                + "be larger)"
            : "";

    private static string Text(double value) => NumberText.Rounded(value);
}
