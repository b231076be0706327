using System.Xml.Linq;

namespace Harness.Build.Providers;

/// <summary>The card packages for a machine, in the versions that Directory.Packages.props pins.</summary>
internal static class CardPackages
{
    public const string Torch = "EngineTorch";
    public const string Ilgpu = "EngineIlgpu";
    public const string ParquetNet = "EngineParquetNet";

    public static IReadOnlyList<CardPackage> Read(Home home, Machine machine)
    {
        var pins = XDocument.Load(home.PackageVersions).Descendants("PackageVersion")
            .ToDictionary(pin => pin.Attribute("Include")!.Value, pin => pin.Attribute("Version")!.Value.Trim('[', ']'));
        PackageVersion Pin(string id) => new(id, pins[id]);
        return
        [
            new(Torch, [Pin("TorchSharp")], [Pin(machine.TorchPackage)]),
            new(Ilgpu, [Pin("ILGPU")], []),
            new(ParquetNet, [Pin("Parquet.Net")], []),
        ];
    }
}
