namespace Engine.Torch.Steps;

/// <summary>A batch's losses and the errors that they send back.</summary>
/// <param name="Sums">Sum of the samples' cross-entropies in nats, float64 <c>[networks]</c>.</param>
/// <param name="Correct">Samples that were right, int64 <c>[networks]</c>.</param>
/// <param name="Errors">Gradient of the mean loss by the logits, <c>[networks, rows, classes]</c>.</param>
internal sealed record BatchLoss(Tensor Sums, Tensor Correct, Tensor Errors);
