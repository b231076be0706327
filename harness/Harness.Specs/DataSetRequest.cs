using System.Collections.Immutable;
using System.Globalization;

namespace Harness.Specs;

/// <summary>The data set that a run asks for: from the spec's <c>dataset</c> to the loader.</summary>
/// <param name="Text">The catalogue's name, or the file or folder as the spec writes it: this is the part that a run's identity depends
/// on.</param>
/// <param name="Path">The file or folder as a full path; empty for a named set.</param>
public sealed record DataSetRequest(DataSetKind Kind, string Text, string Path = "")
{
    /// <summary>Which of several sets in one folder of IDX files, e.g. <c>letters</c> of EMNIST; null where there is one.</summary>
    public string? Part { get; init; }

    /// <summary>Whether CIFAR-100's coarse labels are the classes, not its fine ones.</summary>
    public bool IsCoarse { get; init; }

    /// <summary>The column of labels of a table; null for what is no table.</summary>
    public string? Label { get; init; }

    /// <summary>The share of the samples that is for testing, between 0 and 1; null where the data say which samples are.</summary>
    public double? TestShare { get; init; }

    /// <summary>The column of a table that says which samples are for testing.</summary>
    public string? SplitColumn { get; init; }

    /// <summary>The columns of features, in order; empty for all but those of label and split.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>Tells it from every other data set of a sweep.</summary>
    public string Name => DataSetForm.Of(Kind) is { } form ? NameOf(form.Entries(this)) : Text;

    /// <param name="entries">The keys of the spec's map and their values.</param>
    public static string NameOf(IEnumerable<(string Key, string Value)> entries) =>
        string.Join(", ", entries.Select(entry => $"{entry.Key}: {entry.Value}"));

    public static DataSetRequest Named(string name) => new(DataSetKind.Named, name);

    public static DataSetRequest Idx(string folder) => new(DataSetKind.IdxFolder, folder, folder);

    public static DataSetRequest Cifar(string folder) => new(DataSetKind.CifarFolder, folder, folder);

    public bool Equals(DataSetRequest? other) =>
        other is not null && Kind == other.Kind && Path == other.Path && Name == other.Name && TestShare == other.TestShare
        && Columns.SequenceEqual(other.Columns);

    public override int GetHashCode() => HashCode.Combine(Kind, Path, Name);
}

/// <summary>How a spec names its data set.</summary>
public enum DataSetKind
{
    /// <summary>By a name of the catalogue, or of a generated set.</summary>
    Named,

    /// <summary><c>{idx: FOLDER}</c>: four IDX files with the names of MNIST's or EMNIST's.</summary>
    IdxFolder,

    /// <summary><c>{cifar: FOLDER}</c>: CIFAR-10's or CIFAR-100's files, binary or Python's.</summary>
    CifarFolder,

    /// <summary><c>{npz: FILE}</c>: arrays of NumPy's.</summary>
    Npz,

    /// <summary><c>{npy: FOLDER}</c>: one file for each array.</summary>
    NpyFolder,

    /// <summary><c>{safetensors: FILE}</c>: arrays as tensors.</summary>
    Safetensors,

    /// <summary><c>{parquet: FILE, label: COLUMN}</c>: a table, or a folder of its parts.</summary>
    Parquet,

    /// <summary><c>{csv: FILE, label: COLUMN}</c>: a table as text.</summary>
    Csv,
}

/// <summary>One form in which a spec can ask for data of the user's own: its keys, and what they mean.</summary>
/// <param name="Key">The first key, which has the path.</param>
/// <param name="Place">As messages name the path: FILE or FOLDER.</param>
/// <param name="Options">The other keys.</param>
internal sealed record DataSetForm(DataSetKind Kind, string Key, string Place, params string[] Options)
{
    public const string Name = "name", Labels = "labels", Label = "label", Split = "split", Columns = "columns";
    public const string Fine = "fine", Coarse = "coarse";

    /// <summary>In the order in which they are documented.</summary>
    public static IReadOnlyList<DataSetForm> All { get; } =
    [
        new(DataSetKind.IdxFolder, "idx", "FOLDER", Name),
        new(DataSetKind.CifarFolder, "cifar", "FOLDER", Labels),
        new(DataSetKind.Npz, "npz", "FILE", Split),
        new(DataSetKind.NpyFolder, "npy", "FOLDER", Split),
        new(DataSetKind.Safetensors, "safetensors", "FILE", Split),
        new(DataSetKind.Parquet, "parquet", "FILE", Label, Split, Columns),
        new(DataSetKind.Csv, "csv", "FILE", Label, Split, Columns),
    ];

    public bool IsTable => Options.Contains(Label);

    /// <summary>As it is written at its shortest, e.g. <c>{csv: FILE, label: COLUMN}</c>.</summary>
    public string Shortest => $"{{{Key}: {Place}{(IsTable ? ", label: COLUMN" : "")}}}";

    public static DataSetForm? Of(DataSetKind kind) => All.FirstOrDefault(form => form.Kind == kind);

    /// <summary>The keys and values of a request in their one order; what is left to its default is absent.</summary>
    public IEnumerable<(string Key, string Value)> Entries(DataSetRequest request)
    {
        yield return (Key, request.Text);
        if (request.Part is { } part)
            yield return (Name, part);
        if (request.IsCoarse)
            yield return (Labels, Coarse);
        if (request.Label is { } label)
            yield return (Label, label);
        if (request.SplitColumn is { } column)
            yield return (Split, column);
        if (request.TestShare is { } share)
            yield return (Split, ShareText(share));
        if (!request.Columns.IsEmpty)
            yield return (Columns, $"[{string.Join(", ", request.Columns)}]");
    }

    public static string ShareText(double share) => share.ToString("R", CultureInfo.InvariantCulture);
}
