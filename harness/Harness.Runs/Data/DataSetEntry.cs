namespace Harness.Runs.Data;

/// <summary>A data set in the catalogue.</summary>
/// <param name="Title">One line for people.</param>
/// <param name="Classes">Null where the number follows from the labels.</param>
/// <param name="Folders">Names of subfolders that may hold the set, its own name first.</param>
/// <param name="Sources">In the order in which they are tried.</param>
/// <param name="Files">In the order in which they are hashed.</param>
/// <param name="ClassNames">By class; null where class c is named c.</param>
public sealed record DataSetEntry(
    string Name,
    string Title,
    string Licence,
    FileFormat Format,
    int? Classes,
    IReadOnlyList<string> Folders,
    IReadOnlyList<CatalogueSource> Sources,
    IReadOnlyList<CatalogueFile> Files,
    IReadOnlyList<string>? ClassNames = null);

/// <summary>How the files of a data set are laid out.</summary>
public enum FileFormat
{
    Idx,
    Cifar,
    Digits,
}

/// <summary>A file of a data set, described by its decompressed content.</summary>
/// <param name="Name">Its usual name, without .gz.</param>
/// <param name="Size">Bytes; null where nothing is known of the file, as in a folder of the user's own.</param>
/// <param name="Sha256">Lower case; null where nothing is known of the file.</param>
public sealed record CatalogueFile(string Name, long? Size = null, string? Sha256 = null)
{
    /// <summary>
    /// The names under which a folder may hold the file, the preferred first: plain before .gz, <c>x-idx3-ubyte</c> before
    /// <c>x.idx3-ubyte</c>.
    /// </summary>
    public IEnumerable<string> FileNames =>
        new[] { Name, Name.Replace("-idx", ".idx", StringComparison.Ordinal) }.Distinct().SelectMany(name => new[] { name, name + ".gz" });
}

/// <summary>One source of a data set.</summary>
/// <param name="Path">Folder of a system copy.</param>
/// <param name="Package">Package and exact version of an npm source, <c>name@1.2.3</c>.</param>
/// <param name="Url">Of a download: an https address; <c>{file}</c> stands for a file's name, without it the address is a tar.gz of all
/// files.</param>
/// <param name="Size">Bytes of an archive.</param>
/// <param name="Sha256">Checksum of an archive itself.</param>
public sealed record CatalogueSource(
    SourceKind Kind, string? Path = null, string? Package = null, string? Url = null, long? Size = null, string? Sha256 = null);

/// <summary>Where the files of a data set may come from.</summary>
public enum SourceKind
{
    /// <summary>The folder that the user gave with <c>--data</c>, <c>ENGINE_DATA</c> or in the spec.</summary>
    Folder,

    /// <summary>The user's cache, which holds what was fetched before.</summary>
    Cache,

    /// <summary>A folder that a system package fills.</summary>
    System,

    /// <summary>Files inside an npm package.</summary>
    Npm,

    /// <summary>The publisher's own download.</summary>
    Download,

    /// <summary>Built into the program.</summary>
    Shipped,

    /// <summary>Computed, no files.</summary>
    Generated,
}
