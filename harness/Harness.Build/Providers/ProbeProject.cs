using System.Xml.Linq;

namespace Harness.Build.Providers;

/// <summary>
/// A project that references nothing but the packages asked for. It lies in the tree, so that a NuGet.config of the
/// tree holds for it too, but takes none of the tree's build settings.
/// </summary>
internal static class ProbeProject
{
    private static readonly string[] Settings = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    public static string Write(string folder, CardPackage package)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in Settings)
            File.WriteAllText(Path.Combine(folder, name), "<Project />");
        var path = Path.Combine(folder, "Probe.csproj");
        Project(package).Save(path);
        return path;
    }

    private static XElement Project(CardPackage package) => new(
        "Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement(
            "PropertyGroup",
            new XElement("TargetFramework", "net10.0"),
            new XElement("NuGetAudit", "false"),
            new XElement("RestoreFallbackFolders", "clear")),
        new XElement("ItemGroup", package.References.Select(Item("PackageReference")), package.Downloads.Select(Item("PackageDownload"))));

    private static Func<PackageVersion, XElement> Item(string kind) =>
        package => new XElement(kind, new XAttribute("Include", package.Id), new XAttribute("Version", $"[{package.Version}]"));
}
