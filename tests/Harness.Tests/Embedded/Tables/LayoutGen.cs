using Engine.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace Harness.Parquet.Tests.Tables;

/// <summary>Random tables and random ways to lay them out.</summary>
internal static class LayoutGen
{
    public static Arbitrary<(Table Table, ParquetOptions Options)> Cases { get; } =
        Gen.Zip(TableGen.Tables(TableGen.AnyLong), Options()).Select(pair => (pair.Item1, pair.Item2)).ToArbitrary();

    private static Gen<ParquetOptions> Options() =>
        from rows in Gen.Elements(1, 7, 64, 1000)
        from page in Gen.Elements(1, 9, 200, 1 << 20)
        from dictionary in Gen.Elements(0, 40, 1 << 20)
        from compress in Gen.Elements(true, false)
        from checksums in Gen.Elements(true, false)
        select new ParquetOptions
        {
            RowsPerGroup = rows,
            PageBytes = page,
            DictionaryBytes = dictionary,
            Compress = compress,
            Checksums = checksums,
        };
}
