using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Engine.Networks.Sequential;
using Engine.Safetensors;

namespace Engine.Networks.Import;

/// <summary>A network as it was read from a state dict, and all that was understood of it.</summary>
/// <param name="Layers">Batch normalization before an activation is part of its layer, one after it is folded into the next.</param>
/// <param name="Activations">Of each hidden layer.</param>
/// <param name="Lines">The reading, for people.</param>
/// <param name="Json">The reading, for the identity of what is computed from it.</param>
/// <param name="Guesses">What the file and the hints left open; the most usual reading was taken.</param>
/// <param name="IsPlain">Whether the names alone, in natural order, give the same network.</param>
public sealed record NetworkImport(
    ImmutableArray<DenseLayer> Layers, ImmutableArray<Activation> Activations, ImmutableArray<string> Lines, JsonObject Json,
    ImmutableArray<string> Guesses, bool IsPlain)
{
    /// <summary>One where all hidden layers have the same or there is none, else each one's.</summary>
    public ImmutableArray<Activation> DistinctActivations =>
        Activations.Distinct().Count() > 1 ? Activations : [Activations.FirstOrDefault()];

    /// <exception cref="UserErrorException">A parameter is not finite.</exception>
    public Network ToNetwork() => new(Layers, Activations);

    /// <param name="tensors">A state dict.</param>
    /// <param name="metadata">Of its file; where it says what the modules are, that holds.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <exception cref="UsageException">The file does not say enough, and neither do the hints; the message says what is
    /// needed.</exception>
    /// <exception cref="UserErrorException">The tensors make no network that can be read.</exception>
    public static NetworkImport Read(
        IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata, ImportHints hints, string file)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(hints);
        return new NetworkReading(NetworkMetadata.Read(metadata, file).Join(hints, file), hints, file).Read(tensors);
    }
}

/// <summary>The steps of an import.</summary>
/// <param name="hints">With what the metadata says.</param>
/// <param name="given">Without it.</param>
internal sealed class NetworkReading(ImportHints hints, ImportHints given, string file)
{
    /// <summary>Layers that are listed at a network's beginning and at its end.</summary>
    private const int MostAtBegin = 6, MostAtEnd = 2;

    private readonly List<string> _guesses = [];

    public NetworkImport Read(IReadOnlyList<NamedTensor> tensors)
    {
        var (all, skipped) = StateModule.Group(tensors, file);
        var chosen = NetworkCopies.Choose(all, hints.Prefix, file);
        var sequence = Order(chosen);
        var reader = new ModuleReader(sequence, hints, file);
        var layers = reader.Read();
        _guesses.AddRange(reader.Guesses);
        GuessConnections(sequence, layers);
        var activations = Activations(layers);
        if (_guesses.Count > 0 && !hints.IsChecked)
            throw new UsageException($"{file}: it does not say enough, and another reading would be another network:\n"
                + string.Join("\n", _guesses.Select(guess => $"  - {guess}"))
                + "\nGive what is asked for; or the original's accuracy on the samples, --expect-accuracy A, or some of its logits, "
                + "--expect FILE: then the most usual reading is tried and held against them.");
        ImmutableArray<DenseLayer> dense = [.. layers.Select(layer => layer.Dense)];
        string[] others = [.. sequence.LeftOut.Select(module => module.Shown), .. all.Except(chosen).Select(module => module.Shown)];
        return new NetworkImport(
            dense, activations, [.. Lines(layers, activations, sequence, [.. reader.Notes], skipped, others)],
            Json(layers, activations, others), [.. _guesses], IsPlain(tensors, dense, activations));
    }

    private ModuleSequence Order(List<StateModule> modules)
    {
        var stated = hints.Layers.IsEmpty
            ? null
            : StatedOrder.Read(modules, hints.Layers, given.Layers.IsEmpty ? NetworkMetadata.ModulesKey : "--layers", file);
        var foreign = (stated?.Modules.Select(placed => placed.Module) ?? modules)
            .Where(module => module.Kind == ModuleKind.Foreign).ToList();
        if (foreign.Find(module => module.IsKnownLayer || stated is not null || modules.All(foreign.Contains)) is { } unreadable)
            throw new UserErrorException($"{file}: module '{unreadable.Name}' is or has {unreadable.Reason()}. Only Linear and BatchNorm1d "
                + "layers can be read: fully connected networks. Of others save the activations of a layer, for engine measure.");
        if (foreign.Count > 0)
            _guesses.Add($"{Listing.Of(foreign.Select(module => $"{module.Shown} ({Listing.Of(module.Parts.Keys)})"))} "
                + "would be left out, and forward may use it");
        if (stated is { LeftOut.Count: > 0 })
            _guesses.Add($"--layers leaves out {Listing.Of(stated.LeftOut.Select(module => module.Shown))}, which may lie between the "
                + "others");
        var layers = modules.Where(module => module.Kind != ModuleKind.Foreign).ToList();
        if (stated is null && layers.TrueForAll(module => module.Kind != ModuleKind.Linear))
            throw new UserErrorException($"{file} holds no Linear layer: a 2-dimensional weight [out, in] is needed");
        return stated ?? ModuleOrder.Find(layers, file) with { LeftOut = foreign };
    }

    /// <summary>Of a class of its own nobody knows what forward adds up, where shapes allow that.</summary>
    private void GuessConnections(ModuleSequence sequence, IReadOnlyList<ReadLayer> layers)
    {
        if (sequence.Evidence is OrderEvidence.Stated or OrderEvidence.Numbered || layers.Count < 2)
            return;
        for (var first = 0; first < layers.Count; first++)
        {
            var last = layers.Skip(first).FirstOrDefault(layer => layer.Dense.Outputs == layers[first].Dense.Inputs);
            if (last is null)
                continue;
            _guesses.Add($"{last.Name} gives as many outputs as {layers[first].Name} takes inputs, so that forward may add the two (a "
                + "residual connection), and the names do not exclude it. If each layer's output goes through its activation into the next "
                + "layer and nowhere else, say so: --layers "
                + string.Join(',', sequence.Modules.Take(6).Select(placed => placed.Module.Name))
                + (sequence.Modules.Count > 6 ? ",…" : ""));
            return;
        }
    }

    private ImmutableArray<Activation> Activations(IReadOnlyList<ReadLayer> layers)
    {
        var hidden = layers.Count - 1;
        var stated = layers.Take(hidden).Where(layer => layer.Stated is not null).Select(layer => layer.Stated!.Value).ToImmutableArray();
        ImmutableArray<Activation> told = hints.Activations.Length == 1
            ? [.. Enumerable.Repeat(hints.Activations[0], hidden)]
            : hints.Activations;
        if (!told.IsEmpty && told.Length != hidden)
            throw new UsageException($"{file}: {hints.ActivationOption} names {told.Length} functions; one for all is needed or one for "
                + $"each of the {hidden} hidden layers");
        if (stated.IsEmpty && told.IsEmpty && hidden > 0)
            throw new UsageException($"{file} does not say the activation of its hidden layers; give {hints.ActivationOption} A, one of "
                + $"{string.Join(", ", Enum.GetValues<Activation>().Select(ActivationName.Of))}, or one for each of the {hidden} layers");
        if (!stated.IsEmpty && !told.IsEmpty && !stated.SequenceEqual(told))
            throw new UsageException($"{file}: the activations are {Names(told)} by {hints.ActivationOption} and {Names(stated)} by the "
                + "list of layers");
        return stated.IsEmpty ? told : stated;
    }

    private static bool IsPlain(
        IReadOnlyList<NamedTensor> tensors, ImmutableArray<DenseLayer> layers, ImmutableArray<Activation> activations)
    {
        if (activations.Distinct().Count() > 1)
            return false;
        try
        {
            // The arrays themselves, which neither reading copies.
            var plain = SequentialReader.Read(tensors, activations.FirstOrDefault(), "");
            return plain.Layers.Select(Identity).SequenceEqual(layers.Select(Identity));
        }
        catch (UserErrorException)
        {
            return false;
        }
    }

    private static (float[], float[], float[]?, float[]?, float[]?, float[]?, float?) Identity(DenseLayer layer) => (
        layer.Weight, layer.Bias, layer.Normalization?.Gamma, layer.Normalization?.Beta, layer.Normalization?.RunningMean,
        layer.Normalization?.RunningVariance, layer.Normalization?.Epsilon);

    private IEnumerable<string> Lines(
        IReadOnlyList<ReadLayer> layers, ImmutableArray<Activation> activations, ModuleSequence sequence, string[] notes,
        List<string> skipped, string[] others)
    {
        var shown = layers
            .Select((layer, i) => $"{(layer.Name.Length > 0 ? layer.Name + ": " : "")}{Text(layer, activations, i)}")
            .ToList();
        if (shown.Count - MostAtBegin - MostAtEnd is > 1 and var hidden)
            shown = [.. shown.Take(MostAtBegin), $"… {hidden} layers more …", .. shown.TakeLast(MostAtEnd)];
        yield return $"{layers[0].Dense.Inputs} inputs -> {string.Join(" -> ", shown)}";
        var order = sequence.Evidence switch
        {
            OrderEvidence.Stated when given.Layers.IsEmpty => "as the file's metadata says",
            OrderEvidence.Stated => "as --layers says",
            OrderEvidence.Numbered => "by their numbers, as in an nn.Sequential",
            OrderEvidence.Names => "by the numbers in their names; where activations lie is taken from no name",
            _ => "by their shapes, which chain in one order only; where activations lie is taken from no name",
        };
        if (layers.Count > 1)
            yield return $"order of the layers: {order}";
        foreach (var note in notes)
            yield return note;
        if (skipped.Count > 0)
            yield return $"not needed and left out: {Listing.Of(skipped)}";
        if (others.Length > 0)
            yield return $"left out: {Listing.Of(others)}";
        foreach (var guess in _guesses)
            yield return $"guessed: {guess}";
    }

    private static string Text(ReadLayer layer, ImmutableArray<Activation> activations, int index)
    {
        var isLast = index == activations.Length;
        var norm = layer.Normalization is { } read ? $"batch normalization {read.Name} (eps {Number(read.Values.Epsilon)})" : null;
        string?[] parts =
        [
            $"{layer.Dense.Outputs}{(isLast ? " logits" : "")}",
            layer.Normalization is { IsAfter: false } ? norm : null,
            isLast ? null : ActivationName.Of(activations[index]),
            layer.Normalization is { IsAfter: true } ? norm : null,
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    private static JsonObject Json(IReadOnlyList<ReadLayer> layers, ImmutableArray<Activation> activations, string[] others)
    {
        var list = new JsonArray();
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = new JsonObject { ["name"] = layers[i].Name };
            if (i < activations.Length)
                layer["activation"] = ActivationName.Of(activations[i]);
            if (layers[i].Normalization is { } norm)
            {
                layer["batch_norm"] = norm.Name;
                layer["batch_norm_after_activation"] = norm.IsAfter;
                layer["batch_norm_eps"] = norm.Values.Epsilon;
            }
            list.Add(layer);
        }
        var json = new JsonObject { ["layers"] = list };
        if (others.Length > 0)
            json["left_out"] = new JsonArray([.. others.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]);
        return json;
    }

    private static string Names(ImmutableArray<Activation> activations) => string.Join(",", activations.Select(ActivationName.Of));

    private static string Number(float value) => value.ToString("0.###e-0", CultureInfo.InvariantCulture);
}
