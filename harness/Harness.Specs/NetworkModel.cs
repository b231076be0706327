namespace Harness.Specs;

/// <summary>The kind of classifier.</summary>
public enum NetworkModel
{
    /// <summary>With hidden layers.</summary>
    FullyConnected,

    /// <summary>Multinomial logistic regression: no hidden layer.</summary>
    Logistic,
}
