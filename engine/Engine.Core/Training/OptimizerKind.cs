namespace Engine.Training;

/// <summary>How parameters follow the gradient.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with beta (0.9, 0.999) and epsilon 1e-8, as PyTorch's default (Kingma, Ba, arXiv:1412.6980).</summary>
    Adam,

    /// <summary>Stochastic gradient descent with momentum, v = momentum v + g, theta -= learning rate v.</summary>
    Sgd,

    /// <summary>Stochastic gradient Langevin dynamics, theta -= learning rate g + N(0, noise^2): g is the gradient, L2 included, scaled down to the
    /// norm <see cref="TrainingOptions.Clip"/> where it is longer (Welling, Teh, ICML 2011; the form of Pensia, Jog, Loh, arXiv:1801.04295).</summary>
    Sgld,
}
