using Engine;
using Engine.Data;
using Harness.Runs.Arrays;
using Harness.Specs;

namespace Harness.Runs.Data;

/// <summary>Puts a data set together from named arrays: <c>x_train, y_train, x_test, y_test</c> and perhaps <c>x_validation,
/// y_validation</c>, or <c>x, y</c> and a split; for an analysis <c>x_test, y_test</c> alone will do. An array <c>classes</c> may
/// name all classes, also those that no sample has.</summary>
internal sealed class ArraySet(DataSetRequest request, string name, IReadOnlyList<StoredArray> arrays)
{
    private const string Train = "_train", Validation = "_validation", Test = "_test", Splits = "split", Classes = "classes";
    private const string WholeExample = "numpy.savez(FILE, x=..., y=...)";
    private const string Example = "numpy.savez(FILE, x_train=..., y_train=..., x_test=..., y_test=...)";

    private readonly HashSet<StoredArray> _used = [];
    private FeatureReading? _reading;

    /// <exception cref="UserErrorException">A file is missing or damaged, or its arrays are no data set.</exception>
    public static DataSet Read(DataSetRequest request, string name, Action<string> tell, CancellationToken cancellation)
    {
        var files = request.Kind == DataSetKind.NpyFolder ? FilesOf(request.Path) : [request.Path];
        var opened = new List<ArrayFile>();
        try
        {
            foreach (var file in files)
                opened.Add(ArrayFile.Open(file, cancellation));
            return new ArraySet(request, name, [.. opened.SelectMany(file => file.Arrays)]).Read(tell);
        }
        finally
        {
            opened.ForEach(file => file.Dispose());
        }
    }

    private static string[] FilesOf(string folder)
    {
        if (!Directory.Exists(folder))
            throw new UserErrorException($"dataset npy: {folder}: there is no such folder.");
        string[] files = [.. Directory.EnumerateFiles(folder, "*.npy").Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? files
            : throw new UserErrorException($"dataset npy: {folder} holds no .npy file: needed are x_train.npy, y_train.npy, x_test.npy and "
                + "y_test.npy, or x.npy and y.npy.");
    }

    private DataSet Read(Action<string> tell)
    {
        var (train, validation, test) = Find("x") is not null ? ReadWhole() : ReadSplits();
        var set = new BroughtSet(name, request.Path, _reading!.Channels, _reading.Said).Of(train, validation, test, ClassNames(), tell);
        string[] others = [.. arrays.Where(array => !_used.Contains(array)).Select(array => array.Name)];
        if (others.Length > 0)
            tell($"{name}: not used: {string.Join(", ", others)}");
        return set;
    }

    /// <summary>The names of all classes, where the data list them.</summary>
    private string[]? ClassNames() => Find(Classes) switch
    {
        null => null,
        { Kind: ElementKind.Text, Shape: [_] } names => names.ReadTexts(),
        var other => throw new UserErrorException($"{request.Path}: {other.Name} holds {other.Kind} of {other.ShapeName}; the names of the "
            + "classes are texts [classes]. Leave it out where classes are numbers."),
    };

    private (RawPart? Train, RawPart? Validation, RawPart Test) ReadSplits()
    {
        if (request.TestShare is not null)
            throw new UserErrorException(Find("x" + Train) is null
                ? Missing("x")
                : $"{request.Path}: split is given, and the file says itself which samples are for testing (x_test). Leave split out.");
        if (Find("x" + Train) is null && Find("y" + Train) is null && Find("x" + Test) is not null)
            return (null, null, Part(Test));
        var hasValidation = Find("x" + Validation) is not null || Find("y" + Validation) is not null;
        return (Part(Train), hasValidation ? Part(Validation) : null, Part(Test));
    }

    private (RawPart? Train, RawPart? Validation, RawPart Test) ReadWhole()
    {
        if (Find("x" + Train) is not null)
            throw new UserErrorException($"{request.Path}: has x and x_train: needed are x and y, or x_train, y_train, x_test and y_test. "
                + "Write those that are meant into a file of their own.");
        var whole = Part("");
        if (whole.Features.Samples != whole.Labels.Count)
            throw new UserErrorException($"{request.Path}: y has {whole.Labels.Count} labels for the {whole.Features.Samples} samples of "
                + "x: there must be one label for each sample.");
        if (Find(Splits) is { } words)
            return request.TestShare is null
                ? SplitDraw.ByWord(whole.Features, whole.Labels, LabelsOf(words))
                : throw new UserErrorException($"{request.Path}: split is given, and the file has an array split. Leave one of them out.");
        if (request.TestShare is not { } share)
            throw new UserErrorException($"{request.Path}: has x and y, and nothing says which samples are for testing. Write a share, "
                + $"dataset: {{{request.Name}, split: 0.2}}, or add an array split of train, validation and test.");
        var (train, test) = SplitDraw.ByShare(whole.Features, whole.Labels, share);
        return (train, null, test);
    }

    private RawPart Part(string part)
    {
        var (x, y) = (Need("x" + part), Need("y" + part));
        var reading = FeatureReading.Of(x, $"{request.Path}: {x.Name}");
        if (_reading is { } before && !before.Fits(reading))
            throw new UserErrorException($"{reading.Where} holds {reading.Array.Kind} of {reading.Array.ShapeName}, "
                + $"{before.Array.Name} {before.Array.Kind} of {before.Array.ShapeName}: all splits must be alike. Convert one of them.");
        _reading ??= reading;
        return new RawPart(reading.Read(), LabelsOf(y));
    }

    private RawLabels LabelsOf(StoredArray array)
    {
        var where = $"{request.Path}: {array.Name}";
        if (array.Shape is not ([_] or [_, 1]))
            throw new UserErrorException(array.Shape is [_, > 1]
                ? $"{where} is {array.ShapeName}, as labels in one-hot form are; needed is one label for each sample. In Python: "
                    + $"{array.Name} = {array.Name}.argmax(axis=1)."
                : $"{where} is {array.ShapeName}; labels are [samples].");
        return array.Kind == ElementKind.Text
            ? new RawLabels(where, null, array.ReadTexts())
            : new RawLabels(where, array.ReadIntegers(), null);
    }

    private StoredArray Need(string sought) => Find(sought) ?? throw new UserErrorException(Missing(sought));

    private string Missing(string sought)
    {
        string[] names = [.. arrays.Select(array => array.Name)];
        var free = arrays.Where(array => !_used.Contains(array)).Select(array => array.Name);
        return $"{request.Path}: there is no array {sought}{NearestName.Suggestion(sought, free)}; it has {string.Join(", ", names)}. "
            + $"In Python: {(sought.Contains('_') ? Example : WholeExample)}.";
    }

    /// <summary>By its name; X stands for x.</summary>
    private StoredArray? Find(string sought)
    {
        var found = arrays.FirstOrDefault(array => array.Name == sought)
            ?? arrays.FirstOrDefault(array => array.Name.Equals(sought, StringComparison.OrdinalIgnoreCase));
        if (found is not null)
            _used.Add(found);
        return found;
    }
}

/// <summary>How an array becomes features.</summary>
/// <param name="Divisor">0 where values are taken as they are, as float32; else bytes stay bytes and are divided by it.</param>
internal sealed record FeatureReading(StoredArray Array, string Where, float Divisor)
{
    private const float White = 255f;
    private const int BlockValues = 1 << 18;

    public int Channels => Array.Shape is [_, 3, _, _] ? 3 : 1;

    /// <summary>For people.</summary>
    public string Said => Divisor switch
    {
        0 => $"{Array.Kind} {PerSample}taken as they are",
        1 => $"UInt8 {PerSample}taken as they are",
        var divisor => $"UInt8 images {PerSample}divided by {divisor}",
    } + (Channels == 3 ? ", 3 channels" : "");

    private string PerSample => $"of [{string.Join(", ", Array.Shape.Skip(1))}] ";

    /// <exception cref="UserErrorException">It is no array of samples.</exception>
    public static FeatureReading Of(StoredArray array, string where)
    {
        if (array.Kind == ElementKind.Text)
            throw new UserErrorException($"{where} holds texts; features are numbers.");
        if (array.Shape.Length < 2)
            throw new UserErrorException($"{where} is {array.ShapeName}; features are [samples, ...]. In Python, of one feature: "
                + $"{array.Name}.reshape(-1, 1).");
        if (array.Shape.Any(extent => extent == 0))
            throw new UserErrorException($"{where} is {array.ShapeName}: it is empty.");
        if ((Int128)array.Rows * array.Width > System.Array.MaxLength)
            throw new UserErrorException($"{where} is {array.ShapeName}: at most {System.Array.MaxLength} values can be read. Use fewer "
                + "samples.");
        return new FeatureReading(array, where, array.Kind != ElementKind.UInt8 ? 0 : array.Shape.Length > 2 ? White : 1);
    }

    /// <summary>Whether two splits are read alike.</summary>
    public bool Fits(FeatureReading other) =>
        Divisor.Equals(other.Divisor) && Array.Shape.AsSpan()[1..].SequenceEqual(other.Array.Shape.AsSpan()[1..]);

    /// <exception cref="UserErrorException">A value is NaN or infinite, or the file is damaged.</exception>
    public Features Read()
    {
        var (samples, inputs) = ((int)Array.Rows, (int)Array.Width);
        if (Divisor != 0)
            return new ByteFeatures(ReadBytes(samples, inputs), samples, inputs, Divisor);
        var values = new float[samples * inputs];
        Array.Read(0, values);
        RequireFinite(values, inputs);
        return new FloatFeatures(values, samples, inputs);
    }

    internal byte[] ReadBytes(int samples, int inputs)
    {
        var bytes = new byte[samples * inputs];
        var rows = Math.Clamp(BlockValues / inputs, 1, samples);
        var block = new float[rows * inputs];
        for (var first = 0; first < samples; first += rows)
        {
            var part = block.AsSpan(0, Math.Min(rows, samples - first) * inputs);
            Array.Read(first, part);
            for (var i = 0; i < part.Length; i++)
                bytes[(first * inputs) + i] = (byte)part[i];
        }
        return bytes;
    }

    private void RequireFinite(float[] values, int inputs)
    {
        var wrong = System.Array.FindIndex(values, value => !float.IsFinite(value));
        if (wrong >= 0)
            throw new UserErrorException($"{Where}: sample {wrong / inputs} (from 0), feature {wrong % inputs} is {Shown(values[wrong])}; "
                + "features are finite float32 numbers. Fill such places, or leave these samples out.");
    }

    internal static string Shown(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
}
