using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Ilgpu.Tests.Devices;
using Ilgpu.Tests.Kernels;
using Kernels.Ilgpu.Devices;

namespace Ilgpu.Tests.Ptx;

/// <summary>The code of a kernel for NVIDIA's GPUs as ILGPU writes it, compiled without a GPU and read.</summary>
internal sealed partial record PtxModule(string Name, string Text)
{
    /// <summary>The newest driver that ILGPU knows.</summary>
    private static readonly CudaDriverVersion NewestDriver = CudaDriverVersion.FromMajorMinor(12, 9);

    private static readonly ConcurrentDictionary<(string, CudaArchitecture, CudaDriverVersion), Lazy<PtxModule>> Compiled = new();

    public IReadOnlyList<PtxFunction> Functions { get; } = [.. PtxFunction.All(Text)];

    /// <summary>Bytes of shared memory that the kernel declares itself, beside what a launch asks for.</summary>
    public int StaticSharedBytes { get; } = SharedArray().Matches(Text).Sum(
        match => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)
            * int.Parse(match.Groups["bits"].Value, CultureInfo.InvariantCulture) / 8);

    public static PtxModule Of(string name, CudaArchitecture architecture) => Of(name, architecture, NewestDriver);

    /// <summary>With the instruction set that ILGPU takes for a GPU and a driver; specialized as the product's launches are.</summary>
    public static PtxModule Of(string name, CudaArchitecture architecture, CudaDriverVersion driver) =>
        Compiled.GetOrAdd((name, architecture, driver), _ => new(() => Compile(name, architecture, driver))).Value;

    /// <summary>How often an instruction stands in the code.</summary>
    public int Count(string instruction) => Text.Split(instruction).Length - 1;

    private static PtxModule Compile(string name, CudaArchitecture architecture, CudaDriverVersion driver)
    {
        using var context = DeviceContext.Create(DeviceKind.Cpu, new DeviceSettings());
        var target = new CudaCapabilityContext(architecture).TargetArchitecture;
        using var backend = new PTXBackend(context, architecture, CudaAccelerator.GetInstructionSet(target, driver), null!);
        var kernel = EveryKernel.All[name];
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        return new PtxModule(name, ((PTXCompiledKernel)backend.Compile(entry, LaunchRecorder.Specialization(kernel))).PTXAssembly);
    }

    [GeneratedRegex(
        @"^\s*\.shared (\.align \d+ )?\.[bsuf](?<bits>\d+)\s+\w+\[(?<count>\d+)\];", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SharedArray();
}

/// <summary>A function's blocks of instructions: what runs from a label or after a branch to the next.</summary>
internal sealed class PtxFunction
{
    private readonly List<(string? Label, List<string> Instructions)> _blocks = [(null, [])];

    private PtxFunction(string name, IEnumerable<string> lines)
    {
        Name = name;
        foreach (var line in lines)
        {
            if (line.EndsWith(':'))
                _blocks.Add((line[..^1], []));
            else
                Add(line);
        }
    }

    public string Name { get; }

    public IEnumerable<string> Instructions => _blocks.SelectMany(block => block.Instructions);

    /// <summary>The instructions of all blocks that can be reached from themselves.</summary>
    public IEnumerable<string> InLoops =>
        Enumerable.Range(0, _blocks.Count).Where(IsInLoop).SelectMany(block => _blocks[block].Instructions);

    public static IEnumerable<PtxFunction> All(string ptx)
    {
        string? name = null;
        List<string>? body = null;
        var (depth, statement) = (0, "");
        foreach (var line in ptx.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (line.StartsWith(".visible", StringComparison.Ordinal))
                name = line[..line.LastIndexOf('(')].Split(' ')[^1];
            // A call stands on several lines, between braces of its own.
            depth += line switch { "{" => 1, "}" => -1, _ => 0 };
            if (depth == 0 && body is not null)
            {
                yield return new PtxFunction(name!, body);
                body = null;
            }
            if (depth == 0 || line is "{" or "}")
                continue;
            body ??= [];
            statement = statement.Length == 0 ? line : $"{statement} {line}";
            if (!statement.EndsWith(';') && !statement.EndsWith(':'))
                continue;
            if (!statement.StartsWith('.'))
                body.Add(statement);
            statement = "";
        }
    }

    private void Add(string instruction)
    {
        _blocks[^1].Instructions.Add(instruction);
        if (IsBranch(instruction) || instruction.StartsWith("ret", StringComparison.Ordinal))
            _blocks.Add((null, []));
    }

    private bool IsInLoop(int block)
    {
        var seen = new HashSet<int>();
        var next = new Stack<int>(Next(block));
        while (next.TryPop(out var at))
        {
            if (at == block)
                return true;
            if (seen.Add(at))
                Next(at).ToList().ForEach(next.Push);
        }
        return false;
    }

    private IEnumerable<int> Next(int block)
    {
        var last = _blocks[block].Instructions.LastOrDefault() ?? "";
        if (IsBranch(last))
        {
            var target = last.TrimEnd(';').Split(['\t', ' '])[^1];
            yield return _blocks.FindIndex(at => at.Label == target) is var found and >= 0
                ? found
                : throw new InvalidOperationException($"{Name}: no label {target}");
        }
        var ends = (IsBranch(last) && !last.StartsWith('@')) || last.StartsWith("ret", StringComparison.Ordinal);
        if (!ends && block + 1 < _blocks.Count)
            yield return block + 1;
    }

    private static bool IsBranch(string instruction) =>
        instruction.StartsWith("bra", StringComparison.Ordinal)
        || (instruction.StartsWith('@') && instruction.Contains("bra", StringComparison.Ordinal));
}
