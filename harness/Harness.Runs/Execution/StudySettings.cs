using Engine.Analysis;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>How a trained network is studied.</summary>
internal sealed record StudySettings(MeasureOptions Measures, AblationOptions Ablation, InsightSettings Insights)
{
    public static StudySettings Of(RunSpec spec) => new(spec.Measures, spec.Ablation, spec.Insights);

    public static StudySettings Of(AnalysisSpec spec) => new(spec.Measures, spec.Ablation, spec.Insights);
}
