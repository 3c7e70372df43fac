namespace ExT5.Stress;

/// <summary>Runs each part alone and tells what it leaves to the finalizer, and what is collected in the middle of a call.</summary>
internal static class Audit
{
    /// <summary>0 when nothing is.</summary>
    public static int Run(IEnumerable<Part> parts)
    {
        using var watch = new FinalizerWatch();
        var left = 0L;
        Part[] audited = [.. parts.Where(part => !part.Leaves)];
        foreach (var part in audited) part.Run(); // what lives as long as the process is made now
        watch.Take();
        foreach (var part in audited)
        {
            part.Run();
            foreach (var (type, count) in watch.Take())
            {
                left += count;
                Console.WriteLine($"{part.Name} leaves {count} of {type} to the finalizer");
            }
        }

        var lost = Lifetimes.Lost().ToArray();
        foreach (var name in lost) Console.WriteLine($"{name} was collected while the call ran");
        Console.WriteLine($"{left} objects left to the finalizer, {lost.Length} collected in use");
        return left == 0 && lost.Length == 0 ? 0 : 1;
    }
}
