namespace Harness.Cli.Providers;

/// <summary>All providers that there can be. In each kind the order is that of <c>auto</c>, which takes the first that is available.</summary>
internal static class KnownProviders
{
    /// <summary>simd stands between the NVIDIA GPUs and what may be no GPU at all, as an OpenCL device may: it is the fastest where there is none.
    /// For tables, where speed decides nothing, the user's package comes first.</summary>
    public static IReadOnlyList<KnownProvider> All { get; } =
    [
        new(ProviderKind.Trainer, "torch-cuda", "TorchSharp"),
        new(ProviderKind.Trainer, "simd", null),
        new(ProviderKind.Trainer, "torch-cpu", "TorchSharp"),
        new(ProviderKind.Device, "ilgpu-cuda", "ILGPU"),
        new(ProviderKind.Device, "simd", null),
        new(ProviderKind.Device, "ilgpu-opencl", "ILGPU"),
        new(ProviderKind.Device, "ilgpu-cpu", "ILGPU"),
        new(ProviderKind.Tables, "parquet-net", "Parquet.Net"),
        new(ProviderKind.Tables, "embedded", null),
    ];

    public static IEnumerable<KnownProvider> Of(ProviderKind kind) => All.Where(known => known.Kind == kind);

    /// <summary>The name in full: <c>cuda</c> is short for the one of its kind.</summary>
    public static string InFull(ProviderKind kind, string name) =>
        name == "cuda" && Of(kind).FirstOrDefault(known => known.Name.EndsWith("-cuda", StringComparison.Ordinal)) is { } cuda ? cuda.Name : name;
}
