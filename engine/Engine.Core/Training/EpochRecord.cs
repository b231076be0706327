namespace Engine.Training;

/// <summary>One epoch in numbers. Losses are mean cross-entropies in nats, accuracies shares of 1; NaN for an empty split.</summary>
/// <param name="Epoch">1-based.</param>
/// <param name="Train">Averages over the epoch's own steps, with dropout and the weights of the moment.</param>
/// <param name="Seconds">Training and evaluation together.</param>
public sealed record EpochRecord(int Epoch, Evaluation Train, Evaluation Validation, Evaluation Test, double Seconds);
