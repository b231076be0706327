namespace Harness.Data;

/// <summary>The data set that a spec asks for.</summary>
/// <param name="Value">The name, or the folder.</param>
public sealed record DataSetRequest(DataSetKind Kind, string Value)
{
    public static DataSetRequest Named(string name) => new(DataSetKind.Named, name);

    public static DataSetRequest Idx(string folder) => new(DataSetKind.IdxFolder, folder);

    public static DataSetRequest Cifar(string folder) => new(DataSetKind.CifarFolder, folder);
}
