namespace Harness.Cli.Output;

/// <summary>Says nothing but warnings.</summary>
internal sealed class QuietProgress(int runs) : SweepProgress(runs)
{
    protected override void ShowFinished(string runId, string? failure) { }

    protected override void ShowChange() { }
}
