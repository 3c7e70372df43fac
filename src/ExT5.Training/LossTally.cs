using ExT5.Data;

namespace ExT5.Training;

/// <summary>Adds up the losses of a step's target tokens, by task and by family.</summary>
/// <param name="tasks">The tasks; a batch's task ids are indices into it.</param>
internal sealed class LossTally(IReadOnlyList<Seq2SeqTask> tasks)
{
    private readonly (double Loss, double Weight)[] _sums = new (double, double)[tasks.Count];

    /// <summary>Mean loss of a target token; 0 when none counts.</summary>
    public double Mean => _sums.Sum(sum => sum.Weight) is > 0 and var weight ? _sums.Sum(sum => sum.Loss) / weight : 0;

    /// <summary>Mean loss of each task that was seen.</summary>
    public IReadOnlyDictionary<string, double> ByTask => Means(task => task.Name);

    /// <summary>Mean loss of each family that was seen.</summary>
    public IReadOnlyDictionary<TaskFamily, double> ByFamily => Means(task => task.Family);

    /// <summary>Adds the losses of a batch.</summary>
    /// <param name="batch">Its weights and task ids.</param>
    /// <param name="losses">Loss of each target <c>[B * T]</c>, unweighted; those of weight 0 are passed over.</param>
    public void Add(PackedBatch batch, ReadOnlySpan<float> losses)
    {
        for (var i = 0; i < losses.Length; i++)
        {
            var weight = batch.DecoderLossWeights[i];
            if (weight == 0) continue;
            ref var sum = ref _sums[batch.DecoderTaskIds[i]];
            sum.Loss += (double)losses[i] * weight;
            sum.Weight += weight;
        }
    }

    private Dictionary<TKey, double> Means<TKey>(Func<Seq2SeqTask, TKey> key) where TKey : notnull => tasks
        .Zip(_sums)
        .Where(entry => entry.Second.Weight > 0)
        .GroupBy(entry => key(entry.First), entry => entry.Second)
        .ToDictionary(group => group.Key, group => group.Sum(sum => sum.Loss) / group.Sum(sum => sum.Weight));
}
