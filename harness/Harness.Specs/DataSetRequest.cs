namespace Harness.Specs;

/// <summary>The data set that a run asks for: from the spec's <c>dataset</c> to the loader.</summary>
/// <param name="Text">The catalogue's name, or the folder as the spec writes it: this is the part that a run's identity depends on.</param>
/// <param name="Path">The folder as a full path; empty for a named set.</param>
public sealed record DataSetRequest(DataSetKind Kind, string Text, string Path = "")
{
    internal const string IdxKey = "idx";
    internal const string CifarKey = "cifar";

    /// <summary>Tells it from every other data set of a sweep.</summary>
    public string Name => Kind switch
    {
        DataSetKind.IdxFolder => NameOf(IdxKey, Text),
        DataSetKind.CifarFolder => NameOf(CifarKey, Text),
        _ => Text,
    };

    /// <param name="key">That of the spec's map, e.g. <c>idx</c>.</param>
    public static string NameOf(string key, string folder) => $"{key}: {folder}";

    public static DataSetRequest Named(string name) => new(DataSetKind.Named, name);

    public static DataSetRequest Idx(string folder) => new(DataSetKind.IdxFolder, folder, folder);

    public static DataSetRequest Cifar(string folder) => new(DataSetKind.CifarFolder, folder, folder);
}

/// <summary>How a spec names its data set.</summary>
public enum DataSetKind
{
    /// <summary>By a name of the catalogue, or of a generated set.</summary>
    Named,

    /// <summary><c>{idx: FOLDER}</c>: four IDX files with the names of MNIST's.</summary>
    IdxFolder,

    /// <summary><c>{cifar: FOLDER}</c>: data_batch_1.bin and following, and test_batch.bin.</summary>
    CifarFolder,
}
