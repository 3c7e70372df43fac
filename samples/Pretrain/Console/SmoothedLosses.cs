using ExT5.Data;
using ExT5.Training;

namespace Pretrain.Console;

/// <summary>Losses by family, averaged over the last steps so that one can watch them fall.</summary>
internal sealed class SmoothedLosses
{
    private const double Newest = 0.1;
    private readonly SortedDictionary<string, double> _families = new(StringComparer.Ordinal);

    /// <summary>Mean loss of all target tokens.</summary>
    public double All { get; private set; } = double.NaN;

    /// <summary>Mean loss of each family seen so far.</summary>
    public IReadOnlyDictionary<string, double> Families => _families;

    public void Add(StepReport report)
    {
        All = double.IsNaN(All) ? report.Loss : All + Newest * (report.Loss - All);
        foreach (var (family, loss) in report.LossByFamily)
            _families[family.Name] = _families.TryGetValue(family.Name, out var before) ? before + Newest * (loss - before) : loss;
    }
}
