using Engine.Networks;

namespace Testing.Analysis;

/// <summary>Shapes at and around the edges of vectors, panels of 16 columns, products of 256 terms and blocks of 128 samples.</summary>
internal static class AblationCases
{
    private static readonly (string Hidden, Activation Activation, bool BatchNorm, int Inputs, int Classes, int Samples)[] Networks =
    [
        ("1", Activation.Relu, false, 3, 2, 1),
        ("16", Activation.Relu, false, 5, 10, 127),
        ("17-15", Activation.Relu, false, 8, 3, 128),
        ("33-1-16", Activation.Relu, false, 7, 5, 129),
        ("20-34", Activation.Relu, true, 11, 10, 300),
        ("9-8-16-5-17", Activation.Relu, false, 9, 6, 129),
        ("270-18", Activation.Relu, false, 300, 4, 20),
        ("15-33", Activation.LeakyRelu, false, 10, 40, 129),
        ("16-17", Activation.Tanh, false, 4, 4, 300),
        ("5-48-3", Activation.Tanh, true, 6, 2, 127),
        ("33-31", Activation.Sigmoid, false, 7, 7, 128),
        ("8-8-8-8", Activation.Sigmoid, false, 3, 2, 129),
        ("17-16", Activation.Elu, false, 5, 3, 127),
        ("16-17", Activation.Gelu, true, 4, 4, 130),
        ("9-20-7", Activation.GeluTanh, false, 6, 5, 129),
        ("33-15", Activation.Silu, false, 7, 2, 128),
        ("15-18", Activation.Softplus, true, 5, 6, 127),
        ("18-9", Activation.HardTanh, false, 8, 4, 129),
    ];

    /// <summary>Layers that differ in their activation, each kind of step before and after another.</summary>
    private static readonly (string Hidden, string Mixed)[] Mixed =
    [
        ("18-17", "Relu Tanh"), ("17-9-20", "Tanh Relu HardTanh"), ("9-16-7", "Relu Sigmoid Relu"), ("12-18-5-8", "Gelu Relu Relu Elu"),
    ];

    public static TheoryData<AblationCase> All => [.. Networks.SelectMany(network => Scopes(network.Hidden).Select(layer =>
        new AblationCase(network.Hidden, network.Activation, network.BatchNorm, network.Inputs, network.Classes, network.Samples, layer)))
        .Concat(Mixed.SelectMany(network => Scopes(network.Hidden).Select(layer =>
            new AblationCase(network.Hidden, Activation.Tanh, false, 6, 4, 129, layer) { Mixed = network.Mixed })))];

    /// <summary>Two of them, for what need not be shown of every shape.</summary>
    public static TheoryData<AblationCase> Few => [
        new AblationCase("33-20-17", Activation.Relu, false, 9, 5, 300, 1),
        new AblationCase("33-20-17", Activation.Tanh, false, 9, 5, 300, 0)];

    private static IEnumerable<int> Scopes(string hidden) => Enumerable.Range(0, hidden.Split('-').Length + 1);
}
