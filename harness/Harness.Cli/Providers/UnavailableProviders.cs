namespace Harness.Cli.Providers;

/// <summary>Providers that the engine knows of and this build does not contain.</summary>
internal static class UnavailableProviders
{
    /// <summary>Name, kind and the package each needs.</summary>
    public static IReadOnlyList<(string Kind, string Name, string Package)> All { get; } =
    [
        ("trainer", "torch-cpu", "TorchSharp"),
        ("trainer", "torch-cuda", "TorchSharp"),
        ("device", "ilgpu-cuda", "ILGPU"),
        ("device", "ilgpu-opencl", "ILGPU"),
        ("device", "ilgpu-cpu", "ILGPU"),
    ];

    public static string ReasonFor(string name) =>
        All.FirstOrDefault(provider => provider.Name == name) is { Package: { } package }
            ? $"not built: this build is without {package}."
            : "there is no such name.";
}
