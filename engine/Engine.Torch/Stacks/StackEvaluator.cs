using Engine.Torch.Steps;
using Engine.Training;

namespace Engine.Torch.Stacks;

/// <summary>Mean loss and accuracy of all networks of a stack on a split.</summary>
internal sealed class StackEvaluator(ForwardStep forward, StackLayout layout)
{
    /// <summary>Values of a layer that are held at a time.</summary>
    private const long Portion = 1 << 24;

    /// <returns>One evaluation for each network.</returns>
    public Evaluation[] Run(DeviceSplit split, int networks)
    {
        if (split.Samples == 0)
            return [.. Enumerable.Repeat(Evaluation.Empty, networks)];
        using var scope = torch.NewDisposeScope();
        var losses = torch.zeros(networks, torch.ScalarType.Float64, split.Features.device);
        var correct = torch.zeros(networks, torch.ScalarType.Int64, split.Features.device);
        var rows = RowsAtATime(networks);
        for (var first = 0; first < split.Samples; first += rows)
            Add(split, first, Math.Min(rows, split.Samples - first), losses, correct);
        return [.. HostTensors.ToArray<double>(losses).Zip(HostTensors.ToArray<long>(correct), (loss, right) => Evaluation.From(loss, right, split.Samples))];
    }

    private static void AddScores(Tensor losses, Tensor correct, (Tensor Sums, Tensor Correct) scores)
    {
        losses.add_(scores.Sums);
        correct.add_(scores.Correct);
    }

    private void Add(DeviceSplit split, int first, int count, Tensor losses, Tensor correct)
    {
        using var block = torch.NewDisposeScope();
        var networks = losses.shape[0];
        var inputs = split.Features.narrow(0, first, count).unsqueeze(0).expand(networks, count, layout.Inputs(0));
        var labels = split.Labels.narrow(0, first, count).unsqueeze(0).expand(networks, count);
        AddScores(losses, correct, LossStep.Score(forward.Evaluate(inputs), labels));
    }

    private int RowsAtATime(int networks)
    {
        var widest = Enumerable.Range(0, layout.Shape.Layers + 1).Max(layout.Shape.Width);
        return (int)Math.Max(1, Portion / ((long)networks * widest));
    }
}
