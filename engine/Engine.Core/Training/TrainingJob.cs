using Engine.Networks;

namespace Engine.Training;

/// <summary>One network to train.</summary>
public sealed record TrainingJob(NetworkShape Shape, TrainingOptions Options, ulong Seed);
