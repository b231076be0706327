namespace Harness.Cli.Output;

/// <summary>A run's readings for <c>--json</c>.</summary>
internal static class RunOutput
{
    public static object Describe(RunReading reading) => new
    {
        run_id = reading.Run.RunId,
        error = reading.Run.Error,
        test_accuracy = Number(reading.Run.TestAccuracy),
        scopes = reading.Scopes.Select(Describe),
    };

    private static object Describe(ScopeReading reading) => new
    {
        scope = reading.Scope.Name,
        measure = reading.Measure,
        reading.Neurons,
        accuracy = Number(reading.Accuracy),
        sufficient = Number(reading.Sufficient),
        destroying = Number(reading.Destroying),
        reading.Inactive,
        lowest_first_area_vs_random = Number(reading.Lowest?.Area),
        highest_first_area_vs_random = Number(reading.Highest?.Area),
    };

    /// <summary>JSON has no NaN: null stands for what does not exist.</summary>
    private static double? Number(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
