namespace Engine.Training;

/// <summary>The rules of the code of an information-bottleneck objective, the same for all trainers.</summary>
public static class Bottleneck
{
    /// <summary>ln sigma^2 at the start, everywhere: sigma = 0.135, little beside outputs of order 1.
    /// The weights that make it depend on the input start at 0.</summary>
    public const float InitialLogVariance = -4;

    /// <summary>Whether sigma is a learned function of the input.</summary>
    public static bool LearnsVariance(ObjectiveKind objective) => objective is ObjectiveKind.Vib or ObjectiveKind.Ceb;

    /// <summary>Whether each class has a mean of its own.</summary>
    public static bool HasClassMeans(ObjectiveKind objective) => objective == ObjectiveKind.Ceb;
}
