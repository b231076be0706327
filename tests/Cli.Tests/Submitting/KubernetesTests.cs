using Cli.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Cli.Tests.Submitting;

/// <summary>The manifest of an Indexed Job.</summary>
public sealed class KubernetesTests
{
    [Theory]
    [InlineData()]
    [InlineData("--cpus", "4", "--mem", "16Gi", "--gpus", "1", "--grace", "60", "--run-options", "--trainer cuda")]
    public void It_has_the_fields_that_the_API_knows_and_those_it_requires(params string[] more)
    {
        using var folder = new TemporaryFolder();
        var manifest = Manifest(folder, more);
        Assert.Empty(KubernetesSchema.Mistakes(manifest));
        Assert.Equal(("batch/v1", "Job"), (Text(manifest, "apiVersion"), Text(manifest, "kind")));
        // A pod failure policy needs pods that are not restarted in place, and an indexed job the number of its indexes.
        Assert.Equal(
            ("Indexed", "4", "Never"),
            (Text(manifest, "spec", "completionMode"), Text(manifest, "spec", "completions"),
                Text(manifest, "spec", "template", "spec", "restartPolicy")));
        var container = (YamlMappingNode)Node(manifest, "spec", "template", "spec", "containers")[0];
        Assert.Equal(
            ["ENGINE_SHARD_COUNT", "4"],
            ((YamlMappingNode)container["env"][0]).Children.Values.Select(value => ((YamlScalarNode)value).Value));
        var words = ((YamlSequenceNode)container["command"]).Children.Select(word => ((YamlScalarNode)word).Value!).ToArray();
        Assert.Equal(["engine", "run", folder["spec.yaml"]], words[..3]);
        Assert.Equal(["--out", folder["out"], "--shard", "env", "--resume"], words[^5..]);
        // Spec and results are below what is mounted.
        Assert.Equal(folder.Path, Text(container["volumeMounts"][0], "mountPath"));
    }

    /// <summary>The schema that Kubernetes publishes; it lets fields pass that there are not, which the test above does not.</summary>
    [Theory]
    [InlineData()]
    [InlineData("--cpus", "4", "--mem", "16Gi", "--gpus", "1", "--grace", "60")]
    public void The_published_schema_takes_it(params string[] more)
    {
        using var folder = new TemporaryFolder();
        Manifest(folder, more);
        Assert.Equal("", Judge(folder["out/submit/job.yaml"]));
        var wrong = File.ReadAllText(folder["out/submit/job.yaml"])
            .Replace("completions: 4", "completions: four", StringComparison.Ordinal);
        Assert.Contains("completions must be integer", Judge(folder.Write("wrong.yaml", wrong)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_finds_what_is_wrong()
    {
        var wrong = Load("""
            apiVersion: batch/v1
            kind: Job
            metadata: {}
            spec: {completions: "4", podFailurePolice: {}, template: {spec: {containers: [{name: engine, env: [{name: A, value: 4}]}]}}}
            """);
        Assert.Equal(
            [".metadata.name is missing", ".spec.podFailurePolice is no field of JobSpec", ".spec.completions is 4, which is no integer",
                ".spec.template.spec.containers[0].env[0].value is 4, which is no string"],
            KubernetesSchema.Mistakes(wrong));
    }

    private static string Judge(string manifest) => NodeScript.Run("kubernetes-models", "judge-job.mjs", manifest);

    private static YamlNode Manifest(TemporaryFolder folder, params string[] more)
    {
        var spec = folder.Write("spec.yaml", SpecTexts.Digits);
        EngineProgram.Run(
            ["submit", spec, "training.l2=1e-3", "--kubernetes", "--image", "registry.local/engine:1", "--claim", "work", "--array", "4",
                "--out", folder["out"], .. more]).Exits(0);
        return Load(File.ReadAllText(folder["out/submit/job.yaml"]));
    }

    private static YamlNode Load(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Single().RootNode;
    }

    private static YamlNode Node(YamlNode node, params string[] path) => path.Aggregate(node, (at, key) => at[key]);

    private static string Text(YamlNode node, params string[] path) => ((YamlScalarNode)Node(node, path)).Value!;
}
