using System.Collections.Immutable;
using Engine;
using Engine.Analysis;
using Engine.Analysis.Insights;
using Engine.Bounds;
using Engine.Data;
using Engine.InformationPlane;
using Engine.Networks;
using Engine.Pairs;
using Engine.Training;

namespace Harness.Specs;

/// <summary>One run, fully resolved; its defaults are the spec's.</summary>
public sealed record RunSpec
{
    /// <summary>Usable as a folder's name.</summary>
    public required string Name { get; init; }

    public required DataSetRequest Dataset { get; init; }

    public required NetworkOptions Network { get; init; }

    public InputTransform Input { get; init; } = InputTransform.Identity;

    public TrainingOptions Training { get; init; } = new();

    public bool BatchNorm { get; init; }

    /// <summary>How many of the last training samples are held out; null for the data set's default, one sixth.</summary>
    public int? Validation { get; init; }

    /// <summary>So many samples are drawn for training, anew for every seed; null for the whole training split.</summary>
    public int? Subset { get; init; }

    /// <summary>From 0; a point of a sweep, which has no seed yet, has 0.</summary>
    public long Seed { get; init; }

    public MeasureOptions Measures { get; init; } = new();

    public AblationOptions Ablation { get; init; } = new();

    public HistoryOptions History { get; init; } = new();

    public PairOptions Pairs { get; init; } = new();

    public InsightOptions Insights { get; init; } = InsightOptions.Default;

    public PictureOptions Pictures { get; init; } = new();

    public PlaneOptions Plane { get; init; } = new();

    public BoundOptions Bounds { get; init; } = new();

    /// <summary>The run's network, for the inputs and classes of its data set.</summary>
    public NetworkShape ShapeFor(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new NetworkShape(data.Inputs, Network.Hidden, data.Classes, Network.Activation, BatchNorm);
    }

    /// <summary>The run's splits, before any training samples are drawn.</summary>
    /// <exception cref="UserErrorException">Nothing is left to train on.</exception>
    public DataSplits SplitsOf(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Split(Validation ?? data.DefaultValidation);
    }
}

/// <summary>The network of a run; inputs and classes come with the data.</summary>
public sealed record NetworkOptions
{
    public NetworkModel Model { get; init; }

    /// <summary>Widths, first to last; empty for <see cref="NetworkModel.Logistic"/> only.</summary>
    public ImmutableArray<int> Hidden { get; init; } = [];

    public Activation Activation { get; init; } = Activation.Relu;

    public bool Equals(NetworkOptions? other) =>
        other is not null && Model == other.Model && Activation == other.Activation && Hidden.SequenceEqual(other.Hidden);

    public override int GetHashCode() => HashCode.Combine(Model, Hidden.Length, Activation);
}

/// <summary>The kind of classifier.</summary>
public enum NetworkModel
{
    /// <summary>With hidden layers.</summary>
    FullyConnected,

    /// <summary>Multinomial logistic regression: no hidden layer.</summary>
    Logistic,
}

/// <summary>Pictures of a network of two features while it is trained: the boundary, and the outputs of hidden layers of width
/// two.</summary>
public sealed record PictureOptions
{
    /// <summary>Points along each axis; 0 for no pictures.</summary>
    public int Grid { get; init; }

    public EpochSchedule Epochs { get; init; } = EpochSchedule.All;

    /// <summary>The samples that are followed into hidden layers.</summary>
    public Split Split { get; init; } = Split.Test;

    public bool IsOn => Grid > 0;
}

/// <summary>At which epochs a network's hidden neurons are looked at while it trains, beside the end.</summary>
public sealed record HistoryOptions
{
    /// <summary>Where neurons are measured.</summary>
    public EpochSchedule Measured { get; init; } = EpochSchedule.None;

    /// <summary>Where neurons are measured and curves are computed and read.</summary>
    public EpochSchedule Ablated { get; init; } = EpochSchedule.None;

    /// <summary>Whether the networks of these epochs stay.</summary>
    public bool KeepsModels { get; init; }

    public bool IsOn => !Measured.IsNone || !Ablated.IsNone;

    /// <summary>The epochs of a training of <paramref name="last"/> epochs at which the network is looked at, ascending.</summary>
    public ImmutableArray<int> Of(int last) => [.. Measured.Of(last).Union(Ablated.Of(last)).Order()];
}

/// <summary>Which bounds on the generalization gap are put beside the measured one.</summary>
public sealed record BoundOptions
{
    /// <summary>Distinct; may be empty.</summary>
    public ImmutableArray<BoundKind> Names { get; init; } = [];

    /// <summary>Chance with which a bound in probability may fail.</summary>
    public double Delta { get; init; } = 0.05;

    public bool IsOn => !Names.IsEmpty;

    public bool Equals(BoundOptions? other) => other is not null && Delta.Equals(other.Delta) && Names.SequenceEqual(other.Names);

    public override int GetHashCode() => HashCode.Combine(Names.Length, Delta);
}
