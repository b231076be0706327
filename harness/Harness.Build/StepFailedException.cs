namespace Harness.Build;

/// <summary>A step failed and its log has been shown: exit code 1.</summary>
internal sealed class StepFailedException(string message) : Exception(message);
