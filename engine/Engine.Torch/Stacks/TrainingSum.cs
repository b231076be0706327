namespace Engine.Torch.Stacks;

/// <summary>What an epoch's steps came to for one network.</summary>
/// <param name="Loss">Sum of the samples' cross-entropies, nats; that of the diverged step where there is one.</param>
/// <param name="Diverged">The first step of the epoch (0-based) whose loss was not finite; null where there was none.</param>
internal sealed record TrainingSum(double Loss, long Correct, int? Diverged);
