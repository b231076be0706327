using Benchmarks.Baselines;
using Benchmarks.Reporting;
using Benchmarks.Subjects;
using Benchmarks.Suites;

namespace Benchmarks;

/// <summary>Runs the suites one after another, prints each row as it is known, and writes all of them as JSON.</summary>
internal sealed class BenchRun(BenchOptions options, TextWriter output, TextWriter log)
{
    /// <returns>0, or 1 where a result was wrong.</returns>
    public int Run()
    {
        using var baselines = PythonSession.Start();
        var machine = MachineFacts.Collect(options, baselines);
        output.WriteLine(machine.ToString());
        output.WriteLine(BenchRow.Header);
        var context = new BenchContext(options, new SubjectFactory(options, log), baselines, log.WriteLine);
        var rows = new List<BenchRow>();
        var wrong = false;
        foreach (var suite in options.Suites)
        {
            try
            {
                foreach (var row in SuiteTable.Create(suite).Run(context))
                {
                    rows.Add(row);
                    output.WriteLine(row.ToString());
                    // What is known stays where the program is ended early.
                    JsonReport.Write(options.Output, machine, rows);
                }
            }
            catch (WrongResultException error)
            {
                wrong = true;
                output.WriteLine($"{suite}: WRONG RESULT: {error.Message}");
            }
            JsonReport.Write(options.Output, machine, rows);
        }
        log.WriteLine($"written: {options.Output}");
        return wrong ? 1 : 0;
    }
}
