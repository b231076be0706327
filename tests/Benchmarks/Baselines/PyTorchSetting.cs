namespace Benchmarks.Baselines;

/// <summary>How PyTorch is run on the CPU.</summary>
/// <param name="Threads">Set only where <paramref name="IsFlushed"/>; otherwise PyTorch chooses.</param>
/// <param name="IsFlushed">Whether denormals are flushed.</param>
/// <param name="IsPassive">Whether its threads sleep while they wait, rather than spin.</param>
internal sealed record PyTorchSetting(int Threads, bool IsFlushed, bool IsPassive)
{
    /// <summary>The settings that are tried to find its best.</summary>
    public static IReadOnlyList<PyTorchSetting> Tuned(int most) =>
        most == 1 ? [new(1, true, true)] : [new(1, true, true), new(most, true, true), new(most, true, false)];

    /// <summary>With no setting of ours.</summary>
    public static PyTorchSetting AsFound(int threads) => new(threads, false, false);

    /// <summary>A process of its own: PyTorch's threads keep what they were started with.</summary>
    public PythonSession Start()
    {
        var session = PythonSession.Start(IsPassive)!;
        try
        {
            if (IsFlushed)
                session.Call("configure", Threads, true);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public override string ToString() =>
        $"{Threads} thread{(Threads > 1 ? "s" : "")}{(IsPassive || Threads == 1 || !IsFlushed ? "" : ", spinning")}";
}
