namespace Harness.Build.Testing;

internal sealed record TestSkip(string Name, string Reason);
