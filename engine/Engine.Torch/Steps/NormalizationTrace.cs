namespace Engine.Torch.Steps;

/// <summary>What the backward step needs of one batch normalization.</summary>
/// <param name="Standardized"><c>[networks, rows, width]</c>.</param>
/// <param name="InverseDeviation">1 / sqrt(variance + epsilon) of the batch, <c>[networks, 1, width]</c>.</param>
internal sealed record NormalizationTrace(Tensor Standardized, Tensor InverseDeviation);
