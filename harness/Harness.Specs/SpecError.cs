using System.Collections.Immutable;
using Engine;

namespace Harness.Specs;

/// <summary>One mistake in a spec or an override.</summary>
/// <param name="File">The spec file, or <c>override key=value</c>.</param>
/// <param name="Line">1-based; 0 for an override or the file as a whole.</param>
/// <param name="Column">1-based; 0 where <paramref name="Line"/> is.</param>
public sealed record SpecError(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{new SpecLocation(File, Line, Column)}: {Message}";
}

/// <summary>All mistakes of a spec at once; the message has one line for each of the first, and counts the rest. Exit code 2.</summary>
public sealed class SpecException : UsageException
{
    private const int Shown = 20;

    /// <param name="further">How many there are beside <paramref name="errors"/>.</param>
    public SpecException(ImmutableArray<SpecError> errors, int further = 0) : base(Text(errors, further)) => Errors = errors;

    public SpecException(string message) : base(message) { }

    public SpecException(string message, Exception cause) : base(message, cause) { }

    public SpecException() { }

    /// <summary>In the order of the file, overrides last; the first thousand found.</summary>
    public ImmutableArray<SpecError> Errors { get; } = [];

    private static string Text(ImmutableArray<SpecError> errors, int further)
    {
        var rest = errors.Length + further - Shown;
        return string.Join('\n', errors.Take(Shown)) + rest switch
        {
            <= 0 => "",
            1 => "\nand one more mistake",
            _ => $"\nand {rest} more mistakes",
        };
    }
}

/// <summary>Collects mistakes while a spec is read, so that all are reported together.</summary>
internal sealed class SpecErrors
{
    private const int Most = 1000;

    private readonly List<SpecError> _errors = [];
    private readonly HashSet<SpecError> _known = [];

    // Beyond the most that are kept, one for each place.
    private readonly HashSet<SpecLocation> _further = [];

    public bool Any => _errors.Count > 0;

    /// <summary>Adds a mistake; one that is already known (the same rule broken at many points of a sweep) counts once.</summary>
    public void Add(SpecLocation where, string message) => Add(where, () => message);

    /// <param name="describe">Makes the message, which may take long: not called once there are enough.</param>
    public void Add(SpecLocation where, Func<string> describe)
    {
        if (_errors.Count == Most)
        {
            _further.Add(where);
            return;
        }

        var message = describe();
        var error = new SpecError(where.Source, where.Line, where.Column, message);
        if (_known.Add(error))
            _errors.Add(error);
    }

    /// <exception cref="SpecException">There are mistakes.</exception>
    public void ThrowIfAny()
    {
        if (Any)
            throw new SpecException([.. _errors.OrderBy(Line).ThenBy(error => error.Column)], _further.Count);

        static int Line(SpecError error) => error.Line == 0 ? int.MaxValue : error.Line;
    }
}

/// <summary>Where a value stands: a file with a 1-based line and column, or (line 0) an override or a whole file.</summary>
public readonly record struct SpecLocation(string Source, int Line, int Column)
{
    public static SpecLocation Whole(string source) => new(source, 0, 0);

    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
