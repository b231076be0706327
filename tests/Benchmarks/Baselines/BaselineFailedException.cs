namespace Benchmarks.Baselines;

/// <summary>A program that the engine is compared with could not be run.</summary>
internal sealed class BaselineFailedException(string message) : Exception(message);
