using System.Text.Json;
using Harness.Build;

namespace Build.Tests;

/// <summary>gpu-day.sh in a folder where scripts stand for all programs.</summary>
public sealed class GpuDayTests : IDisposable
{
    private static readonly string[] InOrder =
        ["devices", "contract", "memcheck", "racecheck", "histogram", "ablation", "trainer", "stack", "profile"];

    private readonly TemporaryFolder folder = new();

    public GpuDayTests()
    {
        folder.Write("kit/gpu-day.sh", File.ReadAllText(Path.Combine(new Home(RepositoryRoot.Path).GpuDay, "gpu-day.sh")));
        folder.Write(
            "kit/facts", "set=digits\ndata=the shipped digits\nnetwork=net.safetensors\ntraining=3 epochs\nepochs=3\nrevision=abc\n");
        Program("kit/bin/engine", """
            case "$*" in
              *--json) cat "$FAKES/devices.json" ;;
              analyze*) echo "analyzed on $*" ;;
            esac
            """);
        Devices(("ilgpu-cuda", true, "A \"GPU\" & more"), ("torch-cuda", true, "libtorch 2.10.0, A GPU"));
        Program("kit/bin/Ilgpu.Tests", "echo 'Ilgpu.Tests  Total: 5, Errors: 0, Failed: 0, Skipped: 1, Not Run: 0, Time: 0.1s'");
        Program("kit/bin/Torch.Tests", "echo 'Torch.Tests  Total: 3, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 0.1s'");
        Program("kit/bin/Benchmarks", """
            echo "$*"
            while [ "$1" != --json ]; do shift; done
            cp "$FAKES/rows.json" "$2"
            """);
        folder.Write("rows.json", """
            {
              "rows": [
                {
                  "work": "counting",
                  "against": "copies",
                  "engine": 0.002,
                  "baseline": 0.001,
                  "at_least": 0.5,
                  "note": "a \u0022GPU\u0022",
                  "ratio": 0.5
                }
              ]
            }
            """);
        Program("tools/compute-sanitizer", """
            case "$*" in
              *memcheck*) echo '========= ERROR SUMMARY: 0 errors' ;;
              *) echo '========= RACECHECK SUMMARY: 0 hazards displayed' ;;
            esac
            """);
        Program("tools/ncu", """
            case "$*" in
              *--log-file*)
                while [ "$1" != --log-file ]; do shift; done
                printf '"ID","Kernel Name","Metric Value"\n"0","Kernel_Multiply","3,000"\n"1","Kernel_Fold","1,000"\n' > "$2" ;;
              *) echo "$*" ;;
            esac
            """);
        Program("tools/python3", "exit 1");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_steps_run_in_their_order_and_leave_their_numbers()
    {
        var (code, output) = Run();
        Assert.True(code == 0, output);
        using var summary = Summary();
        Assert.True(summary.RootElement.GetProperty("contract_passed").GetBoolean());
        Assert.Equal("the shipped digits", summary.RootElement.GetProperty("data").GetString());
        Assert.Equal(InOrder.Select(name => (name, "done", (int?)0)), Steps(summary));
        Assert.Equal("5", Number(summary, "contract", "tests total"));
        Assert.Equal("0 errors", Number(summary, "memcheck", "found"));
        Assert.StartsWith("2.00 ms against 1.00 ms, ratio 0.50", Number(summary, "histogram", "counting / copies"));
        // 3,000 of 4,000 ns.
        Assert.Equal("75.0 % of the time, 1 launches", Number(summary, "profile", "Kernel_Multiply"));
        Assert.Contains("regex:^(Kernel_Multiply|Kernel_Fold)$", Log("profile"));
        Assert.Contains("| contract | done | 0 |", File.ReadAllText(folder["out/summary.md"]));
        Assert.True(File.Exists(folder["out.tar.gz"]));
    }

    [Fact]
    public void What_fails_stops_nothing_else()
    {
        Program("tools/compute-sanitizer", "echo; echo 'planted fault'; echo; exit 9");
        Program("kit/bin/Benchmarks", "echo 'no such data' >&2; exit 2");
        Assert.Equal(0, Run().Code);
        using var summary = Summary();
        Assert.Equal(
            [
                ("devices", "done", 0), ("contract", "done", 0), ("memcheck", "failed", 9), ("racecheck", "failed", 9),
                ("histogram", "failed", 2), ("ablation", "failed", 2), ("trainer", "done", 0), ("stack", "failed", 2),
                ("profile", "done", 0),
            ],
            Steps(summary));
        Assert.Equal("planted fault", Reason(summary, "memcheck"));
        Assert.Equal("no such data", Reason(summary, "stack"));
    }

    [Theory]
    [InlineData("Total: 5, Errors: 0, Failed: 1, Skipped: 0", 1)]
    [InlineData("Total: 5, Errors: 1, Failed: 0, Skipped: 0", 0)]
    [InlineData("Total: 5, Errors: 0, Failed: 0, Skipped: 5", 0)]
    [InlineData("Total: 0, Errors: 0, Failed: 0, Skipped: 0", 0)]
    [InlineData("Segmentation fault", 139)]
    public void A_contract_that_did_not_pass_is_the_exit_code(string said, int exit)
    {
        Program("kit/bin/Ilgpu.Tests", $"echo 'x  {said}, Not Run: 0'; exit {exit}");
        Assert.Equal(1, Run("--steps", "contract,histogram").Code);
        using var summary = Summary();
        Assert.False(summary.RootElement.GetProperty("contract_passed").GetBoolean());
        Assert.Equal(["devices", "contract", "histogram"], Steps(summary).Select(step => step.Name));
    }

    /// <summary>It is ended, with what it started, and the next one runs.</summary>
    [Fact]
    public void A_step_that_hangs_is_ended_at_its_limit()
    {
        Program("kit/bin/Ilgpu.Tests", "sleep 600 & echo $! > \"$FAKES/child\"; wait");
        Assert.Equal(1, Run("--limit", "contract=5", "--steps", "contract,histogram").Code);
        using var summary = Summary();
        Assert.Equal([("devices", "done", 0), ("contract", "ran out of time", 124), ("histogram", "done", 0)], Steps(summary));
        Assert.Equal("ended at its limit of 5 s", Reason(summary, "contract"));
        Assert.False(Runs(File.ReadAllText(folder["child"]).Trim()));

        // One that has ended is a zombie until its parent asks for it.
        static bool Runs(string process) =>
            File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_possible_is_listed_with_its_reason()
    {
        Assert.SkipWhen(File.Exists("/usr/local/cuda/bin/ncu") || File.Exists("/usr/bin/ncu"), "this machine has ncu");
        File.Delete(folder["tools/ncu"]);
        Devices(("ilgpu-cuda", true, "A GPU"), ("torch-cuda", false, "library not found: libtorch_cuda.so."));
        Assert.Equal(0, Run().Code);
        using var summary = Summary();
        Assert.Equal("torch-cuda is not available: library not found: libtorch_cuda.so.", Reason(summary, "stack"));
        Assert.Equal("ncu was not found on the PATH or in /usr/local/cuda/bin", Reason(summary, "profile"));
        Assert.Equal(["trainer", "stack", "profile"], Steps(summary).Where(step => step.State == "not possible").Select(step => step.Name));
    }

    [Fact]
    public void Without_the_device_nothing_passes()
    {
        Devices(("ilgpu-cuda", false, "no NVIDIA driver"), ("torch-cuda", false, "no NVIDIA driver"));
        Assert.Equal(1, Run().Code);
        using var summary = Summary();
        Assert.Equal("ilgpu-cuda is not available: no NVIDIA driver", Reason(summary, "contract"));
        Assert.Equal("devices", Assert.Single(Steps(summary), step => step.State == "done").Name);
    }

    [Fact]
    public void A_rehearsal_is_small_and_leaves_out_what_is_for_cuda()
    {
        Devices(("ilgpu-cpu", true, "2 cores"), ("torch-cpu", true, "libtorch 2.10.0"));
        Assert.Equal(0, Run("--device", "cpu").Code);
        using var summary = Summary();
        Assert.Contains("--device ilgpu-cpu --set digits", Log("ablation"));
        Assert.Contains("--images 20 --orders 2 --repeats 1", Log("ablation"));
        Assert.Equal(
            ["memcheck", "racecheck", "profile"], Steps(summary).Where(step => step.State == "not possible").Select(step => step.Name));
    }

    /// <summary>Quotes and backslashes come through JSON, and a bar through a table.</summary>
    [Fact]
    public void Reasons_are_told_in_their_own_words()
    {
        Program("kit/bin/Benchmarks", """printf '%s\n' 'no "such" \folder | file'; exit 1""");
        Run("--steps", "histogram");
        using var summary = Summary();
        Assert.Equal("no \"such\" \\folder | file", Reason(summary, "histogram"));
        Assert.Contains("no \"such\" \\folder \\| file |", File.ReadAllText(folder["out/summary.md"]));
        Assert.Equal("A \"GPU\" & more", Number(summary, "devices", "ilgpu-cuda"));
    }

    [Fact]
    public void One_that_is_interrupted_sums_up_what_it_has()
    {
        Program("kit/bin/Ilgpu.Tests", "kill -TERM $(cat \"$FAKES/script\"); sleep 600");
        using var commands = new CommandRunner();
        var result = commands.Run(Command("--steps", "contract,histogram") with
        {
            Program = "sh",
            Arguments = ["-c", "echo $$ > \"$FAKES/script\"; exec sh \"$@\"", "sh", .. Command("--steps", "contract,histogram").Arguments],
        });
        Assert.Equal(130, result.ExitCode);
        using var summary = Summary();
        Assert.Equal([("devices", "done", 0), ("contract", "interrupted", (int?)null)], Steps(summary));
    }

    [Theory]
    [InlineData("unknown word \"gpu\"", "gpu")]
    [InlineData("unknown device \"rocm\"", "--device", "rocm")]
    [InlineData("unknown step \"bench\"", "--steps", "devices,bench")]
    [InlineData("\"soon\" is no whole number above 0", "--minutes", "soon")]
    [InlineData("\"contract\" is no STEP=SECONDS", "--limit", "contract")]
    [InlineData("\"contract=1m\" is no STEP=SECONDS", "--limit", "contract=1m")]
    [InlineData("unknown step \"contrakt\"", "--limit", "contrakt=5")]
    [InlineData("--images needs a value", "--images")]
    public void A_mistake_is_exit_code_2_with_what_is_wrong(string message, params string[] words)
    {
        var (code, output) = Run(words);
        Assert.Equal(2, code);
        Assert.StartsWith($"gpu-day.sh: {message}", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_are_never_mixed_with_others()
    {
        folder.Write("out/summary.md", "earlier");
        Assert.Equal(2, Run().Code);
        Assert.Equal("earlier", File.ReadAllText(folder["out/summary.md"]));
    }

    private (int Code, string Output) Run(params string[] words)
    {
        using var commands = new CommandRunner();
        var result = commands.Run(Command(words));
        return (result.ExitCode, result.Output);
    }

    private Command Command(params string[] words) =>
        new("sh", [folder["kit/gpu-day.sh"], "--out", folder["out"], .. words], folder.Path)
        {
            Environment = new Dictionary<string, string> { ["PATH"] = $"{folder["tools"]}:/usr/bin:/bin", ["FAKES"] = folder.Path },
        };

    private void Program(string name, string script)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("the kit is for Linux");
            return;
        }
        var path = folder.Write(name, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Devices(params (string Name, bool Available, string Detail)[] devices)
    {
        var lines = devices.Select(it => new { kind = "device", name = it.Name, available = it.Available, detail = it.Detail });
        folder.Write("devices.json", JsonSerializer.Serialize(lines, Lines));
    }

    private static readonly JsonSerializerOptions Lines = new() { WriteIndented = true, NewLine = "\n" };

    private string Log(string step) => File.ReadAllText(folder[$"out/{step}.log"]);

    private JsonDocument Summary() => JsonDocument.Parse(File.ReadAllText(folder["out/summary.json"]));

    private static IEnumerable<(string Name, string State, int? Code)> Steps(JsonDocument summary) =>
        summary.RootElement.GetProperty("steps").EnumerateArray().Select(step => (
            step.GetProperty("step").GetString()!, step.GetProperty("state").GetString()!,
            step.GetProperty("exit_code").ValueKind == JsonValueKind.Null ? (int?)null : step.GetProperty("exit_code").GetInt32()));

    private static JsonElement Step(JsonDocument summary, string name) =>
        summary.RootElement.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("step").GetString() == name);

    private static string? Reason(JsonDocument summary, string step) => Step(summary, step).GetProperty("reason").GetString();

    private static string? Number(JsonDocument summary, string step, string key) =>
        Step(summary, step).GetProperty("numbers").GetProperty(key).GetString();
}
