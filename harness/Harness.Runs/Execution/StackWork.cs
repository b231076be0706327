using System.Collections.Immutable;
using Harness.Specs.Plans;

namespace Harness.Runs.Execution;

/// <summary>Runs of the plan that train together, and which of them are to be done.</summary>
/// <param name="Planned">As the plan has them; one that stands alone is a stack of its own.</param>
/// <param name="Todo">Those that have not ended well, in the order of the plan.</param>
public sealed record StackWork(ImmutableArray<PlannedRun> Planned, ImmutableArray<PlannedRun> Todo)
{
    /// <summary>What its claim and its checkpoint are named by.</summary>
    public string Id => Planned[0].RunId;

    /// <summary>Whether memory ran out when it was first tried: it is then done alone, its runs one by one, in less memory.</summary>
    public bool IsRetried { get; init; }

    public static StackWork Of(ImmutableArray<PlannedRun> planned) => new(planned, planned);
}
