using System.Collections.Immutable;

namespace Engine.Safetensors;

/// <summary>A tensor of a file, converted to float32.</summary>
/// <param name="Shape">Extents, outermost first; empty for a scalar.</param>
/// <param name="Values">Row-major, as many as the product of <paramref name="Shape"/>. Not checked for NaN or infinity.</param>
/// <param name="StoredAs">The element type in the file it came from; <see cref="SafetensorsFile.Write"/> always writes float32.</param>
public sealed record NamedTensor(string Name, ImmutableArray<int> Shape, float[] Values, TensorType StoredAs = TensorType.F32)
{
    /// <summary>The shape as messages show it, e.g. <c>[100, 784]</c>.</summary>
    public string ShapeName => $"[{string.Join(", ", Shape)}]";
}
