using Harness.Build.Arguments;

namespace Harness.Build;

/// <summary>What a verb works with.</summary>
internal sealed record Workshop(Home Home, Steps Steps, Invocation Invocation)
{
    /// <summary>Whether this is a build server, where lock files bind and a missing witness is a failure.</summary>
    public static bool IsCI => Environment.GetEnvironmentVariable("CI") == "true";
}
