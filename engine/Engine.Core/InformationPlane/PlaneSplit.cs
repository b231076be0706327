namespace Engine.InformationPlane;

/// <summary>The samples that the information plane is estimated on.</summary>
public enum PlaneSplit
{
    /// <summary>Training, validation and test samples together.</summary>
    All,
    Train,
    Validation,
    Test,
}
