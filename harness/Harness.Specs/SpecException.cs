using System.Collections.Immutable;
using Engine;

namespace Harness.Specs;

/// <summary>All mistakes of a spec at once; the message has one line for each. Exit code 2.</summary>
public sealed class SpecException : UsageException
{
    public SpecException(ImmutableArray<SpecError> errors) : base(string.Join('\n', errors)) => Errors = errors;

    public SpecException(string message) : base(message) { }

    public SpecException(string message, Exception cause) : base(message, cause) { }

    public SpecException() { }

    /// <summary>In the order of the file, overrides last.</summary>
    public ImmutableArray<SpecError> Errors { get; } = [];
}
