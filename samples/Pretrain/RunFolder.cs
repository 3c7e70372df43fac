namespace Pretrain;

/// <summary>The folder of a run's checkpoints.</summary>
internal static class RunFolder
{
    /// <summary>Removes the checkpoints and the plan of an earlier run and leaves anything else alone.</summary>
    public static void Clear(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var checkpoint in Directory.EnumerateDirectories(folder, "step-*"))
            if (File.Exists(Path.Combine(checkpoint, "manifest.json")))
                Directory.Delete(checkpoint, recursive: true);
        File.Delete(Path.Combine(folder, StepPlan.FileName));
    }
}
