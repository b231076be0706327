namespace Harness.Build.Setup;

/// <summary>Installs what is not there yet and says plainly what it could not.</summary>
internal static class SetupStep
{
    /// <summary>Whether all witnesses asked for are there.</summary>
    public static bool Run(Workshop workshop, bool witnesses)
    {
        var needs = new Needs(workshop.Home, workshop.Steps.Commands);
        foreach (var need in needs.ForDemoAndTests)
            Meet(workshop.Steps, need);
        var missing = 0;
        foreach (var witness in witnesses ? needs.Witnesses : [])
            missing += Meet(workshop.Steps, witness) ? 0 : 1;
        return missing == 0;
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
