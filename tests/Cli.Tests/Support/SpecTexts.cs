namespace Cli.Tests.Support;

/// <summary>Specs that take a fraction of a second.</summary>
internal static class SpecTexts
{
    /// <summary>Two runs with everything that draws random numbers: dropout, shuffling, permutations, random orders.</summary>
    public const string Digits = """
        name: small
        dataset: digits
        network: {hidden: [14, 9]}
        training: {epochs: 3, dropout: 0.1, l2: 1e-4, learning_rate: 0.01, batch_size: 64}
        seeds: 4
        measures: {permutations: 20, quantizer: [one-bit, quantile-2]}
        ablation: {random: 3}
        """;

    /// <summary>One run, on IDX files of a folder.</summary>
    public static string Idx(string folder) => OnFolder("idx", folder);

    public static string Cifar(string folder) => OnFolder("cifar", folder);

    private static string OnFolder(string kind, string folder) => $$"""
        name: mine
        dataset: { {{kind}}: {{folder}} }
        network: {hidden: [4]}
        training: {epochs: 1}
        measures: {permutations: 0}
        ablation: {random: 1}
        """;
}
