namespace Engine.Measures;

/// <summary>The accuracy that is lost when the neuron alone is removed. Negative where the network does better without it.</summary>
public static class SingleDrop
{
    public static Measure Definition { get; } = new()
    {
        Name = "single-drop",
        Label = "single-neuron drop",
        Unit = "accuracy",
        Formula = "A0 - A, A0 the intact accuracy, A that without the neuron",
        Source = "[MBRB], arXiv:1803.06959",
        Meaning = "accuracy of the intact network minus that without the neuron alone",
        Value = neuron => neuron.SingleDrop,
        IsOptional = true,
        Beside =
        [
            new("single_drop_changed", "predictions changed by its removal", "samples",
                "samples whose predicted class changes without the neuron alone, of those in the column samples",
                neuron => neuron.ChangedPredictions)
                { Kind = CellKind.Count, IsOptional = true },
            new("single_drop_ablated", "single-neuron drop on the ablated split", "accuracy",
                "single_drop on ablation.split, whatever the row's split: what the readings simpson_pooled and simpson_within correlate",
                neuron => neuron.AblatedDrop)
                { IsOptional = true, InReport = ReportUse.Fact },
        ],
    };
}
