namespace Engine.Torch.Steps;

/// <summary>Softmax and cross-entropy of a batch.</summary>
internal static class LossStep
{
    private const int Classes = 2;

    /// <param name="logits"><c>[networks, rows, classes]</c>.</param>
    /// <param name="labels">int64 <c>[networks, rows]</c>.</param>
    public static BatchLoss Run(Tensor logits, Tensor labels, Flushing flushing)
    {
        var rows = logits.shape[1];
        var (sums, correct) = Score(logits, labels);
        var truth = labels.unsqueeze(Classes);
        var errors = torch.nn.functional.softmax(logits, Classes);
        errors.scatter_add_(Classes, truth, torch.full_like(truth, -1, torch.ScalarType.Float32)).div_(rows);
        return new BatchLoss(sums, correct, flushing.Apply(errors));
    }

    /// <summary>Sums of the cross-entropies (nats, float64 <c>[networks]</c>) and samples that were right; a tie of the highest logits goes to the lowest class.</summary>
    public static (Tensor Sums, Tensor Correct) Score(Tensor logits, Tensor labels)
    {
        var picked = torch.nn.functional.log_softmax(logits, Classes).gather(Classes, labels.unsqueeze(Classes));
        var sums = picked.sum([1, Classes], type: torch.ScalarType.Float64).neg_();
        var correct = logits.argmax(Classes).eq(labels).sum(1, type: torch.ScalarType.Int64);
        return (sums, correct);
    }
}
