using Engine.Inference;
using Engine.Networks;
using Engine.Numerics;
using Engine.Training;

namespace Engine.Simd;

/// <summary>The parameters in training, and their gradient, in the order of a <see cref="ParameterLayout"/>; running statistics beside
/// them.</summary>
internal sealed unsafe class Parameters : IDisposable
{
    private readonly AlignedBuffer _values;
    private readonly AlignedBuffer _gradient;

    public Parameters(Network initial, ObjectiveKind objective = ObjectiveKind.CrossEntropy)
    {
        Layout = new ParameterLayout(initial.Shape, objective);
        _values = new AlignedBuffer(Layout.Length);
        _gradient = new AlignedBuffer(Layout.Length);
        Running = [.. initial.Layers.Select(layer => layer.Normalization is { } norm
            ? new RunningStatistics((float[])norm.RunningMean.Clone(), (float[])norm.RunningVariance.Clone())
            : null)];
        for (var layer = 0; layer < initial.Layers.Length; layer++)
            Load(layer, initial.Layers[layer]);
        if (Bottleneck.LearnsVariance(objective))
            Vector(Layout.HeadBias, initial.Shape.Width(Layout.Code)).Fill(Bottleneck.InitialLogVariance);
    }

    public ParameterLayout Layout { get; }

    public RunningStatistics?[] Running { get; }

    public float* Values => _values.Pointer;

    public float* Gradient => _gradient.Pointer;

    public Network ToNetwork()
    {
        var layers = Enumerable.Range(0, Layout.Shape.Layers).Select(Store);
        return new Network([.. layers], Layout.Shape.Activation);
    }

    /// <summary>Writes the parameters as inference takes them (see <see cref="Network.ForInference"/>, bit for bit): running statistics
    /// folded in, flushed.</summary>
    /// <returns>Whether all are finite numbers.</returns>
    public bool Pack(PackedLayers target)
    {
        var finite = true;
        for (var layer = 0; layer < Layout.Shape.Layers; layer++)
        {
            int inputs = Layout.Shape.Width(layer), outputs = Layout.Shape.Width(layer + 1);
            var weights = new Span<float>(target.Weights(layer), checked((int)Panels.Length(inputs, outputs)));
            var bias = new Span<float>(target.Bias(layer), outputs);
            new ReadOnlySpan<float>(Values + Layout.Weights(layer), weights.Length).CopyTo(weights);
            Vector(Layout.Bias(layer), outputs).CopyTo(bias);
            if (Running[layer] is { } running)
                Fold(layer, running, weights, bias);
            FlushRule.Apply(weights);
            FlushRule.Apply(bias);
            finite &= AreFinite(weights) && AreFinite(bias);
        }
        return finite;
    }

    /// <summary>Writes the parameters, those of a code among them, and the running statistics; a gradient is made anew in each
    /// step.</summary>
    public void Save(BinaryWriter state)
    {
        state.WriteBlock<float>(_values.Span);
        foreach (var running in Running.OfType<RunningStatistics>())
        {
            state.WriteBlock<float>(running.Mean);
            state.WriteBlock<float>(running.Variance);
        }
    }

    /// <exception cref="InvalidDataException">It is of another shape.</exception>
    public void Load(BinaryReader state)
    {
        state.ReadBlock(_values.Span);
        foreach (var running in Running.OfType<RunningStatistics>())
        {
            state.ReadBlock<float>(running.Mean);
            state.ReadBlock<float>(running.Variance);
        }
    }

    public void Dispose()
    {
        _values.Dispose();
        _gradient.Dispose();
    }

    private void Load(int layer, DenseLayer source)
    {
        fixed (float* weight = source.Weight)
            Panels.Pack(weight, 1, source.Inputs, source.Inputs, source.Outputs, Values + Layout.Weights(layer));
        source.Bias.CopyTo(Vector(Layout.Bias(layer), source.Outputs));
        if (source.Normalization is not { } norm)
            return;
        norm.Gamma.CopyTo(Vector(Layout.Gamma(layer), source.Outputs));
        norm.Beta.CopyTo(Vector(Layout.Beta(layer), source.Outputs));
    }

    private static bool AreFinite(ReadOnlySpan<float> values) => !values.ContainsAnyExceptInRange(float.MinValue, float.MaxValue);

    /// <summary>As <see cref="DenseLayer.Fold"/>, on panels <c>[inputs, outputs]</c>.</summary>
    private void Fold(int layer, RunningStatistics running, Span<float> weights, Span<float> bias)
    {
        var gamma = Vector(Layout.Gamma(layer), bias.Length);
        var beta = Vector(Layout.Beta(layer), bias.Length);
        var panelLength = Layout.Shape.Width(layer) * Panels.Width;
        for (var o = 0; o < bias.Length; o++)
        {
            var scale = gamma[o] / Math.Sqrt((double)running.Variance[o] + BatchNormalization.DefaultEpsilon);
            bias[o] = (float)(((bias[o] - (double)running.Mean[o]) * scale) + beta[o]);
            var column = weights.Slice(o / Panels.Width * panelLength, panelLength);
            for (var at = o % Panels.Width; at < column.Length; at += Panels.Width)
                column[at] = (float)(column[at] * scale);
        }
    }

    private DenseLayer Store(int layer)
    {
        int inputs = Layout.Shape.Width(layer), outputs = Layout.Shape.Width(layer + 1);
        var weight = new float[inputs * outputs];
        var panels = Values + Layout.Weights(layer);
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
                weight[(o * inputs) + i] = panels[Panels.Offset(inputs, i, o)];
        }
        return new DenseLayer(inputs, outputs, weight, Vector(Layout.Bias(layer), outputs).ToArray(), Normalization(layer, outputs));
    }

    private BatchNormalization? Normalization(int layer, int outputs) => Running[layer] is not { } running
        ? null
        : new BatchNormalization(
            Vector(Layout.Gamma(layer), outputs).ToArray(),
            Vector(Layout.Beta(layer), outputs).ToArray(),
            (float[])running.Mean.Clone(),
            (float[])running.Variance.Clone());

    private Span<float> Vector(long offset, int length) => new(Values + offset, length);
}

/// <summary>A batch-normalization layer's running mean and variance, <c>[features]</c>, updated in place.</summary>
internal sealed record RunningStatistics(float[] Mean, float[] Variance);
