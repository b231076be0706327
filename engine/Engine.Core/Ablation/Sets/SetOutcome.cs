namespace Engine.Ablation.Sets;

/// <summary>What a network does without a set of neurons.</summary>
/// <param name="Correct">Samples classified rightly.</param>
/// <param name="Loss">Mean cross-entropy, nats.</param>
/// <param name="NearTies">Samples whose two highest logits are closer than <see cref="Numerics.SampleScore.NearTie"/>.</param>
/// <param name="Changed">Samples whose predicted class is another than the intact network's.</param>
public readonly record struct SetOutcome(int Correct, double Loss, int NearTies, int Changed);
