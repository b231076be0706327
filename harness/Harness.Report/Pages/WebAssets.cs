namespace Harness.Report.Pages;

/// <summary>What the page is made of beside its data: embedded at build time.</summary>
internal static class WebAssets
{
    public static string Styles { get; } = Read("report.css") ?? throw new InvalidOperationException("report.css is not embedded");

    /// <summary>Charts and filters in one script; null in a build that was made without npm.</summary>
    public static string? Script { get; } = Read("report.js");

    private static string? Read(string name)
    {
        using var stream = typeof(WebAssets).Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
