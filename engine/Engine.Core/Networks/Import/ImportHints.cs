using System.Collections.Immutable;

namespace Engine.Networks.Import;

/// <summary>Knowledge of a network that its tensors do not hold.</summary>
public sealed record ImportHints
{
    /// <summary>The modules in the order in which they work, between them names of activations and <c>dropout</c>; empty where the names
    /// of the tensors are to say the order.</summary>
    public ImmutableArray<string> Layers { get; init; } = [];

    /// <summary>One for all hidden layers or one for each; empty where nothing is said.</summary>
    public ImmutableArray<Activation> Activations { get; init; } = [];

    /// <summary>The option that these are given by, for messages.</summary>
    public string ActivationOption { get; init; } = "--activation";

    /// <summary>One for all batch normalizations or one for each, first to last; empty where nothing is said.</summary>
    public ImmutableArray<float> Epsilons { get; init; } = [];

    /// <summary>Whether Dropout modules are there, which have no tensors but count in an nn.Sequential.</summary>
    public bool HasDropout { get; init; }

    /// <summary>Only tensors below this name count; <c>.</c> for those that are below no other copy's name.</summary>
    public string? Prefix { get; init; }

    /// <summary>Whether the network will be held against logits or an accuracy of the original, so that the most usual reading may be
    /// tried where several are possible.</summary>
    public bool IsChecked { get; init; }
}
