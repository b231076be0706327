using System.Runtime.ExceptionServices;

namespace Harness.Runs.Storage;

/// <summary>Does several things at a time, such as reading and writing files: each waits for the disk, and they wait together.</summary>
internal static class SideBySide
{
    /// <summary>Comes back when all have ended.</summary>
    /// <remarks>Throws what one of them threw, as it threw it.</remarks>
    public static void Do(params Action[] actions) => All(() => Parallel.Invoke(actions));

    /// <summary>The results for the items, in their order.</summary>
    /// <remarks>Throws what one of them threw, as it threw it; the rest is left then.</remarks>
    public static TResult[] Each<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> give)
    {
        var given = new TResult[items.Count];
        All(() => Parallel.For(0, given.Length, i => given[i] = give(items[i])));
        return given;
    }

    private static void All(Action parallel)
    {
        try
        {
            parallel();
        }
        catch (AggregateException causes)
        {
            ExceptionDispatchInfo.Throw(causes.Flatten().InnerExceptions[0]);
        }
    }
}
