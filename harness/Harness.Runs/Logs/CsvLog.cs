using System.Text;
using Harness.Runs.Tables;

namespace Harness.Runs.Logs;

/// <summary>Epochs as lines of comma-separated values: the columns of the table <c>epochs</c> but the run.</summary>
internal static class CsvLog
{
    private static IEnumerable<Column> Columns => EpochsTable.Definition.Schema.Columns.Skip(1);

    public static byte[] Header => Text(Columns.Select(column => column.Name));

    public static byte[] Line(EpochRow row)
    {
        var table = EpochsTable.Definition.Build([row]);
        return Text(Columns.Select(column => table[column.Name])
            .Select(values => values.IsPresent(0) ? FormattableString.Invariant($"{values.Values.GetValue(0):R}") : ""));
    }

    private static byte[] Text(IEnumerable<string> cells) => Encoding.UTF8.GetBytes(string.Join(',', cells) + "\n");
}
