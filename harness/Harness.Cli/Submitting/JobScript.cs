using System.Security.Cryptography;
using System.Text;
using Engine;
using Harness.Runs.Storage;

namespace Harness.Cli.Submitting;

/// <summary>
/// The file that a job is submitted by. A checksum in its first lines covers all the rest of it: what was changed by hand is known, and is
/// not replaced.
/// </summary>
internal static class JobScript
{
    private const string Start = "# Written by engine submit, checksum ";
    private const int Digits = 16;

    /// <summary>Lines that may stand before the mark; the first is none.</summary>
    private static readonly string[] Interpreters = ["", "#!/bin/bash\n"];

    private static readonly FileMark Mark = new("script of engine submit", start => EndOfMark(start) is not null);

    /// <param name="interpreter">The first line, with its end; empty for a manifest.</param>
    /// <param name="rest">All that follows the checksum, the end of its line too.</param>
    public static string Of(string interpreter, string rest)
    {
        var before = interpreter + Start;
        return before + Checksum(Encoding.UTF8.GetBytes(before + rest)) + rest;
    }

    /// <exception cref="UsageException">A file is there that submit did not write, or one that was changed since.</exception>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        Mark.RequireReplaceable("--out", path);
        if (IsChanged(path))
            throw new UsageException(
                $"--out {path} is a script of engine submit that was changed since, and that would be replaced: move it, or choose "
                    + "another --out");
        WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    private static bool IsChanged(string path)
    {
        if (!File.Exists(path) || File.ReadAllBytes(path) is not { Length: > 0 } script)
            return false;
        return EndOfMark(script) is not { } end || script.Length < end + Digits
            || Encoding.Latin1.GetString(script, end, Digits) != Checksum([.. script[..end], .. script[(end + Digits)..]]);
    }

    private static int? EndOfMark(byte[] script)
    {
        var begin = Interpreters.Select(line => Encoding.UTF8.GetBytes(line + Start))
            .FirstOrDefault(start => script.AsSpan().StartsWith(start));
        return begin?.Length;
    }

    private static string Checksum(byte[] script) => Convert.ToHexStringLower(SHA256.HashData(script))[..Digits];
}
