using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Harness.Build.Providers;

/// <summary>Reads and writes Providers.props, which Directory.Build.props imports where it exists.</summary>
internal static class ProvidersFile
{
    private static readonly string[] Switches = [CardPackages.Torch, CardPackages.Ilgpu, CardPackages.ParquetNet];

    /// <summary>Null where there is none, or none that can be understood: then it is asked again.</summary>
    public static ProviderAnswer? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var values = XDocument.Load(path).Descendants().Where(element => !element.HasElements).ToDictionary(element => element.Name.LocalName, element => element.Value);
            var used = Switches.Where(name => values.GetValueOrDefault(name) == "true").ToList();
            return ProviderChoices.Parse(values["EngineProvidersChoice"]) is { } choice
                ? new ProviderAnswer(choice, values["EngineProvidersQuestion"], Day(values["EngineProvidersDate"]), used, values["EngineTorchPackage"], values["EngineProvidersFirm"] == "true")
                : null;
        }
        catch (Exception damaged) when (damaged is XmlException or KeyNotFoundException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Leaves a file that says the same untouched, whatever its date: a newer one would have everything compiled again.</summary>
    public static void Write(string path, ProviderAnswer answer)
    {
        var sameSinceThen = Read(path) is { Firm: true } last ? answer with { Date = last.Date } : answer;
        if (!File.Exists(path) || File.ReadAllText(path) != Text(sameSinceThen))
            File.WriteAllText(path, Text(answer));
    }

    private static string Text(ProviderAnswer answer) => $"{Project(answer)}\n";

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static XElement Project(ProviderAnswer answer) => new(
        "Project",
        new XComment(" Written by build.sh: which of the card packages this build uses. "),
        new XElement(
            "PropertyGroup",
            Switches.Select(name => new XElement(name, answer.Switches.Contains(name))),
            new XElement("EngineTorchPackage", answer.TorchPackage)),
        new XElement(
            "PropertyGroup",
            new XElement("EngineProvidersChoice", ProviderChoices.Name(answer.Choice)),
            new XElement("EngineProvidersDate", answer.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            new XElement("EngineProvidersQuestion", answer.Fingerprint),
            new XElement("EngineProvidersFirm", answer.Firm)));
}
