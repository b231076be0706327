namespace Engine.Safetensors;

/// <summary>The content of a safetensors file.</summary>
/// <param name="Tensors">In the order of their data in the file.</param>
/// <param name="Metadata">The texts under <c>__metadata__</c>; empty when there are none.</param>
/// <param name="Sha256">Lower case, of the file's bytes.</param>
public sealed record SafetensorsContent(
    IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata, string Sha256);
