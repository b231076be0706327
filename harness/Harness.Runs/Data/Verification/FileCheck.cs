namespace Harness.Data;

/// <summary>A file of a data set, compared with the catalogue.</summary>
/// <param name="Path">Null where the file is missing.</param>
/// <param name="Source">Null where the file is missing.</param>
/// <param name="Size">Bytes of decompressed content; null where it could not be read.</param>
/// <param name="Sha256">Of the decompressed content, lower case; null where it could not be read.</param>
/// <param name="Detail">What the user should know of a verdict other than <see cref="Verdict.Matches"/>.</param>
public sealed record FileCheck(
    string DataSet,
    string File,
    string? Path,
    SourceKind? Source,
    long? Size,
    string? Sha256,
    long? ExpectedSize,
    string? ExpectedSha256,
    Verdict Verdict,
    string Detail);
