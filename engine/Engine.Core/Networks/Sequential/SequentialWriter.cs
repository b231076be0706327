using Engine.Safetensors;

namespace Engine.Networks.Sequential;

/// <summary>Names a network's tensors as PyTorch's <c>nn.Sequential(Linear, [BatchNorm1d], activation, [Dropout], Linear, …)</c> does, so
/// that <c>load_state_dict</c> takes the file as it is.</summary>
public static class SequentialWriter
{
    /// <param name="dropout">Whether the modules include a Dropout after each activation: it has no tensor, but it counts.</param>
    public static IReadOnlyList<NamedTensor> ToTensors(Network network, bool dropout)
    {
        ArgumentNullException.ThrowIfNull(network);
        var tensors = new List<NamedTensor>();
        var module = 0;
        foreach (var layer in network.Layers)
        {
            tensors.Add(new NamedTensor($"{module}.weight", [layer.Outputs, layer.Inputs], layer.Weight));
            tensors.Add(new NamedTensor($"{module}.bias", [layer.Outputs], layer.Bias));
            module++;
            if (layer.Normalization is { } norm)
                tensors.AddRange(Normalization(norm, module++));
            module += dropout ? 2 : 1;
        }
        return tensors;
    }

    private static IEnumerable<NamedTensor> Normalization(BatchNormalization norm, int module) =>
    [
        new NamedTensor($"{module}.weight", [norm.Features], norm.Gamma),
        new NamedTensor($"{module}.bias", [norm.Features], norm.Beta),
        new NamedTensor($"{module}.running_mean", [norm.Features], norm.RunningMean),
        new NamedTensor($"{module}.running_var", [norm.Features], norm.RunningVariance),
    ];
}
