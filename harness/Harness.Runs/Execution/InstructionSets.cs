using Engine.Numerics;

namespace Harness.Runs.Execution;

/// <summary>Names all that the last bits of a folder's results depend on, beside the spec.</summary>
public static class InstructionSets
{
    /// <summary>Parts the words of one provider's set.</summary>
    private const string Comma = ", ";

    /// <summary>Parts the sets of two providers.</summary>
    private const string Semicolon = "; ";

    /// <summary>
    /// The sets of those who compute, trainer first, and last that of this processor, which takes every sum that is not left to a device:
    /// null distributions, the information plane, bounds. A set that an earlier one holds all words of is not said again: the
    /// <c>simd</c> trainer and device give <c>vector512</c>, a GPU that trains for the <c>simd</c> device gives
    /// <c>NVIDIA H200, libtorch 2.10.0; vector512</c>.
    /// </summary>
    public static string Of(params string[] computing)
    {
        ArgumentNullException.ThrowIfNull(computing);
        List<string> named = [];
        foreach (var set in computing.Append(VectorWidths.NameOf(VectorWidths.Widest)))
        {
            if (!named.Any(earlier => set.Split(Comma).All(earlier.Split(Comma).Contains)))
                named.Add(set);
        }
        return string.Join(Semicolon, named);
    }
}
