using System.Security.Cryptography;
using System.Text;
using Engine.Data;

namespace Harness.Runs.Data;

/// <summary>A data set that is computed and has no files.</summary>
public abstract class GeneratedSet
{
    /// <summary>All generated sets.</summary>
    public static IReadOnlyList<GeneratedSet> All { get; } = [new TwoGaussians(), new TwoMoons(), new SymmetricPatterns()];

    public abstract string Name { get; }

    /// <summary>One line for people.</summary>
    public abstract string Title { get; }

    /// <summary>Defines the samples completely, with every constant. Its hash stands for the set's content.</summary>
    protected abstract string Definition { get; }

    /// <summary>Lower-case SHA-256 of the definition.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Definition)));

    /// <summary>The set of this name, or null.</summary>
    public static GeneratedSet? Find(string name) => All.FirstOrDefault(set => set.Name == name);

    public abstract DataSet Generate();
}
