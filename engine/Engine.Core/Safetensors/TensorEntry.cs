using System.Collections.Immutable;

namespace Engine.Safetensors;

/// <summary>One tensor of a header: bytes <paramref name="Begin"/> up to <paramref name="End"/>
/// of the data that follows the header.</summary>
internal sealed record TensorEntry(string Name, TensorType Type, ImmutableArray<int> Shape, long Elements, long Begin, long End);
