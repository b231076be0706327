using Engine.Safetensors;

namespace Engine.Networks.Sequential;

/// <summary>Reads a network from named tensors: whatever the names, in natural order they must be Linear layers that chain,
/// each perhaps followed by a BatchNorm1d.</summary>
public sealed class SequentialReader
{
    private readonly string _file;
    private readonly List<DenseLayer> _layers = [];

    private SequentialReader(string file) => _file = file;

    /// <param name="file">The name of the source in an error.</param>
    /// <exception cref="UserErrorException">The tensors do not make such a network; the message names the tensor and its shape.</exception>
    public static Network Read(IReadOnlyList<NamedTensor> tensors, Activation activation, string file)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var reader = new SequentialReader(file);
        var modules = tensors
            .GroupBy(tensor => ModuleOf(tensor.Name), StringComparer.Ordinal)
            .OrderBy(group => group.Key, NaturalOrder.Instance);
        foreach (var module in modules)
            reader.Add(module.Key, reader.Parts(module.Key, module));
        if (reader._layers.Count == 0)
            throw new UserErrorException($"{file} holds no Linear layer: a 2-dimensional weight [out, in] with a bias [out] is needed");
        return new Network([.. reader._layers], activation);
    }

    private static string ModuleOf(string name) => name.Contains('.') ? name[..name.LastIndexOf('.')] : "";

    private static string PartOf(string name) => name[(name.LastIndexOf('.') + 1)..];

    private Dictionary<string, NamedTensor> Parts(string module, IEnumerable<NamedTensor> tensors)
    {
        var parts = new Dictionary<string, NamedTensor>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
            if (!parts.TryAdd(PartOf(tensor.Name), tensor))
                throw new UserErrorException($"{_file}: the tensors '{parts[PartOf(tensor.Name)].Name}' and '{tensor.Name}' are both the "
                    + $"{PartOf(tensor.Name)} of module '{module}'; one is needed. Rename the layers before saving.");
        return parts;
    }

    private void Add(string module, Dictionary<string, NamedTensor> parts)
    {
        if (!parts.TryGetValue("weight", out var weight))
            throw new UserErrorException(
                $"{_file}: module '{module}' has {Names(parts)} but no weight; only Linear and BatchNorm1d layers can be read");
        if (weight.Shape.Length == 2)
            AddLinear(module, weight, parts);
        else if (weight.Shape.Length == 1 && parts.ContainsKey("running_mean"))
            AddNormalization(module, weight, parts);
        else
            throw new UserErrorException($"{_file}: {weight.Name} has shape {weight.ShapeName}; "
                + "a Linear layer's [out, in] or a BatchNorm1d's [features] with running statistics is needed");
    }

    private void AddLinear(string module, NamedTensor weight, Dictionary<string, NamedTensor> parts)
    {
        var (outputs, inputs) = (weight.Shape[0], weight.Shape[1]);
        RequireParts(module, parts, ["weight", "bias"], ["bias"]);
        if (_layers.Count > 0 && _layers[^1].Outputs != inputs)
            throw new UserErrorException($"{_file}: {weight.Name} has shape {weight.ShapeName}, "
                + $"but the layer before it gives {_layers[^1].Outputs} outputs; the shapes must chain");
        if (outputs < 1 || inputs < 1)
            throw new UserErrorException($"{_file}: {weight.Name} has shape {weight.ShapeName}; a layer needs inputs and outputs");
        _layers.Add(new DenseLayer(inputs, outputs, Values(weight), Vector(module, "bias", outputs, parts)));
    }

    private void AddNormalization(string module, NamedTensor weight, Dictionary<string, NamedTensor> parts)
    {
        RequireParts(
            module, parts, ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"],
            ["bias", "running_mean", "running_var"]);
        if (_layers.Count == 0 || _layers[^1].Normalization is not null)
            throw new UserErrorException($"{_file}: the batch normalization '{module}' does not follow a Linear layer");
        var features = _layers[^1].Outputs;
        var variance = Vector(module, "running_var", features, parts);
        if (variance.Any(value => value < 0))
            throw new UserErrorException($"{_file}: {module}.running_var holds a negative variance");
        var norm = new BatchNormalization(
            Vector(module, "weight", features, parts), Vector(module, "bias", features, parts),
            Vector(module, "running_mean", features, parts), variance);
        _layers[^1] = _layers[^1] with { Normalization = norm };
    }

    private void RequireParts(string module, Dictionary<string, NamedTensor> parts, string[] known, string[] needed)
    {
        var unknown = parts.Keys.FirstOrDefault(part => !known.Contains(part));
        var missing = needed.FirstOrDefault(part => !parts.ContainsKey(part));
        if (unknown is not null)
            throw new UserErrorException($"{_file}: module '{module}' has a tensor '{unknown}'; known here are {string.Join(", ", known)}");
        if (missing is not null)
            throw new UserErrorException($"{_file}: module '{module}' has {Names(parts)} but no {missing}");
    }

    private float[] Vector(string module, string part, int length, Dictionary<string, NamedTensor> parts)
    {
        var tensor = parts[part];
        if (tensor.Shape.Length != 1 || tensor.Shape[0] != length)
            throw new UserErrorException($"{_file}: {module}.{part} has shape {tensor.ShapeName}; [{length}] is needed");
        return Values(tensor);
    }

    private float[] Values(NamedTensor tensor)
    {
        if (!tensor.StoredAs.IsFloatingPoint())
            throw new UserErrorException($"{_file}: {tensor.Name} is stored as {tensor.StoredAs}; a floating-point type is needed");
        var wrong = Array.FindIndex(tensor.Values, value => !float.IsFinite(value));
        if (wrong >= 0)
            throw new UserErrorException($"{_file}: element {wrong} of {tensor.Name} is {tensor.Values[wrong]}; parameters must be finite");
        return tensor.Values;
    }

    private static string Names(Dictionary<string, NamedTensor> parts) =>
        string.Join(", ", parts.Keys.Take(5)) + (parts.Count > 5 ? $" and {parts.Count - 5} more" : "");
}
