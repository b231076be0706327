using Engine.Data;
using Engine.Networks;

namespace Benchmarks.Subjects;

/// <summary>A trained network and its data.</summary>
/// <param name="Name">E.g. <c>FashionMNIST 100-100</c>.</param>
internal sealed record Subject(string Name, Network Network, DataSplits Data);
