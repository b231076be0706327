using Engine.Safetensors;

namespace Engine.Networks.Import;

/// <summary>Makes a layer's parameters of a module's tensors: as they are, of a pruned layer (torch.nn.utils.prune: the product of
/// <c>_orig</c> and <c>_mask</c>), or of weight normalization over rows (g v / |v|, Salimans, Kingma, arXiv:1602.07868).</summary>
internal static class LayerParts
{
    private const string Gain = "parametrizations.weight.original0", Direction = "parametrizations.weight.original1";

    /// <summary>Parts by name, whatever their type.</summary>
    public static IReadOnlySet<string> Known { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "weight", "bias", "running_mean", "running_var", "weight_orig", "weight_mask", "bias_orig", "bias_mask", "weight_g", "weight_v",
    };

    /// <summary>The tensor that has the weight's shape.</summary>
    public static NamedTensor? WeightOf(StateModule module)
    {
        string[] names = ["weight", "weight_orig", "weight_v", Direction, "parametrizations.weight.original"];
        return names.Select(name => module.Parts.GetValueOrDefault(name)).FirstOrDefault(tensor => tensor is not null);
    }

    /// <exception cref="UserErrorException">Parts are missing, too many, of a wrong shape or type, or not finite.</exception>
    public static DenseLayer Linear(StateModule module)
    {
        var bias = module.Parts.Keys.Where(part => part.StartsWith("bias", StringComparison.Ordinal)).ToArray();
        var values = Weight(module, [.. module.Parts.Keys.Except(bias)]);
        if (module.Outputs < 1 || module.Inputs < 1)
            throw new UserErrorException(
                $"{module.File}: {WeightOf(module)!.Name} has shape {WeightOf(module)!.ShapeName}; a layer needs inputs and outputs");
        return new DenseLayer(module.Inputs, module.Outputs, values, Bias(module, bias));
    }

    /// <exception cref="UserErrorException">Parts are missing, too many, of a wrong shape or type, or not finite.</exception>
    public static BatchNormalization Normalization(StateModule module, float epsilon)
    {
        Require(module, [.. module.Parts.Keys], ["running_mean", "running_var"], ["weight", "bias"]);
        if (module.Parts.ContainsKey("weight") != module.Parts.ContainsKey("bias"))
            throw new UserErrorException($"{module.File}: module '{module.Name}' has {Listing.Of(module.Parts.Keys)}; "
                + "weight and bias are needed, or neither");
        var features = module.Outputs;
        var isAffine = module.Parts.ContainsKey("weight");
        var variance = Vector(module, "running_var", features);
        if (variance.Any(value => value < 0))
            throw new UserErrorException($"{module.File}: {module.Name}.running_var holds a negative variance");
        return new BatchNormalization(
            isAffine ? Vector(module, "weight", features) : [.. Enumerable.Repeat(1f, features)],
            isAffine ? Vector(module, "bias", features) : new float[features],
            Vector(module, "running_mean", features), variance)
        {
            Epsilon = epsilon,
        };
    }

    private static float[] Weight(StateModule module, string[] parts)
    {
        if (parts.Contains("weight_orig") && (parts.Contains("weight_u") || parts.Contains("weight_v")))
            throw Other(module, "spectral normalization", "torch.nn.utils.remove_spectral_norm(module)");
        if (parts.Any(part => part.StartsWith("parametrizations", StringComparison.Ordinal) && part is not (Gain or Direction)))
            throw Other(
                module, "a parametrization that cannot be read",
                "torch.nn.utils.parametrize.remove_parametrizations(module, \"weight\")");
        int[] shape = [module.Outputs, module.Inputs];
        if (parts.Contains("weight_orig"))
        {
            Require(module, parts, ["weight_orig", "weight_mask"], []);
            return Product(Values(module, "weight_orig", shape), Mask(module, "weight_mask", shape));
        }
        if (!parts.Contains("weight_v") && !parts.Contains(Direction))
        {
            Require(module, parts, ["weight"], []);
            return Values(module, "weight", shape);
        }
        var (gain, direction) = parts.Contains(Direction) ? (Gain, Direction) : ("weight_g", "weight_v");
        Require(module, parts, [gain, direction], []);
        return Rescaled(Values(module, direction, shape), Values(module, gain, [module.Outputs, 1]), module.Inputs);
    }

    private static float[] Bias(StateModule module, string[] parts)
    {
        if (parts.Length == 0)
            return new float[module.Outputs];
        if (!parts.Contains("bias_orig"))
        {
            Require(module, parts, ["bias"], []);
            return Vector(module, "bias", module.Outputs);
        }
        Require(module, parts, ["bias_orig", "bias_mask"], []);
        return Product(Vector(module, "bias_orig", module.Outputs), Mask(module, "bias_mask", [module.Outputs]));
    }

    private static UserErrorException Other(StateModule module, string kind, string remedy) =>
        new($"{module.File}: module '{module.Name}' has {kind} ({Listing.Of(module.Parts.Keys)}). Make it a plain weight before saving: "
            + remedy);

    private static float[] Product(float[] values, float[] mask) => [.. values.Select((value, i) => value * mask[i])];

    /// <summary>In float64, rounded once.</summary>
    private static float[] Rescaled(float[] direction, float[] gain, int inputs)
    {
        var weight = new float[direction.Length];
        for (var o = 0; o < gain.Length; o++)
        {
            var row = direction.AsSpan(o * inputs, inputs);
            var squares = 0.0;
            foreach (var value in row)
                squares += (double)value * value;
            for (var i = 0; i < inputs; i++)
                weight[(o * inputs) + i] = (float)(gain[o] * (row[i] / Math.Sqrt(squares)));
        }
        return weight;
    }

    private static void Require(StateModule module, string[] parts, string[] needed, string[] allowed)
    {
        var unknown = Array.Find(parts, part => !needed.Contains(part) && !allowed.Contains(part));
        if (unknown is not null)
            throw new UserErrorException($"{module.File}: module '{module.Name}' has a tensor '{unknown}' beside "
                + $"{Listing.Of(parts.Where(part => part != unknown))}; known there are {string.Join(", ", needed.Concat(allowed))}");
        var missing = Array.Find(needed, part => !parts.Contains(part));
        if (missing is not null)
            throw new UserErrorException($"{module.File}: module '{module.Name}' has {Listing.Of(module.Parts.Keys)} but no {missing}");
    }

    private static float[] Vector(StateModule module, string part, int length) => Values(module, part, [length]);

    /// <summary>A mask may be of any type.</summary>
    private static float[] Mask(StateModule module, string part, int[] shape) => Checked(Shaped(module, part, shape), module.File);

    private static float[] Values(StateModule module, string part, int[] shape)
    {
        var tensor = Shaped(module, part, shape);
        return tensor.StoredAs.IsFloatingPoint()
            ? Checked(tensor, module.File)
            : throw new UserErrorException(
                $"{module.File}: {tensor.Name} is stored as {tensor.StoredAs}; a floating-point type is needed");
    }

    private static NamedTensor Shaped(StateModule module, string part, int[] shape)
    {
        var tensor = module.Parts[part];
        return tensor.Shape.AsSpan().SequenceEqual(shape)
            ? tensor
            : throw new UserErrorException(
                $"{module.File}: {tensor.Name} has shape {tensor.ShapeName}; [{string.Join(", ", shape)}] is needed");
    }

    private static float[] Checked(NamedTensor tensor, string file)
    {
        var wrong = Array.FindIndex(tensor.Values, value => !float.IsFinite(value));
        return wrong < 0
            ? tensor.Values
            : throw new UserErrorException(
                $"{file}: element {wrong} of {tensor.Name} is {tensor.Values[wrong]}; parameters must be finite");
    }
}
