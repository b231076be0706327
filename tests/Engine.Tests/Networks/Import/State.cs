using System.Collections.Immutable;
using Engine.Networks;
using Engine.Networks.Import;
using Engine.Safetensors;

namespace Engine.Tests.Networks.Import;

/// <summary>Makes state dicts as PyTorch names them, with values that differ everywhere.</summary>
internal static class State
{
    public const string Source = "net.safetensors";

    public static ImportHints Relu { get; } = new() { Activations = [Activation.Relu] };

    public static ImportHints ReluEps { get; } = Relu with { Epsilons = [1e-5f] };

    public static NamedTensor Tensor(string name, int[] shape, params float[] values) => new(name, [.. shape], values);

    public static NamedTensor Filled(string name, params int[] shape) =>
        Tensor(name, shape, [.. Enumerable.Range(1, shape.Aggregate(1, (a, b) => a * b)).Select(i => ((i * 7 % 11) - 5) / 4f)]);

    public static NamedTensor[] Linear(string module, int inputs, int outputs, bool bias = true) =>
        [Filled($"{module}.weight", outputs, inputs), .. bias ? [Filled($"{module}.bias", outputs)] : Array.Empty<NamedTensor>()];

    public static NamedTensor[] Norm(string module, int features, bool affine = true) =>
    [
        .. affine ? [Filled($"{module}.weight", features), Filled($"{module}.bias", features)] : Array.Empty<NamedTensor>(),
        Filled($"{module}.running_mean", features),
        Tensor($"{module}.running_var", [features], [.. Enumerable.Range(1, features).Select(i => i / 2f)]),
        new NamedTensor($"{module}.num_batches_tracked", [], [9], TensorType.I64),
    ];

    public static NetworkImport Read(ImportHints hints, params IEnumerable<NamedTensor[]> modules) =>
        NetworkImport.Read([.. modules.SelectMany(module => module)], ImmutableDictionary<string, string>.Empty, hints, Source);

    /// <summary>The message of the refusal.</summary>
    public static string Refused(ImportHints hints, params IEnumerable<NamedTensor[]> modules)
    {
        var message = Assert.ThrowsAny<UserErrorException>(() => Read(hints, modules)).Message;
        Assert.Contains(Source, message, StringComparison.Ordinal);
        return message;
    }

    public static string Widths(NetworkImport read) =>
        string.Join('-', read.Layers.Select(layer => layer.Inputs).Append(read.Layers[^1].Outputs));
}
