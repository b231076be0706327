namespace Engine.Bounds;

/// <summary>A bound on the generalization gap, or what stands for one, by its authors.</summary>
public enum BoundKind
{
    /// <summary>A scaling with I(X;L) and the number of samples (arXiv:1802.05355).</summary>
    VeraPiantanidaVega,

    /// <summary>2^I(X;L) in the place of the number of hypotheses (Shwartz-Ziv, Painsky, Tishby 2018).</summary>
    ShwartzZivPainskyTishby,

    /// <summary>The information of samples and parameters (arXiv:1705.07809), itself bounded for noisy training
    /// (arXiv:1801.04295).</summary>
    XuRaginsky,

    /// <summary>The information of each sample and the parameters (arXiv:1901.04609), estimated over many trainings.</summary>
    BuZouVeeravalli,
}
