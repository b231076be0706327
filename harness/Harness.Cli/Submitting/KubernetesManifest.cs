using System.Text;
using System.Text.Json;
using Harness.Cli.Commands;
using Harness.Cli.Output;

namespace Harness.Cli.Submitting;

/// <summary>The manifest of an Indexed Job (batch/v1, Kubernetes 1.26 and newer for the pod failure policy).</summary>
internal static class KubernetesManifest
{
    private const int LongestName = 63;

    /// <param name="image">The container image that has the engine.</param>
    /// <param name="claim">The volume claim that holds spec, data and results.</param>
    /// <param name="mount">Where it is mounted: the spec and the output folder are below.</param>
    public static string Of(ArrayJob job, string image, string claim, string mount)
    {
        var text = new StringBuilder();
        text.Append($$"""
            : kubectl apply -f FILE
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{Text(NameOf(job.Name))}}
            spec:
              completionMode: Indexed
              completions: {{job.Tasks}}
              parallelism: {{job.Tasks}}
              backoffLimit: 6
              podFailurePolicy:
                rules:
                  # Stopped after a checkpoint: it is started again, as often as it takes.
                  - action: Ignore
                    onExitCodes: {containerName: engine, operator: In, values: [{{ExitCode.Resumable}}]}
                  # A mistake in the spec or the command line stays one.
                  - action: FailJob
                    onExitCodes: {containerName: engine, operator: In, values: [{{ExitCode.Usage}}]}
              template:
                spec:
                  restartPolicy: Never
                  terminationGracePeriodSeconds: {{job.Grace}}
                  containers:
                    - name: engine
                      image: {{Text(image)}}
                      command: [{{string.Join(", ", job.Line("env").Select(Text))}}]
                      env:
                        - {name: {{ShardVariables.CountVariable}}, value: {{Text(job.Tasks.ToString())}}}

            """);
        if (Resources(job) is { Length: > 0 } resources)
            text.Append($"          resources:\n            limits: {{{string.Join(", ", resources)}}}\n");
        text.Append($$"""
                      volumeMounts:
                        - {name: work, mountPath: {{Text(mount)}}}
                  volumes:
                    - name: work
                      persistentVolumeClaim: {claimName: {{Text(claim)}}}

            """);
        return JobScript.Of("", text.ToString());
    }

    /// <summary>
    /// A name as Kubernetes takes it: lower-case letters, digits and hyphens, neither first nor last a hyphen, at most 63.
    /// </summary>
    internal static string NameOf(string name)
    {
        var safe = string.Concat(
            name.ToLowerInvariant().Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : '-'));
        return $"engine-{safe}"[..Math.Min(LongestName, safe.Length + 7)].TrimEnd('-');
    }

    private static string[] Resources(ArrayJob job) =>
    [
        .. job.Cpus is { } cpus ? [$"cpu: {Text(cpus.ToString())}"] : Array.Empty<string>(),
        .. job.Memory is { } memory ? [$"memory: {Text(memory)}"] : Array.Empty<string>(),
        .. job.Gpus is { } gpus ? [$"nvidia.com/gpu: {Text(gpus)}"] : Array.Empty<string>(),
    ];

    /// <summary>JSON's quotes are YAML's.</summary>
    private static string Text(string value) => JsonSerializer.Serialize(value, JsonOutput.Options);
}
