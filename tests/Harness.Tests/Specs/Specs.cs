namespace Harness.Tests.Specs;

/// <summary>Reading specs from text, as tests need it.</summary>
internal static class Specs
{
    public const string File = "specs/a.yaml";

    /// <summary>Name, dataset and network in lines 1 to 3: what a spec must have.</summary>
    public const string Minimal = "name: a\ndataset: digits\nnetwork: {hidden: [30]}\n";

    public static readonly string[] Datasets = ["mnist", "fashion-mnist", "cifar-10", "digits", "two-gaussians", "two-moons"];

    public static ExperimentSpec Read(string text, params string[] overrides) => new SpecReader(Datasets).ReadText(text, File, overrides);

    /// <summary>The only run of a minimal spec with lines added.</summary>
    public static RunSpec Run(string lines, params string[] overrides) => Assert.Single(Read(Minimal + lines, overrides).Points).Spec;

    public static SpecException Refused(string text, params string[] overrides) =>
        Assert.Throws<SpecException>(() => Read(text, overrides));

    /// <summary>The only mistake of a spec.</summary>
    public static SpecError Mistake(string text, params string[] overrides) => Assert.Single(Refused(text, overrides).Errors);
}
