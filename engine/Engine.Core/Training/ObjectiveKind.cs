namespace Engine.Training;

/// <summary>What training minimizes: cross-entropy alone, or with beta times what the last hidden layer, noise added, keeps of the input, in nats.</summary>
/// <remarks>With an information-bottleneck objective the last hidden layer's output mu is the mean of a code z = mu + sigma e, e standard normal, which alone the
/// output layer sees in training. The network that results, and everything measured of it, uses mu.</remarks>
public enum ObjectiveKind
{
    /// <summary>Mean cross-entropy.</summary>
    CrossEntropy,

    /// <summary>Deep variational information bottleneck (Alemi et al., arXiv:1612.00410): + beta KL(N(mu, sigma^2) || N(0, I)), ln sigma^2 a linear function of what the
    /// layer takes in.</summary>
    Vib,

    /// <summary>Nonlinear information bottleneck (Kolchinsky, Tracey, Wolpert, arXiv:1705.02436): + beta times the pairwise-distance upper bound on I(X;z) over
    /// the batch, sigma fixed.</summary>
    NonlinearIb,

    /// <summary>Conditional entropy bottleneck (Fischer, arXiv:2002.05379): + beta KL(N(mu, sigma^2) || N(m_y, I)), m_y a learned mean of each class.</summary>
    Ceb,
}
