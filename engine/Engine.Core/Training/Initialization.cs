namespace Engine.Training;

/// <summary>How weights are drawn at the start; biases start at zero.</summary>
public enum Initialization
{
    /// <summary>Normal with variance 2 / fan-in (He et al., arXiv:1502.01852); the default for ReLU and leaky ReLU.</summary>
    He,

    /// <summary>Uniform on +-sqrt(6 / (fan-in + fan-out)) (Glorot, Bengio 2010); the default for tanh, sigmoid and logistic regression.</summary>
    Glorot,
}
