namespace Engine.Training;

/// <summary>How a network is trained; the defaults are those of a spec.</summary>
public sealed record TrainingOptions
{
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    public double LearningRate { get; init; } = 0.001;

    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>For <see cref="OptimizerKind.Sgd"/> only.</summary>
    public double Momentum { get; init; }

    /// <summary>Standard deviation of the noise that each step adds to every parameter; for <see cref="OptimizerKind.Sgld"/>
    /// only.</summary>
    public double Noise { get; init; }

    /// <summary>The longest gradient, in the Euclidean norm over all parameters, that a step follows unscaled; for
    /// <see cref="OptimizerKind.Sgld"/> only.</summary>
    public double Clip { get; init; }

    public int BatchSize { get; init; } = 128;

    public int Epochs { get; init; } = 20;

    /// <summary>Training ends when so many epochs in a row have brought no lower validation loss, and the best epoch's network is kept; 0
    /// to train all epochs. For whoever drives a session: see <see cref="EarlyStopping"/>.</summary>
    public int Patience { get; init; }

    /// <summary>lambda in gradient += lambda * theta, on the parameters of <see cref="L2On"/>, before the optimizer's step.</summary>
    public double L2 { get; init; }

    public L2Target L2On { get; init; }

    /// <summary>Probability that a hidden unit's output is dropped in training; kept ones are scaled by 1 / (1 - p).</summary>
    public DropoutRates Dropout { get; init; } = 0;

    /// <summary>Probability that an input is dropped in training; kept ones are scaled by 1 / (1 - p).</summary>
    public double InputDropout { get; init; }

    /// <summary>Steps of an epoch; the last one may be smaller.</summary>
    public long StepsPerEpoch(int samples) => ((samples - 1L) / BatchSize) + 1;

    /// <summary>The factor of the learning rate in a step.</summary>
    /// <param name="step">Steps taken before this one, over all epochs.</param>
    /// <param name="samples">That are trained on.</param>
    public double RateFactor(long step, int samples) =>
        Schedule.IsConstant ? 1 : Schedule.At(step, StepsPerEpoch(samples), Epochs);

    /// <summary>Whether anything is dropped in training.</summary>
    public bool Drops => Dropout.IsOn || InputDropout > 0;

    public Initialization Initialization { get; init; } = Initialization.He;

    public ObjectiveKind Objective { get; init; }

    /// <summary>The price of a nat of information; for objectives other than cross-entropy.</summary>
    public double Beta { get; init; }

    /// <summary>sigma^2 of <see cref="ObjectiveKind.NonlinearIb"/>'s code.</summary>
    public double BottleneckNoise { get; init; } = 0.01;
}

/// <summary>The parameters that L2 is on.</summary>
public enum L2Target
{
    /// <summary>All, as PyTorch's <c>weight_decay</c> of an optimizer with one group.</summary>
    All,

    /// <summary>The matrices of linear layers, that of a code's ln sigma^2 among them; no biases, no gamma and beta of batch
    /// normalization, no class means.</summary>
    Weights,
}

/// <summary>How parameters follow the gradient.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with beta (0.9, 0.999) and epsilon 1e-8, as PyTorch's default (Kingma, Ba, arXiv:1412.6980).</summary>
    Adam,

    /// <summary>Stochastic gradient descent with momentum, v = momentum v + g, theta -= learning rate v.</summary>
    Sgd,

    /// <summary>Stochastic gradient Langevin dynamics, theta -= learning rate g + N(0, noise^2): g is the gradient, L2 included, scaled
    /// down to the norm <see cref="TrainingOptions.Clip"/> where it is longer (Welling, Teh, ICML 2011; the form of Pensia, Jog, Loh,
    /// arXiv:1801.04295).</summary>
    Sgld,
}

/// <summary>The function that training minimizes: cross-entropy alone, or with beta times what the last hidden layer, noise added, keeps of
/// the input, in nats.</summary>
/// <remarks>With an information-bottleneck objective the last hidden layer's output mu is the mean of a code z = mu + sigma e, e standard
/// normal, which alone the output layer sees in training. The network that results, and everything measured of it, uses mu.</remarks>
public enum ObjectiveKind
{
    /// <summary>Mean cross-entropy.</summary>
    CrossEntropy,

    /// <summary>Deep variational information bottleneck (Alemi et al., arXiv:1612.00410): + beta KL(N(mu, sigma^2) || N(0, I)), ln sigma^2
    /// a linear function of what the layer takes in.</summary>
    Vib,

    /// <summary>Nonlinear information bottleneck (Kolchinsky, Tracey, Wolpert, arXiv:1705.02436): + beta times the pairwise-distance upper
    /// bound on I(X;z) over the batch, sigma fixed.</summary>
    NonlinearIb,

    /// <summary>Conditional entropy bottleneck (Fischer, arXiv:2002.05379): + beta KL(N(mu, sigma^2) || N(m_y, I)), m_y a learned mean of
    /// each class.</summary>
    Ceb,
}

/// <summary>How weights are drawn at the start; biases start at zero.</summary>
public enum Initialization
{
    /// <summary>Normal with variance 2 / fan-in (He et al., arXiv:1502.01852); the default for ReLU, leaky ReLU, ELU, GELU and
    /// SiLU.</summary>
    He,

    /// <summary>Uniform on +-sqrt(6 / (fan-in + fan-out)) (Glorot, Bengio 2010); the default for tanh, hard-tanh, sigmoid,
    /// softplus and logistic regression.</summary>
    Glorot,
}
