namespace Engine.Networks.Import;

/// <summary>Makes layers of modules in order. Where nothing says what lies between two of them, the most usual reading is taken and
/// counted as a guess.</summary>
internal sealed class ModuleReader(ModuleSequence sequence, ImportHints hints, string file)
{
    private readonly List<ReadLayer> _layers = [];
    private readonly List<string> _guesses = [.. sequence.Guesses];
    private readonly List<string> _notes = [];
    private int _normalizations;

    /// <summary>Questions that the file leaves open.</summary>
    public IReadOnlyList<string> Guesses => _guesses;

    /// <summary>Things understood beside the layers themselves.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <exception cref="UserErrorException">The modules make no network that can be read.</exception>
    public IReadOnlyList<ReadLayer> Read()
    {
        var rest = new Queue<PlacedModule>(sequence.Modules);
        var before = Leading(rest);
        while (rest.Count > 0)
        {
            var linear = rest.Dequeue();
            var after = new List<PlacedModule>();
            while (rest.Count > 0 && rest.Peek().Module.Kind == ModuleKind.Normalization)
                after.Add(rest.Dequeue());
            if (after.Count > 1)
                throw new UserErrorException(
                    $"{file}: two batch normalizations, '{after[0].Module.Name}' and '{after[1].Module.Name}', follow one Linear layer "
                        + $"'{linear.Module.Name}'; one can be read");
            var dense = Chained(linear.Module);
            if (before is not null)
                dense = Folded(dense, before, linear.Module);
            before = Add(linear.Module, dense, after.FirstOrDefault(), rest.TryPeek(out var next) ? next.Before : null);
        }
        if (_layers.Count == 0)
            throw new UserErrorException($"{file} holds no Linear layer: a 2-dimensional weight [out, in] is needed");
        CheckEpsilons();
        return _layers;
    }

    /// <summary>A batch normalization of the inputs.</summary>
    private ReadNormalization? Leading(Queue<PlacedModule> rest)
    {
        if (rest.TryPeek(out var first) && first.Before is { IsStated: false, Missing: > 0 and var missing })
            _notes.Add($"before {first.Module.Shown} {Count(missing, "module")} without tensors, taken for Flatten or Dropout");
        if (rest.TryPeek(out first) && first.Before is { IsStated: true, Stated.IsEmpty: false })
            throw new UserErrorException($"{file}: an activation of the inputs cannot be read: apply it to the data");
        if (!rest.TryPeek(out first) || first.Module.Kind != ModuleKind.Normalization)
            return null;
        rest.Dequeue();
        if (!rest.TryPeek(out var next) || next.Module.Kind != ModuleKind.Linear)
            throw new UserErrorException($"{file}: the batch normalization '{first.Module.Name}' does not lie next to a Linear layer");
        if (!next.Before.IsNothing)
            _guesses.Add($"between the batch normalization {first.Module.Shown} of the inputs and {next.Module.Shown} may lie something "
                + "that the file does not show");
        return new ReadNormalization(first.Module.Name, Normalization(first.Module), IsAfter: true);
    }

    private DenseLayer Chained(StateModule module)
    {
        var dense = LayerParts.Linear(module);
        if (_layers.Count > 0 && _layers[^1].Dense.Outputs != dense.Inputs)
            throw new UserErrorException($"{file}: {LayerParts.WeightOf(module)!.Name} has shape {LayerParts.WeightOf(module)!.ShapeName}, "
                + $"but the layer before it gives {_layers[^1].Dense.Outputs} outputs; the shapes must chain");
        return dense;
    }

    private DenseLayer Folded(DenseLayer layer, ReadNormalization before, StateModule module)
    {
        if (before.Values.Features != layer.Inputs)
            throw new UserErrorException($"{file}: the batch normalization '{before.Name}' has {before.Values.Features} features, "
                + $"but {module.Shown} takes {layer.Inputs} inputs");
        _notes.Add(_layers.Count == 0
            ? $"batch normalization {before.Name} of the inputs is folded into the first layer"
            : $"batch normalization {before.Name} after the activation is folded into {module.Shown}: a neuron's output is its "
                + "activation's");
        return layer.After(before.Values);
    }

    /// <returns>The batch normalization that comes after the layer's activation.</returns>
    /// <param name="following">Before the next Linear layer; null for the layer of the logits.</param>
    private ReadNormalization? Add(StateModule module, DenseLayer dense, PlacedModule? norm, Between? following)
    {
        var values = norm is null ? null : Normalization(norm.Module);
        if (values is not null && values.Features != dense.Outputs)
            throw new UserErrorException($"{file}: the batch normalization '{norm!.Module.Name}' has {values.Features} features, "
                + $"but {module.Shown} before it gives {dense.Outputs} outputs");
        var gap = new LayerGap(module.Shown, norm?.Before, following, hints.HasDropout);
        var isAfter = gap.Resolve(file, _guesses, norm?.Module.Shown, out var stated);
        var read = values is null ? null : new ReadNormalization(norm!.Module.Name, values, isAfter);
        _layers.Add(new ReadLayer(module.Name, isAfter || read is null ? dense : dense with { Normalization = values }, stated, read));
        return isAfter ? read : null;
    }

    private BatchNormalization Normalization(StateModule module)
    {
        var given = hints.Epsilons.Length == 1 ? hints.Epsilons[0] : hints.Epsilons.ElementAtOrDefault(_normalizations);
        _normalizations++;
        return LayerParts.Normalization(module, given > 0 ? given : BatchNormalization.DefaultEpsilon);
    }

    private void CheckEpsilons()
    {
        if (hints.Epsilons.Length > 1 && hints.Epsilons.Length != _normalizations)
            throw new UsageException($"{file}: {hints.Epsilons.Length} eps are given for {_normalizations} batch normalizations; one for "
                + "all is needed or one for each");
        if (_normalizations > 0 && hints.Epsilons.IsEmpty)
            _guesses.Add("a state dict does not hold the eps of a BatchNorm1d: give --bn-eps E; PyTorch's default is 1e-5");
    }

    private static string Count(int number, string noun) => number == 1 ? $"is one {noun}" : $"are {number} {noun}s";
}

/// <summary>A layer that was read.</summary>
/// <param name="Name">The Linear module's.</param>
/// <param name="Stated">The activation after it, where it was named.</param>
/// <param name="Normalization">The batch normalization between it and the next Linear layer.</param>
internal sealed record ReadLayer(string Name, DenseLayer Dense, Activation? Stated, ReadNormalization? Normalization);

/// <summary>A batch normalization that was read.</summary>
/// <param name="IsAfter">Whether it comes after the activation.</param>
internal sealed record ReadNormalization(string Name, BatchNormalization Values, bool IsAfter);

/// <summary>Decides what lies between a Linear layer and the next.</summary>
/// <param name="First">Between the layer and its batch normalization; null where there is none.</param>
/// <param name="Last">Before the next Linear layer; null after the layer of the logits.</param>
internal sealed record LayerGap(string Layer, Between? First, Between? Last, bool HasDropout)
{
    /// <returns>Whether a batch normalization comes after the activation.</returns>
    /// <exception cref="UserErrorException">No network that can be read has this between its layers.</exception>
    public bool Resolve(string file, List<string> guesses, string? norm, out Activation? stated)
    {
        stated = null;
        if (Last is not { } last)
        {
            if (First is { IsNothing: false } open && (open.IsStated || open.Missing is not null))
                throw new UserErrorException($"{file}: between {Layer}, which gives the logits, and the batch normalization {norm} lies "
                    + "something without tensors; the layer of the logits has no activation here");
            if (First is { IsNothing: false })
                guesses.Add($"between {Layer} and the batch normalization {norm} of the logits may lie an activation");
            return false;
        }
        if (last.IsStated)
            return Stated(file, last, out stated);
        if (First is { } first)
            return Counted(first, last, guesses, norm!);
        if (last.Missing is not (null or 1) && !(last.Missing == 2 && HasDropout))
            guesses.Add(last.Missing == 0
                ? $"after {Layer} comes the next Linear layer without a gap in the numbers. In an nn.Sequential no activation lies between "
                    + "them, and they are one linear layer; of an nn.ModuleList the file does not say what forward does"
                : $"after {Layer} {last.Missing} modules without tensors follow: an activation and {(last.Missing == 2 ? "a Dropout (then "
                    + "give --dropout)" : "others")}, or two activations, which is another network");
        return false;
    }

    private bool Stated(string file, Between last, out Activation? stated)
    {
        var isAfter = First is { Stated.IsEmpty: false };
        Activation[] all = [.. First?.Stated ?? [], .. last.Stated];
        if (all.Length != 1)
            throw new UserErrorException($"{file}: after {Layer} {(all.Length == 0
                ? "no activation is named: two Linear layers without one between them are one linear layer, which has no neurons"
                : $"{all.Length} activations are named ({string.Join(", ", all.Select(ActivationName.Of))}); one can be read")}");
        stated = all[0];
        return isAfter;
    }

    private bool Counted(Between first, Between last, List<string> guesses, string norm)
    {
        var isAfter = first.Missing > 0;
        var isSure = (first.Missing, last.Missing) switch
        {
            (0, null or 1) or (1, 0) => true,
            (0, 2) or (2, 0) => HasDropout,
            _ => false,
        };
        if (!isSure)
            guesses.Add($"between {Layer}, the batch normalization {norm} and the next Linear layer lie {Text(first)} and {Text(last)} "
                + "modules without tensors: which is the activation is not to be seen"
                + ((first.Missing, last.Missing) is (0, 2) or (2, 0) ? " (a Dropout beside it? Then give --dropout)" : "")
                + $". Say it by --layers, e.g. {Layer},{norm},relu,… or {Layer},relu,{norm},…");
        return isAfter;
    }

    private static string Text(Between between) => between.Missing is { } missing ? $"{missing}" : "unknown";
}
