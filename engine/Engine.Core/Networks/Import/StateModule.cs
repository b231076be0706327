using Engine.Safetensors;

namespace Engine.Networks.Import;

internal enum ModuleKind
{
    Linear,
    Normalization,

    /// <summary>Its tensors make no layer that can be read.</summary>
    Foreign,
}

/// <summary>The tensors of one module of a state dict.</summary>
internal sealed class StateModule
{
    /// <summary>Counters that no output depends on.</summary>
    private static readonly string[] Counters = ["num_batches_tracked", "n_averaged"];

    private const string Parametrizations = "parametrizations";

    private readonly Dictionary<string, NamedTensor> _parts = new(StringComparer.Ordinal);
    private readonly string _file;

    private StateModule(string name, string file) => (Name, _file) = (name, file);

    /// <summary>The full name, e.g. <c>model.fc1</c>; empty where the tensors have no module's name before theirs.</summary>
    public string Name { get; }

    /// <summary>The name as messages show it.</summary>
    public string Shown => Name.Length == 0 ? "(the whole)" : Name;

    public ModuleKind Kind { get; private set; }

    /// <summary>Of a Linear layer.</summary>
    public int Inputs { get; private set; }

    /// <summary>Of a Linear layer, or the features of a batch normalization.</summary>
    public int Outputs { get; private set; }

    public IReadOnlyDictionary<string, NamedTensor> Parts => _parts;

    public string File => _file;

    /// <summary>The modules of a file in the order of their first tensors, and the names of tensors that no layer needs.</summary>
    /// <exception cref="UserErrorException">Two tensors are the same part of one module.</exception>
    public static (List<StateModule> Modules, List<string> Skipped) Group(IReadOnlyList<NamedTensor> tensors, string file)
    {
        var modules = new Dictionary<string, StateModule>(StringComparer.Ordinal);
        var optimizers = OptimizerStates.Find(tensors.Select(tensor => tensor.Name));
        var skipped = optimizers.ConvertAll(root => $"{root} (of an optimizer)");
        foreach (var tensor in tensors.Where(tensor => OptimizerStates.Of(tensor.Name, optimizers) is null))
        {
            var (name, part) = Split(tensor.Name);
            if (Counters.Contains(part))
                continue;
            if (IsBeside(part, tensor.StoredAs))
                skipped.Add($"{tensor.Name} ({tensor.StoredAs})");
            else if (modules.TryGetValue(name, out var module) || modules.TryAdd(name, module = new StateModule(name, file)))
                module.Add(part, tensor);
        }
        foreach (var module in modules.Values)
            module.Classify();
        return ([.. modules.Values], skipped);
    }

    /// <summary>Why a foreign module cannot be read.</summary>
    public string Reason()
    {
        if (_parts.ContainsKey("in_proj_weight"))
            return "attention";
        if (_parts.Keys.Any(part => part.StartsWith("weight_ih", StringComparison.Ordinal)))
            return "a recurrent layer";
        if (!_parts.TryGetValue("weight", out var weight))
            return $"{Listing.Of(_parts.Keys)}, which are no parts of a layer that can be read";
        return weight.Shape.Length switch
        {
            >= 3 => $"a convolution or the like: its weight has shape {weight.ShapeName}",
            1 when _parts.ContainsKey("bias") => "a LayerNorm, a GroupNorm, or a batch normalization without running statistics: what it "
                + "gives depends on the sample or on the batch",
            _ => "a PReLU, an RMSNorm or the like: its weight has shape " + weight.ShapeName,
        };
    }

    /// <summary>Whether what it does is known, so that nothing can be hoped from leaving it out.</summary>
    public bool IsKnownLayer => Kind == ModuleKind.Foreign
        && (_parts.ContainsKey("weight") || _parts.ContainsKey("in_proj_weight")
            || _parts.Keys.Any(part => part.StartsWith("weight_ih", StringComparison.Ordinal)));

    private static (string Module, string Part) Split(string name)
    {
        var marker = name.IndexOf($"{Parametrizations}.", StringComparison.Ordinal);
        if (marker == 0 || (marker > 0 && name[marker - 1] == '.'))
            return (name[..Math.Max(0, marker - 1)], name[marker..]);
        var dot = name.LastIndexOf('.');
        return dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
    }

    /// <summary>Whether a tensor of another type than weights have is none of a layer's parts.</summary>
    private static bool IsBeside(string part, TensorType type) =>
        (!type.IsFloatingPoint() || $"{type}".StartsWith("F8", StringComparison.Ordinal))
        && !LayerParts.Known.Contains(part) && !part.StartsWith(Parametrizations, StringComparison.Ordinal);

    private void Add(string part, NamedTensor tensor)
    {
        if (!_parts.TryAdd(part, tensor))
            throw new UserErrorException($"{_file}: the tensors '{_parts[part].Name}' and '{tensor.Name}' are both the "
                + $"{part} of module '{Name}'; one is needed. Rename the layers before saving.");
    }

    private void Classify()
    {
        if (_parts.TryGetValue("running_mean", out var mean) || _parts.TryGetValue("running_var", out mean))
            (Kind, Outputs) = (ModuleKind.Normalization, mean.Shape.Length == 1 ? mean.Shape[0] : 0);
        else if (LayerParts.WeightOf(this) is { Shape.Length: 2 } weight)
            (Kind, Outputs, Inputs) = (ModuleKind.Linear, weight.Shape[0], weight.Shape[1]);
        else
            Kind = ModuleKind.Foreign;
    }
}

/// <summary>Writes lists of names that may be long.</summary>
internal static class Listing
{
    private const int Most = 5;

    public static string Of(IEnumerable<string> names, string between = ", ")
    {
        var all = names.ToList();
        return string.Join(between, all.Take(Most)) + (all.Count > Most ? $" and {all.Count - Most} more" : "");
    }
}
