using Engine.Training;
using Engine.Training.Reference;

namespace Engine.Tests.Simd;

/// <summary>The rules of trainers, kept by the one that the others are held against.</summary>
public sealed class ReferenceRulesTests : TrainerRulesContract
{
    protected override ITrainer Trainer { get; } = new ReferenceTrainer();
}
