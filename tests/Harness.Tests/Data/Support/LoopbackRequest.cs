namespace Harness.Data.Tests;

/// <param name="From">The first byte of the range asked for, 0 for the whole.</param>
internal sealed record LoopbackRequest(string Path, long From);
