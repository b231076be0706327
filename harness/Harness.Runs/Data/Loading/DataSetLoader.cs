using Engine;
using Engine.Data;
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
                DataSetKind.IdxFolder => Read(UserFolder.FindIdx(request.Path)),
                DataSetKind.CifarFolder => Read(UserFolder.FindCifar(request.Path)),
                _ => LoadNamed(request.Text, cancellation),
            };
            WarnOfEmptyClasses(set);
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
