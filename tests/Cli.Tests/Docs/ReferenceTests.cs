using Cli.Tests.Support;

namespace Cli.Tests.Docs;

/// <summary>The pages in harness/docs that are generated from the code say what the code says now.</summary>
public class ReferenceTests
{
    [Theory]
    [InlineData("commands", "commands.md")]
    [InlineData("spec", "spec.md")]
    [InlineData("tables", "tables.md")]
    [InlineData("measures", "measures.md")]
    [InlineData("schema", "spec.schema.json")]
    public void A_generated_page_is_current(string what, string page)
    {
        var file = Path.Combine(RepositoryRoot.Path, "harness", "docs", page);
        var now = EngineProgram.Run("reference", what).Exits(0).Output;
        Assert.True(
            now == File.ReadAllText(file),
            $"harness/docs/{page} is not what the code says: artifacts/engine reference {what} > harness/docs/{page}");
    }
}
