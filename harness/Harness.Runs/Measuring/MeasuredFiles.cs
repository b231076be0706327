using System.Collections.Immutable;
using Engine;
using Harness.Runs.Arrays;

namespace Harness.Runs.Measuring;

/// <summary>The files of a measurement, held open: each array of activations is a layer, in the order in which they were given.</summary>
public sealed class MeasuredFiles : IDisposable
{
    private readonly Dictionary<string, ArrayFile> _open = new(StringComparer.Ordinal);

    private MeasuredFiles() { }

    public required MeasuredSource LabelSource { get; init; }

    public SampleLabels Labels { get; private set; } = new([], []);

    public ImmutableArray<StoredLayer> Layers { get; private set; } = [];

    /// <summary>Where each layer comes from.</summary>
    public ImmutableArray<MeasuredSource> Sources { get; private set; } = [];

    /// <param name="activations">Each FILE, all of whose arrays are layers, or FILE:ARRAY.</param>
    /// <param name="labels">FILE or FILE:ARRAY.</param>
    /// <exception cref="UserErrorException">A file cannot be read, an array is no activations or no labels, or their samples differ.
    /// </exception>
    /// <exception cref="UsageException">There is no such file or array, or a name does not say which.</exception>
    public static MeasuredFiles Open(
        IReadOnlyList<string> activations, string labels, Reduction? reduction, ChannelPlace place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(activations);
        var files = new MeasuredFiles { LabelSource = MeasuredSource.Parse("--labels", labels) };
        try
        {
            files.ReadLabels(cancellation);
            files.ReadLayers([.. activations.Select(word => MeasuredSource.Parse("--activations", word))], reduction, place, cancellation);
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>The files that a source is read from: several where it is an index of shards.</summary>
    public IReadOnlyList<string> Paths(MeasuredSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _open[source.FullPath].Paths;
    }

    /// <summary>The names of all classes, in their order: an array of this name beside the labels. Empty where there is none.</summary>
    /// <exception cref="UserErrorException">It is no list of texts or whole numbers.</exception>
    public ImmutableArray<string> ClassNames()
    {
        const string name = "classes";
        return LabelSource.Array == name || _open[LabelSource.FullPath].Find(name) is not { } array ? []
            : array.Shape.Length != 1
                ? throw new UserErrorException(
                    $"{LabelSource.File}, array {name} has the shape {array.ShapeName}: names of classes are [classes].")
            : array.Kind == ElementKind.Text ? [.. array.ReadTexts()]
            : [.. array.ReadIntegers().Select(number => $"{number}")];
    }

    public void Dispose()
    {
        foreach (var file in _open.Values)
            file.Dispose();
        _open.Clear();
    }

    private void ReadLabels(CancellationToken cancellation)
    {
        var arrays = Arrays(LabelSource, cancellation);
        if (arrays.Length != 1)
            throw new UsageException(
                $"--labels {LabelSource.File} has {arrays.Length} arrays ({Names(arrays)}): say which holds the labels, as "
                    + $"{LabelSource.File}:{arrays[0].Name}");
        Labels = SampleLabels.Read(arrays[0], LabelSource.File);
    }

    private void ReadLayers(MeasuredSource[] sources, Reduction? reduction, ChannelPlace place, CancellationToken cancellation)
    {
        var found = sources
            .SelectMany(source => LayersOf(source, cancellation)
                .Select(array => (Source: source with { Array = array.Name }, Array: array)))
            .ToArray();
        if (found.Length == 0)
            throw new UsageException("--activations: there is no array but that of the labels");
        if (found.GroupBy(layer => layer.Source).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UsageException($"--activations has {twice.Key} twice: each array is measured once");
        Sources = [.. found.Select(layer => layer.Source)];
        Layers = [.. found.Select(layer => StoredLayer.Of(layer.Array, NameOf(layer.Source), layer.Source.File, reduction, place))];
        for (var layer = 0; layer < Layers.Length; layer++)
        {
            if (Layers[layer].Samples != Labels.Values.Length)
                throw new UserErrorException(
                    $"{Sources[layer]} has {Layers[layer].Samples} samples, {LabelSource} has {Labels.Values.Length} labels: each sample "
                        + "needs one. Check that both were saved from the same samples, in the same order.");
        }
    }

    private bool IsLabels(MeasuredSource source, StoredArray array) =>
        source.FullPath == LabelSource.FullPath && (LabelSource.Array ?? array.Name) == array.Name;

    /// <summary>The array's own name, with its file's before it where several have it.</summary>
    private string NameOf(MeasuredSource source)
    {
        var stem = Path.GetFileNameWithoutExtension(source.File);
        return Sources.Count(other => other.Array == source.Array) == 1 ? source.Array!
            : source.Array == stem ? source.File
            : $"{stem}/{source.Array}";
    }

    /// <summary>Arrays as they are; of a table the columns that belong together. A file of activations and labels may be given whole.
    /// </summary>
    private IEnumerable<StoredArray> LayersOf(MeasuredSource source, CancellationToken cancellation)
    {
        var file = Opened(source, cancellation);
        return file.IsTable
            ? NeuronColumns.Layers(file.Arrays, source, column => IsLabels(source, column))
            : Arrays(source, cancellation).Where(array => source.Array is not null || !IsLabels(source, array));
    }

    private ArrayFile Opened(MeasuredSource source, CancellationToken cancellation)
    {
        if (!_open.TryGetValue(source.FullPath, out var file))
            _open.Add(source.FullPath, file = ArrayFile.Open(source.File, cancellation));
        return file;
    }

    private StoredArray[] Arrays(MeasuredSource source, CancellationToken cancellation)
    {
        var file = Opened(source, cancellation);
        if (file.Arrays.Count == 0)
            throw new UserErrorException($"{source.File} holds no array");
        if (source.Array is not { } name)
            return [.. file.Arrays];
        return file.Find(name) is { } array
            ? [array]
            : throw new UsageException($"{source.File} has no array {name}; there are {Names(file.Arrays)}");
    }

    private static string Names(IReadOnlyCollection<StoredArray> arrays) =>
        string.Join(", ", arrays.Take(8).Select(array => array.Name)) + (arrays.Count > 8 ? $" and {arrays.Count - 8} more" : "");
}

/// <summary>FILE or FILE:ARRAY.</summary>
/// <param name="Array">Null for all of a file.</param>
public sealed record MeasuredSource(string File, string? Array)
{
    public string FullPath => Path.GetFullPath(File);

    /// <param name="option">For messages.</param>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static MeasuredSource Parse(string option, string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        // A name with a colon may itself be a file's.
        if (System.IO.File.Exists(word))
            return new MeasuredSource(word, null);
        for (var colon = word.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = word.IndexOf(':', colon + 1))
        {
            if (colon > 0 && colon < word.Length - 1 && System.IO.File.Exists(word[..colon]))
                return new MeasuredSource(word[..colon], word[(colon + 1)..]);
        }
        throw new UsageException($"{option} {word}: there is no such file; needed is FILE, or FILE:ARRAY for one array of it");
    }

    public override string ToString() => Array is null ? File : $"{File}:{Array}";
}
