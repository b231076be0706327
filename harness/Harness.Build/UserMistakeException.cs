namespace Harness.Build;

/// <summary>What was asked for cannot be had as asked: the message goes to the user as it is, exit code 2.</summary>
internal sealed class UserMistakeException(string message) : Exception(message);
