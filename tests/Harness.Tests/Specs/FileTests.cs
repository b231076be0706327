namespace Harness.Tests.Specs;

/// <summary>Mistakes of the file as a whole, and several at once.</summary>
public class FileTests
{
    [Fact]
    public void All_mistakes_come_together_in_the_order_of_the_file()
    {
        var error = Specs.Refused("""
            name: a/b
            dataset: mnits
            network: {hidden: [0, 5, -1], activation: rely}
            training:
              l2: -1
              epoch: 5
            seeds: []
            sweep: {training.dropout: [0, 2]}
            """, "training.lr=1", "nonsense");
        Assert.Equal([1, 2, 3, 3, 3, 5, 6, 7, 8, 0, 0], error.Errors.Select(mistake => mistake.Line));
        Assert.Equal(error.Errors.Length, error.Message.Split('\n').Length);
        Assert.StartsWith("specs/a.yaml:1:7: name must be usable", error.Message, StringComparison.Ordinal);
        Assert.Contains("\nspecs/a.yaml:6:3: unknown key training.epoch; did you mean epochs?\n", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, "a spec is a mapping with at least name, dataset and network; found nothing")]
    [InlineData("# only a comment\n", 2, "found nothing")]
    [InlineData("- a\n- b\n", 1, "found a list of 2 entries")]
    [InlineData("hello", 1, "found hello")]
    [InlineData("name: a\n  dataset: b\n", 2, "not valid YAML")]
    [InlineData("name: [a\n", 2, "not valid YAML")]
    [InlineData("name: a\ndataset: \"mnist\n", 2, "not valid YAML")]
    [InlineData("name: a\n\tdataset: mnist\n", 1, "not valid YAML")]
    [InlineData("name: a\ndataset: *nowhere\n", 2, "*nowhere refers to no anchor above it")]
    [InlineData("name: a\ndataset: &self {idx: *self}\n", 2, "*self refers to no anchor above it")]
    [InlineData("name: a\ndataset: !!str mnist\n", 2, "the tag")]
    [InlineData("name: a\n? [x]\n: b\n", 2, "a key must be a plain word")]
    [InlineData("name: a\n---\nname: b\n", 2, "a second document begins here")]
    public void The_file_is_no_spec(string text, int line, string expected)
    {
        var mistake = Specs.Mistake(text);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(line, mistake.Line);
    }

    [Fact]
    public void Hostile_nesting_is_refused() =>
        Assert.Contains("nested deeper than 32 levels", Specs.Mistake("a: " + new string('[', 50_000)).Message, StringComparison.Ordinal);

    [Fact]
    public void Required_keys_are_all_named()
    {
        var error = Specs.Refused("training: {l2: 0}");
        Assert.Equal(3, error.Errors.Length);
        Assert.Contains("name is required", error.Message, StringComparison.Ordinal);
        Assert.Contains("dataset is required", error.Message, StringComparison.Ordinal);
        Assert.Contains("network.hidden is required", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_read_and_its_folder_is_where_paths_start()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.yaml", Specs.Minimal.Replace("digits", "{idx: images}", StringComparison.Ordinal));
        var experiment = new SpecReader(Specs.Datasets).ReadFile(path, []);
        Assert.Equal(path, experiment.File);
        Assert.Equal(Path.Combine(folder.Path, "images"), experiment.Points[0].Spec.Dataset.Path);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        using var folder = new TemporaryFolder();
        var missing = Path.Combine(folder.Path, "none.yaml");
        Assert.StartsWith($"{missing}: cannot be read", Unreadable(missing).Message, StringComparison.Ordinal);
        Assert.StartsWith($"{folder.Path}: is a folder", Unreadable(folder.Path).Message, StringComparison.Ordinal);
        Assert.Contains("is not UTF-8", Unreadable(folder.Write("latin1.yaml", [0x6E, 0xE4, 0xFF])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "that is no spec", Unreadable(folder.Write("big.yaml", new byte[(16 << 20) + 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_or_a_device_is_no_spec_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kinds of files as Linux tells them");
        using var folder = new TemporaryFolder();
        System.Diagnostics.Process.Start("mkfifo", [folder["pipe.yaml"]]).WaitForExit();
        // Held open, so that whoever opened it would not wait for ever.
        using var pipe = new FileStream(folder["pipe.yaml"], FileMode.Open, FileAccess.ReadWrite);
        Assert.Equal($"{pipe.Name}: is a pipe; the path of a spec file is needed", Unreadable(pipe.Name).Message);
        Assert.Equal("/dev/zero: is a device; the path of a spec file is needed", Unreadable("/dev/zero").Message);
    }

    private static SpecException Unreadable(string path) =>
        Assert.Throws<SpecException>(() => new SpecReader(Specs.Datasets).ReadFile(path, []));

    [Fact]
    public void Whatever_is_changed_in_a_spec_only_a_spec_error_comes_out()
    {
        const string text =
            "name: a\ndataset: {idx: x}\nnetwork: {hidden: &h [30, 5]}\nseeds: [1, 2]\nsweep: "
                + "{training.l2: [0, 1e-3], network.hidden: [*h, [7]]}\n";
        const string letters = "{}[]:,-?*&!|>'\"%@`# \n\t0aé\u0001\ud800~.";
        var random = new Random(1);
        for (var trial = 0; trial < 3000; trial++)
        {
            var changed = text.ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                changed[random.Next(changed.Length)] = letters[random.Next(letters.Length)];
            ReadOrRefuse(new string(changed));
        }
    }

    private static void ReadOrRefuse(string text)
    {
        try
        {
            Specs.Read(text);
        }
        catch (SpecException error)
        {
            Assert.NotEmpty(error.Errors);
        }
    }
}
