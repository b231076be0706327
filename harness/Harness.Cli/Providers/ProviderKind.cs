namespace Harness.Cli.Providers;

/// <summary>What a provider is for.</summary>
internal enum ProviderKind
{
    Trainer,
    Device,
    Tables,
}
