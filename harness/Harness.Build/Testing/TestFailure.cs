namespace Harness.Build.Testing;

internal sealed record TestFailure(string Name, string Text);
