namespace Engine.Analysis;

/// <summary>What an analysis may use; no result depends on it.</summary>
/// <param name="Threads">Threads of the host.</param>
/// <param name="Memory">Bytes for activations and intermediate results, beside the data set and the network.</param>
public sealed record AnalysisResources(int Threads, long Memory)
{
    /// <summary>512 MiB.</summary>
    public const long DefaultMemory = 512L << 20;
}
