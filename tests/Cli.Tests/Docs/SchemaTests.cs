using System.Text.Json;
using Cli.Tests.Support;

namespace Cli.Tests.Docs;

/// <summary>The JSON Schema of specs, judged by Ajv: it takes what the engine takes, and marks mistakes.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_spec_of_the_experiments_is_valid()
    {
        var specs = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "harness", "experiments"), "*.yaml");
        Assert.NotEmpty(specs);
        Assert.All(Judge(specs), judged => Assert.Empty(judged));
    }

    [Theory]
    [InlineData("training: {l2: -1}", "must be >= 0")]
    [InlineData("training: {lr: 0.1}", "must NOT have additional properties")]
    [InlineData("network: {hidden: [0]}", "must be >= 1")]
    [InlineData("dataset: mnits", "must be equal to one of the allowed values")]
    [InlineData("measures: {quantizer: two-bit}", "must match pattern")]
    [InlineData("sweep: {training.l3: [1]}", "must NOT have additional properties")]
    [InlineData("seeds: 0", "must be >= 1")]
    public void A_mistake_is_marked(string line, string complaint)
    {
        var key = line[..line.IndexOf(':', StringComparison.Ordinal)];
        var lines = new[] { "name: mine", "dataset: digits", "network: {hidden: [4]}" }.Where(given =>
            !given.StartsWith(key + ":", StringComparison.Ordinal)).Append(line);
        Assert.Contains(
            complaint, string.Join('\n', Judge([_folder.Write("spec.yaml", string.Join('\n', lines))])[0]), StringComparison.Ordinal);
    }

    private string[][] Judge(string[] specs)
    {
        var schema = _folder.Write("schema.json", EngineProgram.Run("reference", "schema").Exits(0).Output);
        return JsonSerializer.Deserialize<string[][]>(NodeScript.Run("ajv", "judge-specs.mjs", [schema, .. specs]))!;
    }
}
