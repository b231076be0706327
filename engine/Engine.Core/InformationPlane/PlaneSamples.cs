using System.Collections.Immutable;
using Engine.Data;
using Engine.Randomness;

namespace Engine.InformationPlane;

/// <summary>The samples of the plane: a part of the data, drawn once, so that epochs and runs compare.</summary>
/// <param name="Labels"><c>[samples]</c>.</param>
/// <param name="Inputs"><c>[samples, inputs]</c>.</param>
public sealed record PlaneSamples(Features Inputs, byte[] Labels, int Classes)
{
    /// <summary>The same samples for every seed.</summary>
    private const ulong Seed = 0;

    public int Count => Labels.Length;

    /// <summary>All samples where they are at most <paramref name="most"/>, else so many,
    /// drawn without repetition and kept in their order.</summary>
    /// <exception cref="UserErrorException">The split has no samples.</exception>
    public static PlaneSamples Draw(DataSplits data, PlaneSplit split, int most)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ImmutableArray<LabelledData> parts = split switch
        {
            PlaneSplit.Train => [data.Train],
            PlaneSplit.Validation => [data.Validation],
            PlaneSplit.Test => [data.Test],
            _ => [data.Train, data.Validation, data.Test],
        };
        var total = parts.Sum(part => part.Samples);
        if (total == 0)
            throw new UserErrorException($"the information plane is to be estimated on the split {split.ToString().ToLowerInvariant()}, "
                + "which has no samples; choose another split");
        return Read(parts, Chosen(total, most));
    }

    private static int[] Chosen(int total, int most)
    {
        if (total <= most)
            return [.. Enumerable.Range(0, total)];
        var chosen = new RandomStream(Seed, RandomPurpose.Subsample).Permutation(total)[..most];
        Array.Sort(chosen);
        return chosen;
    }

    private static PlaneSamples Read(ImmutableArray<LabelledData> parts, int[] chosen)
    {
        var inputs = parts[0].Features.Inputs;
        var values = new float[(long)chosen.Length * inputs];
        var labels = new byte[chosen.Length];
        var (part, first) = (0, 0);
        for (var i = 0; i < chosen.Length; i++)
        {
            while (chosen[i] >= first + parts[part].Samples)
                first += parts[part++].Samples;
            parts[part].Features.Read(chosen[i] - first, values.AsSpan(i * inputs, inputs));
            labels[i] = parts[part].Labels[chosen[i] - first];
        }
        return new PlaneSamples(new FloatFeatures(values, labels.Length, inputs), labels, parts[0].Classes);
    }
}
