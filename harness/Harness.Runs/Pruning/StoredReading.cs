using System.Collections.Immutable;
using System.Text.Json;
using Engine.Networks;
using Engine.Networks.Import;
using Engine.Safetensors;

namespace Harness.Runs.Pruning;

/// <summary>How an analysis read a network from elsewhere, as its spec has it: the same reading again.</summary>
internal sealed class StoredReading
{
    private readonly List<string> _words = [];
    private readonly List<float> _epsilons = [];

    public StoredReading(JsonElement network)
    {
        var modules = ImmutableArray.CreateBuilder<string>();
        foreach (var layer in network.GetProperty("layers").EnumerateArray())
        {
            modules.Add(layer.GetProperty("name").GetString()!);
            _words.Add(modules[^1]);
            var norm = layer.TryGetProperty("batch_norm", out var name) ? name.GetString() : null;
            var isAfter = norm is not null && layer.GetProperty("batch_norm_after_activation").GetBoolean();
            HasNormalizationAfter |= isAfter;
            if (norm is not null)
                _epsilons.Add(layer.GetProperty("batch_norm_eps").GetSingle());
            if (norm is not null && !isAfter)
                _words.Add(norm);
            if (layer.TryGetProperty("activation", out var activation))
                _words.Add(activation.GetString()!);
            if (isAfter)
                _words.Add(norm!);
        }
        Modules = modules.ToImmutable();
    }

    /// <summary>Names of the Linear layers.</summary>
    public ImmutableArray<string> Modules { get; }

    public bool HasNormalizationAfter { get; }

    /// <param name="content">Of the file that was analyzed.</param>
    /// <exception cref="Engine.UserErrorException">The file does not make the network.</exception>
    public Network Read(SafetensorsContent content, string file) => NetworkImport.Read(
        content.Tensors, content.Metadata, new ImportHints { Layers = [.. _words], Epsilons = [.. _epsilons], IsChecked = true }, file)
        .ToNetwork();
}
