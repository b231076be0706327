using System.Text.RegularExpressions;

namespace Oclgrind;

/// <summary>One kernel in groups of one size.</summary>
/// <param name="Launches">How often it ran.</param>
internal sealed record KernelResult(string Kernel, int Launches, IReadOnlyList<Finding> Findings);

/// <summary>A complaint of Oclgrind's.</summary>
/// <param name="Text">In its words.</param>
internal sealed partial record Finding(Fault Fault, string Text)
{
    private static readonly (string Beginning, Fault Fault)[] Beginnings =
    [
        ("Invalid read", Fault.InvalidRead),
        ("Invalid write", Fault.InvalidWrite),
        ("Read-write data race", Fault.Race),
        ("Write-write data race", Fault.Race),
        ("Uninitialized", Fault.Uninitialized),
        ("Controlflow depends on uninitialized", Fault.Uninitialized),
        ("Instruction depends on an uninitialized", Fault.Uninitialized),
    ];

    /// <summary>The complaints in a piece of its log: each begins in the first column, and its details are indented.</summary>
    public static IReadOnlyList<Finding> Read(string log) =>
        [.. Complaint().Matches(log).Select(match => match.Value.Trim()).Where(text => text.Length > 0).Select(Of)];

    private static Finding Of(string text) => new(
        Beginnings.Where(known => text.StartsWith(known.Beginning, StringComparison.Ordinal))
            .Select(known => known.Fault).DefaultIfEmpty(Fault.Other).First(),
        text);

    [GeneratedRegex(@"^\S.*(\n(?!\S).*)*", RegexOptions.Multiline)]
    private static partial Regex Complaint();
}

/// <summary>The kinds of complaints.</summary>
internal enum Fault
{
    /// <summary>Anything that none of the others is: an alignment, a barrier that not every thread reaches, an error inside.</summary>
    Other,

    /// <summary>Beyond what was allocated, in global or shared memory.</summary>
    InvalidRead,

    InvalidWrite,

    /// <summary>Two threads, one of which writes, at one address, and neither a barrier nor an atomic operation between them.</summary>
    Race,

    /// <summary>A value that nothing has written decides something, is an address, or is written on.</summary>
    Uninitialized,
}
