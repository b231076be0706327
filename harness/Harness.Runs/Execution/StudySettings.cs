using Engine.Analysis;
using Engine.Analysis.Insights;
using Harness.Specs;

namespace Harness.Runs.Execution;

/// <summary>How a trained network is studied.</summary>
internal sealed record StudySettings(MeasureOptions Measures, AblationOptions Ablation, InsightOptions Insights)
{
    public static StudySettings Of(RunSpec spec) => new(spec.Measures, spec.Ablation, spec.Insights);

    public static StudySettings Of(AnalysisSpec spec) => new(spec.Measures, spec.Ablation, spec.Insights);
}
