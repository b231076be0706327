using Engine.Randomness;

namespace Engine.Data;

/// <summary>A training set of its own for every seed: samples drawn one by one, with replacement, from the training split, so that they are
/// independent and of one distribution, as bounds on the generalization gap assume.</summary>
public static class TrainingDraw
{
    /// <returns>Which samples, <c>[count]</c>: position i of a run's training set.</returns>
    public static int[] Rows(int samples, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = new RandomStream(seed, RandomPurpose.TrainingDraw);
        var rows = new int[count];
        for (var i = 0; i < count; i++)
            rows[i] = random.NextInt(samples);
        return rows;
    }

    /// <summary>The splits with <paramref name="count"/> samples drawn for training; validation and test stay.</summary>
    public static DataSplits Of(DataSplits data, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        var rows = Rows(data.Train.Samples, count, seed);
        byte[] labels = [.. rows.Select(row => data.Train.Labels[row])];
        return data with { Train = new LabelledData(new PickedFeatures(data.Train.Features, rows), labels, data.Train.Classes) };
    }
}
