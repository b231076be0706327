using System.Xml.Linq;

namespace Build.Tests.House;

/// <summary>A project file and what it refers to.</summary>
internal sealed record Project(string Path)
{
    private readonly Lazy<XDocument> file = new(() => XDocument.Load(Tree.Absolute(Path)));

    public static IReadOnlyList<Project> All { get; } =
        [.. Tree.Files.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => new Project(path))];

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The top folder: engine, kernels, harness or tests.</summary>
    public string Area => Path.Split('/')[0];

    /// <summary>One; where the packages differ by platform, one for each.</summary>
    public IReadOnlyList<string> LockFiles =>
        [.. Tree.Files.Where(file => file.StartsWith(Folder + "packages.", StringComparison.Ordinal) && file.EndsWith(
            ".lock.json", StringComparison.Ordinal))];

    private string Folder => Path[..(Path.LastIndexOf('/') + 1)];

    public IEnumerable<string> Packages => Included("PackageReference");

    public IEnumerable<Project> References => Included("ProjectReference")
        .Select(path => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
        .Select(name => All.Single(project => project.Name == name));

    public override string ToString() => Name;

    private IEnumerable<string> Included(string kind) =>
        file.Value.Descendants(kind).Select(item => item.Attribute("Include")?.Value).OfType<string>();
}
