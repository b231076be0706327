using Engine.Tables;
using Harness.ParquetNet;

namespace Harness.Cli.Providers;

internal sealed partial class ProviderSet
{
    static partial void AddParquetNet(List<ITableFormat> formats) => formats.Add(new ParquetNetFormat());
}
