using System.Collections.Immutable;

namespace Engine.Training.Reference;

/// <summary>The loss and the gradient of one batch.</summary>
/// <param name="Blocks">Gradients in the order of <see cref="ReferenceNetwork.Parameters"/>.</param>
/// <param name="Statistics">Per layer; null without batch normalization.</param>
public sealed record ReferenceGradient(ReferenceLoss Loss, double[][] Blocks, ImmutableArray<BatchStatistics?> Statistics);
