using Engine;
using Engine.Data;
using Engine.Data.Files;
using Harness.Specs;

namespace Harness.Runs.Data;

/// <summary>Turns what a spec asks for into a data set in memory: finds its files, reads and checks them, or generates it.</summary>
/// <remarks>Images stay bytes; each file is read, decompressed and hashed once.</remarks>
public sealed class DataSetLoader
{
    /// <summary>By default one in so many training samples is for validation.</summary>
    internal const int ValidationShare = 6;

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
            foreach (var warning in SetNotes.Warnings(set, isArranged: request.Kind <= DataSetKind.CifarFolder))
                _environment.Warn(warning);
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
        return Told(IdxSet.Read(reader, mapsLabels: names.IsPart) with { Name = NameOf(request) });
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
        return Told(CifarSet.Read(reader, layout) with
        {
            Name = NameOf(request),
            ClassNames = CifarFolder.ClassNames(folder, version, layout),
        });
    }

    private DataSet Told(DataSet set)
    {
        var values = set.Train.Features is ByteFeatures ? "bytes divided by 255" : "numbers as they are";
        _environment.Tell(SetNotes.Understood(set, $"{values}, {Amount.Of(set.Channels, "channel")}"));
        return set;
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
        var set = located.Entry.Format switch
        {
            FileFormat.Idx => IdxSet.Read(reader),
            FileFormat.Cifar => CifarSet.Read(reader),
            FileFormat.Digits => DigitsSet.Read(reader),
            _ => throw new InvalidOperationException($"no reader for {located.Entry.Format}"),
        };
        return set with { ClassNames = [.. located.Entry.ClassNames ?? []] };
    }
}
