using Engine;
using Engine.Safetensors;

namespace Harness.Runs.Arrays;

/// <summary>The tensors of a network, from safetensors (one file, or shards by their index) or from what PyTorch saved.</summary>
public static class StateDict
{
    /// <summary>Reads all tensors. Those of a state dict of PyTorch's come in its order, which is that of the layers; names of dicts in
    /// dicts are joined by dots, as <c>state_dict.0.weight</c>.</summary>
    /// <exception cref="UserErrorException">The file is missing, damaged or of another kind.</exception>
    public static SafetensorsContent Read(string path, CancellationToken cancellation = default)
    {
        using var file = ArrayFile.Open(path, cancellation);
        IReadOnlyList<NamedTensor> tensors = [.. file.Arrays.Select(array => Tensor(array, path, cancellation))];
        return new SafetensorsContent(tensors, file.Metadata, file.Sha256(cancellation));
    }

    private static NamedTensor Tensor(StoredArray array, string path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (array.Kind == ElementKind.Text)
            throw new UserErrorException($"{path}: {array.Name} holds texts, a network has none.");
        var elements = array.Shape.Contains(0) ? 0 : array.Rows * array.Width;
        if (elements > Array.MaxLength || elements > AvailableMemory.Bytes / 2 / sizeof(float)
            || array.Shape.Any(extent => extent > int.MaxValue))
            throw new UserErrorException($"{path}: {array.Name} of shape {array.ShapeName} does not fit into memory: "
                + AvailableMemory.Shortage("use a smaller model"));
        var values = new float[elements];
        array.Read(0, values);
        return new NamedTensor(array.Name, [.. array.Shape.Select(extent => (int)extent)], values, SafetensorsArrays.TypeOf(array.Kind));
    }
}
