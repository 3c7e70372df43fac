namespace ExT5.Stress;

/// <summary>Runs each part alone and tells what it leaves to the finalizer.</summary>
internal static class Audit
{
    /// <summary>0 when nothing is left.</summary>
    public static int Run(IEnumerable<Part> parts)
    {
        using var watch = new FinalizerWatch();
        var left = 0L;
        foreach (var part in parts.Where(part => !part.Leaves))
        {
            part.Run();
            watch.Take();
            part.Run();
            foreach (var (type, count) in watch.Take())
            {
                left += count;
                Console.WriteLine($"{part.Name} leaves {count} of {type} to the finalizer");
            }
        }

        Console.WriteLine($"{left} objects left to the finalizer");
        return left == 0 ? 0 : 1;
    }
}
