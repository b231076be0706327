using System.Collections.Immutable;

namespace Harness.Report.Explaining;

/// <summary>One bin of a joint histogram.</summary>
/// <param name="Lower">Outputs of the bin are greater; may be infinite.</param>
/// <param name="Upper">Outputs of the bin do not exceed it; may be infinite.</param>
/// <param name="Counts">Samples by class.</param>
public sealed record StoryBin(double Lower, double Upper, ImmutableSortedDictionary<int, int> Counts);
