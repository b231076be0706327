using System.Globalization;

namespace Harness.Runs.Storage;

/// <summary>
/// The needs of trainings that are not finished: the checkpoint of a stack, and the networks of its runs at epochs that are to be looked
/// at. Nothing of it stays when they are done.
/// </summary>
public sealed class CheckpointFolder(string sweep)
{
    internal const string Name = "checkpoints";

    private const string Ending = ".checkpoint";

    private readonly string _path = Path.Combine(sweep, Name);

    /// <summary>Where the state of a stack in training is, or would be.</summary>
    public string PathOf(string stackId) => Path.Combine(_path, stackId + Ending);

    /// <summary>Where a run's network at an epoch is, or would be.</summary>
    public string NetworkPath(string runId, int epoch) => Path.Combine(_path, NetworkFile.Of(runId, epoch));

    /// <summary>Ids of the stacks that have a checkpoint, and of the runs that have networks.</summary>
    public IReadOnlySet<string> Owners() =>
        RegularFile.In(_path, Ending).Select(file => Path.GetFileNameWithoutExtension(file))
        .Concat(RegularFile.In(_path, ModelFile.Ending).Select(file => NetworkFile.OwnerOf(file)).OfType<string>())
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Removes the checkpoint and the networks of that id, if there are any.</summary>
    /// <exception cref="StorageException">Something is there and cannot be removed.</exception>
    public void Remove(string id)
    {
        WholeFile.Remove(PathOf(id));
        foreach (var file in NetworkFile.In(_path, id))
            WholeFile.Remove(file);
    }
}

/// <summary>The name of the file of a run's network at an epoch of its training: <c>RUN.EPOCH.safetensors</c>.</summary>
internal static class NetworkFile
{
    public static string Of(string runId, int epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{runId}.{epoch}{ModelFile.Ending}");

    /// <summary>A run's files in a folder, by name.</summary>
    public static string[] In(string folder, string runId) =>
        [.. RegularFile.In(folder, ModelFile.Ending).Where(file => OwnerOf(file) == runId).Order(StringComparer.Ordinal)];

    /// <summary>The run of a file; null where the name is no such name.</summary>
    public static string? OwnerOf(string file) =>
        EpochOf(file) is null ? null : Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(file));

    /// <summary>The epoch of a file; null where the name is no such name.</summary>
    public static int? EpochOf(string file)
    {
        var text = Path.GetExtension(Path.GetFileNameWithoutExtension(file)).TrimStart('.');
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            && text == epoch.ToString(CultureInfo.InvariantCulture) ? epoch : null;
    }
}
