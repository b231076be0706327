using Engine.Data;
using Engine.Measures;
using Engine.Networks;
using Harness.Specs.Keys;
using Harness.Specs.Reading;
using Harness.Specs.Types;
using Harness.Specs.Yaml;

namespace Harness.Specs;

/// <summary>Reads specs strictly: every mistake of the file and of the overrides is reported at once, with its place.</summary>
/// <param name="datasets">The names of the catalogue.</param>
/// <param name="scores">Reads the files of <c>ablation.orders</c>, each once for a spec; without it they are refused.</param>
public sealed class SpecReader(IReadOnlyCollection<string> datasets, ScoreReader? scores = null)
{
    /// <summary>Reads a spec file and applies <paramref name="overrides"/> (<c>key=value</c>, dotted key, YAML value; the last word on a
    /// key wins).</summary>
    /// <remarks>
    /// An override of a swept key replaces its axis, with a warning; <c>sweep.KEY=[...]</c> sets one axis, <c>sweep={...}</c> all.
    /// Relative folders, in overrides too, start at the spec's folder.
    /// </remarks>
    /// <exception cref="SpecException">The file cannot be read, or anything in it or in an override is wrong.</exception>
    public ExperimentSpec ReadFile(string path, IReadOnlyList<string> overrides) => ReadText(SpecFile.Read(path), path, overrides);

    /// <summary>Reads a spec from its text.</summary>
    /// <param name="file">The path that errors name and that relative folders start beside.</param>
    /// <exception cref="SpecException">Anything is wrong.</exception>
    public ExperimentSpec ReadText(string text, string file, IReadOnlyList<string> overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        var scope = Scope(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var root = YamlTree.ReadFile(text, file, scope.Errors);
        var document = new SpecDocument(root?.Where ?? SpecLocation.Whole(file), scope);
        if (root is not null)
            document.AddFile(root);
        foreach (var word in overrides)
            if (SpecOverride.Parse(word, scope.Errors) is { } given)
                document.Apply(given);
        if (root is not MapNode)
            scope.Errors.ThrowIfAny();
        return ExperimentBuilder.Build(document, scope, file);
    }

    /// <summary>The settings with which a network that was trained elsewhere is analyzed: a spec's defaults with
    /// <paramref name="overrides"/> of input, measures and ablation.</summary>
    /// <param name="measureSplit">The default of <c>measures.split</c>.</param>
    /// <param name="evaluateSplit">The default of <c>ablation.split</c>.</param>
    /// <exception cref="SpecException">An override is wrong or does not fit the activation.</exception>
    public AnalysisSpec ReadAnalysis(IReadOnlyList<string> overrides, Activation activation, Split measureSplit, Split evaluateSplit)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        return AnalysisBuilder.Build(overrides, Scope(Environment.CurrentDirectory), activation, measureSplit, evaluateSplit);
    }

    private ReadScope Scope(string folder) => new("", datasets, folder, new SpecErrors()) { Scores = scores is null ? null : Once(scores) };

    /// <summary>A sweep has the same orders at many of its points.</summary>
    private static ScoreReader Once(ScoreReader read)
    {
        var known = new Dictionary<string, Lazy<NeuronScores>>(StringComparer.Ordinal);
        return path =>
        {
            if (!known.TryGetValue(path, out var scores))
                known.Add(path, scores = new Lazy<NeuronScores>(() => read(path)));
            return scores.Value;
        };
    }

    /// <summary>Reads a data set as a spec's <c>dataset</c> is written; relative paths start at the current folder.</summary>
    /// <param name="option">Of the command line, e.g. <c>--dataset</c>.</param>
    /// <exception cref="SpecException">It is wrong.</exception>
    public DataSetRequest ReadDataSet(string text, string option)
    {
        ArgumentNullException.ThrowIfNull(text);
        var scope = new ReadScope(option, datasets, Environment.CurrentDirectory, new SpecErrors());
        var node = YamlTree.ReadValue(text, SpecLocation.Whole(option), scope.Errors);
        var isRead = new DatasetType().TryRead(node ?? new ScalarNode(SpecLocation.Whole(option), "", true), scope, out var request);
        scope.Errors.ThrowIfAny();
        return isRead ? request! : throw new InvalidOperationException("a data set that was not read has an error");
    }

    /// <summary>The settings with which stored activations are measured: one-bit quantizers and no permutations, with
    /// <paramref name="overrides"/> of measures and pairs.</summary>
    /// <param name="activation">Null where it is not known.</param>
    /// <exception cref="SpecException">An override is wrong or does not fit the activation.</exception>
    public MeasuringSpec ReadMeasures(IReadOnlyList<string> overrides, Activation? activation)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        var scope = new ReadScope("", datasets, Environment.CurrentDirectory, new SpecErrors());
        var defaults = SpecKeys.Blank.Measures with { Splits = [Split.Test], Permutations = 0 };
        return AnalysisBuilder.BuildMeasures(overrides, scope, activation, defaults);
    }
}
