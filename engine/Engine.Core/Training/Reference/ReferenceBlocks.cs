namespace Engine.Training.Reference;

/// <summary>The state of an optimizer for each block of parameters: none before its first step.</summary>
internal static class ReferenceBlocks
{
    public static double[][] Like(IReadOnlyList<double[]> parameters) => [.. parameters.Select(block => new double[block.Length])];

    public static void Save(BinaryWriter state, double[][]? blocks)
    {
        state.Write(blocks is not null);
        foreach (var block in blocks ?? [])
            state.WriteBlock<double>(block);
    }

    /// <exception cref="InvalidDataException">It is of other parameters.</exception>
    public static double[][]? Load(BinaryReader state, IReadOnlyList<double[]> parameters)
    {
        if (!state.ReadBoolean())
            return null;
        var blocks = Like(parameters);
        foreach (var block in blocks)
            state.ReadBlock<double>(block);
        return blocks;
    }
}
