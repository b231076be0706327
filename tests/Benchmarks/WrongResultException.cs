namespace Benchmarks;

/// <summary>Engine and baseline disagree: what was timed is not the same work.</summary>
internal sealed class WrongResultException(string message) : Exception(message);
