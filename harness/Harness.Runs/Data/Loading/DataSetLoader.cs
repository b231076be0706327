using Engine;
using Engine.Data;
using Engine.Data.Files;
using Harness.Runs.Tables;
using Harness.Specs;

namespace Harness.Runs.Data;

/// <summary>Turns what a spec asks for into a data set in memory: finds its files, reads and checks them, or generates it.</summary>
/// <remarks>Images stay bytes; each file is read, decompressed and hashed once.</remarks>
public sealed class DataSetLoader
{
    /// <summary>By default one in so many training samples is for validation.</summary>
    internal const int ValidationShare = 6;

    private const int MostNamed = 12;

    private readonly DataEnvironment _environment;
    private readonly DataCatalogue _catalogue;

    /// <param name="catalogue">Null for the shipped one.</param>
    public DataSetLoader(DataEnvironment environment, DataCatalogue? catalogue = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _environment = environment;
        _catalogue = catalogue ?? DataCatalogue.Shipped;
    }

    /// <exception cref="DataUnavailableException">No source has the set.</exception>
    /// <exception cref="UserErrorException">The name is unknown, the set does not fit into memory, or a file is missing, damaged,
    /// or not what its name says.</exception>
    public DataSet Load(DataSetRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var set = request.Kind switch
            {
                DataSetKind.IdxFolder => ReadIdx(request),
                DataSetKind.CifarFolder => ReadCifar(request, cancellation),
                DataSetKind.Npz or DataSetKind.NpyFolder or DataSetKind.Safetensors =>
                    ArraySet.Read(request, NameOf(request), _environment.Tell, cancellation),
                DataSetKind.Parquet or DataSetKind.Csv => TableSet.Read(request, NameOf(request), _environment.Tell, cancellation),
                _ => LoadNamed(request.Text, cancellation),
            };
            WarnOfEmptyClasses(set);
            if (request.Kind > DataSetKind.CifarFolder)
                WarnOfMissingClasses(set);
            return set;
        }
        catch (OutOfMemoryException cause)
        {
            throw new UserErrorException(
                $"The data set {request.Text} does not fit into memory: {AvailableMemory.Shortage("use a smaller set")}", cause);
        }
    }

    private DataSet LoadNamed(string name, CancellationToken cancellation)
    {
        if (GeneratedSet.Find(name) is { } generated)
            return generated.Generate();
        var entry = _catalogue.Find(name)
            ?? throw new UserErrorException($"There is no data set {name}: known are {string.Join(", ", _catalogue.Names)}.");
        return Read(new DataLocator(_environment).Locate(entry, cancellation));
    }

    private DataSet ReadIdx(DataSetRequest request)
    {
        var names = IdxNames.Find(request.Path, request.Part);
        using var reader = new SetReader(UserFolder.FindIdx(names.Folder, names.Files), _catalogue, _environment.Warn);
        return IdxSet.Read(reader, mapsLabels: names.IsPart) with { Name = NameOf(request) };
    }

    private DataSet ReadCifar(DataSetRequest request, CancellationToken cancellation)
    {
        var (folder, version) = CifarFolder.Find(request.Path);
        var isHundred = version is CifarVersion.HundredBinary or CifarVersion.HundredPython;
        if (request.IsCoarse && !isHundred)
            throw new UserErrorException($"dataset cifar: {request.Path}: labels: coarse is of CIFAR-100, and these are CIFAR-10's files.");
        var layout = !isHundred ? CifarLayout.Ten : request.IsCoarse ? CifarLayout.Coarse : CifarLayout.Fine;
        if (version is CifarVersion.TenPython or CifarVersion.HundredPython)
            return new CifarPickles(folder, version, layout, _environment.Tell).Read(NameOf(request), cancellation);
        var located = version == CifarVersion.TenBinary ? UserFolder.FindCifar(folder) : UserFolder.FindCifar100(folder, layout.Classes);
        using var reader = new SetReader(located, _catalogue, _environment.Warn);
        return CifarSet.Read(reader, layout) with { Name = NameOf(request) };
    }

    /// <summary>The format and the last part of the path, e.g. <c>idx:mine</c>.</summary>
    private static string NameOf(DataSetRequest request)
    {
        var key = request.Name[..request.Name.IndexOf(':', StringComparison.Ordinal)];
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Path)));
        return request.Part is { } part ? $"{key}:{name}/{part}" : $"{key}:{name}";
    }

    private DataSet Read(LocatedSet located)
    {
        using var reader = new SetReader(located, _catalogue, _environment.Warn);
        return located.Entry.Format switch
        {
            FileFormat.Idx => IdxSet.Read(reader),
            FileFormat.Cifar => CifarSet.Read(reader),
            FileFormat.Digits => DigitsSet.Read(reader),
            _ => throw new InvalidOperationException($"no reader for {located.Entry.Format}"),
        };
    }

    /// <summary>Warns where a split has no sample of a class that others have: files may be sorted by class.</summary>
    private void WarnOfMissingClasses(DataSet set)
    {
        var splits = set.Split(set.DefaultValidation);
        foreach (var split in Enum.GetValues<Split>().Where(split => splits[split].Samples > 0))
        {
            string[] missing = [.. Enumerable.Range(0, set.Classes).Except(splits[split].Labels.Distinct().Select(label => (int)label))
                .Select(label => ClassNames.Of(set.ClassNames, label))];
            if (missing.Length > 0)
                _environment.Warn($"{set.Name}: its {split.NameOf()} split has no sample of {(missing.Length == 1 ? "class" : "classes")} "
                    + $"{string.Join(", ", missing.Take(MostNamed))}{(missing.Length > MostNamed ? ", ..." : "")}."
                    + (split == Split.Validation && set.Validation is null
                        ? " It is the last training samples: shuffle them where they are sorted."
                        : ""));
        }
    }

    /// <summary>Warns where classes have no sample: a stray label, such as 255 among 0 to 9, makes all those below it classes.</summary>
    private void WarnOfEmptyClasses(DataSet set)
    {
        var samples = new int[set.Classes];
        foreach (var label in set.Train.Labels.Concat(set.Test.Labels))
            samples[label]++;
        var empty = samples.Count(count => count == 0);
        if (empty == 0)
            return;
        var largest = Array.FindLastIndex(samples, count => count > 0);
        _environment.Warn(
            $"{set.Name}: {empty} of its {set.Classes} classes {(empty == 1 ? "has" : "have")} no sample; the largest label is {largest}, "
            + $"of {samples[largest]} {(samples[largest] == 1 ? "sample" : "samples")}. Classes are the labels from 0 up: check the label "
            + "files if a label is not meant.");
    }
}
