namespace Harness.Data;

/// <summary>What the catalogue knows of a data set.</summary>
/// <param name="Title">One line for people.</param>
/// <param name="Classes">Null where the labels tell.</param>
/// <param name="Folders">Names of subfolders that may hold the set, its own name first.</param>
/// <param name="Sources">In the order in which they are tried.</param>
/// <param name="Files">In the order in which they are hashed.</param>
public sealed record DataSetEntry(
    string Name,
    string Title,
    string Licence,
    FileFormat Format,
    int? Classes,
    IReadOnlyList<string> Folders,
    IReadOnlyList<CatalogueSource> Sources,
    IReadOnlyList<CatalogueFile> Files);
