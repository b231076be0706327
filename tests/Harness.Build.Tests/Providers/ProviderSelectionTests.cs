using Harness.Build.Providers;

namespace Harness.Build.Tests.Providers;

public class ProviderSelectionTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Machine Laptop = new("linux-x64", NvidiaDriver: false);
    private static readonly IReadOnlyList<CardPackage> Packages = CardPackages.Read(new Home(RepositoryRoot.Path), Laptop);
    private readonly FixedProbe onlyIlgpu = new(package => package.Switch == CardPackages.Ilgpu ? Yes(package) : No(package));
    private readonly FixedProbe unreachable = new(package => new PackageAnswer(package, false, false, "NU1301: no route"));
    private readonly List<string> notes = [];

    [Fact]
    public void Auto_takes_those_that_restore_and_says_which()
    {
        var answer = Answer(ProviderChoice.Auto, onlyIlgpu);
        Assert.Equal([CardPackages.Ilgpu], answer.Switches);
        Assert.True(answer.Firm);
        Assert.Equal("card packages that restore: ILGPU 1.5.3; not on this registry: TorchSharp 0.107.0, TorchSharp-cpu 0.107.0, Parquet.Net 6.1.0", Assert.Single(notes));
    }

    [Fact]
    public void Card_wants_all_and_names_each_that_fails_with_the_reason()
    {
        var mistake = Assert.Throws<UserMistakeException>(() => Answer(ProviderChoice.Card, onlyIlgpu));
        Assert.Contains("  Parquet.Net 6.1.0: NU1101: no such package", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ILGPU", mistake.Message, StringComparison.Ordinal);
        Assert.Equal(3, Answer(ProviderChoice.Card, new FixedProbe(Yes)).Switches.Count);
    }

    [Fact]
    public void Embedded_and_a_build_servers_auto_ask_nobody()
    {
        Assert.Empty(Answer(ProviderChoice.Embedded, onlyIlgpu).Switches);
        Assert.Empty(Answer(ProviderChoice.Auto, onlyIlgpu, ci: true).Switches);
        Assert.Equal(0, onlyIlgpu.Asked);
        Assert.Throws<UserMistakeException>(() => Answer(ProviderChoice.Card, onlyIlgpu, ci: true));
    }

    [Fact]
    public void A_registry_out_of_reach_gives_the_embedded_set_for_the_day()
    {
        var answer = Answer(ProviderChoice.Auto, unreachable);
        Assert.Empty(answer.Switches);
        Assert.Contains("could not ask", Assert.Single(notes), StringComparison.Ordinal);
        Assert.True(answer.Answers(Question(ProviderChoice.Auto), Today));
        Assert.False(answer.Answers(Question(ProviderChoice.Auto), Today.AddDays(1)));
    }

    [Fact]
    public void A_firm_answer_holds_until_something_it_depends_on_changes()
    {
        var answer = Answer(ProviderChoice.Auto, onlyIlgpu);
        var question = Question(ProviderChoice.Auto);
        Assert.True(answer.Answers(question, Today.AddYears(1)));
        Assert.False(answer.Answers(question with { Choice = ProviderChoice.Card }, Today));
        Assert.False(answer.Answers(question with { Machine = Laptop with { NvidiaDriver = true } }, Today));
        Assert.False(answer.Answers(question with { Machine = Laptop with { Platform = "win-x64" } }, Today));
        Assert.False(answer.Answers(question with { Packages = [.. Packages.Skip(1)] }, Today));
        Assert.False(answer.Answers(question with { IsCI = true }, Today));
    }

    private static PackageAnswer Yes(CardPackage package) => new(package, true, true, "");

    private static PackageAnswer No(CardPackage package) => new(package, false, true, "NU1101: no such package");

    private static ProviderQuestion Question(ProviderChoice choice, bool ci = false) => new(choice, Laptop, Packages, ci);

    private ProviderAnswer Answer(ProviderChoice choice, FixedProbe probe, bool ci = false) =>
        ProviderSelection.Answer(Question(choice, ci), Today, probe, notes.Add);
}
