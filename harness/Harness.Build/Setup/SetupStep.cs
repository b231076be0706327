namespace Harness.Build.Setup;

/// <summary>Installs what is not there yet and says plainly what it could not.</summary>
internal static class SetupStep
{
    /// <summary>Whether all is there now.</summary>
    public static bool Run(Workshop workshop, bool witnesses)
    {
        var table = new Needs(workshop.Home, workshop.Steps.Commands);
        var needs = witnesses ? table.ForDemoAndTests.Concat(table.Witnesses) : table.ForDemoAndTests;
        return needs.Select(need => Meet(workshop.Steps, need)).ToList().TrueForAll(met => met);
    }

    internal static bool Meet(Steps steps, Need need)
    {
        if (need.IsHere())
            return true;
        var reason = steps.Time($"install {need.Name}", need.Installer.Install);
        if (reason is null && need.IsHere())
            return true;
        steps.Note($"  could not install {need.Name}: {reason ?? "installed, yet not found"}\n    without it {need.Without}");
        return false;
    }
}
