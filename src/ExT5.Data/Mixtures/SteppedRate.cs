namespace ExT5.Data;

/// <summary>One rate after the other.</summary>
internal sealed record SteppedRate(IReadOnlyList<(long FromPosition, MixingRate Rate)> Each) : MixingRate
{
    internal override bool IsZero => Each.All(step => step.Rate.IsZero);

    internal override IEnumerable<long> Knots => Each.SelectMany(step => (IEnumerable<long>)[step.FromPosition, .. step.Rate.Knots]);

    internal override double Of(SizedMember member, long position) => Each[IndexAt(position)].Rate.Of(member, position);

    internal override long NextChange(long position)
    {
        var index = IndexAt(position);
        var next = index + 1 < Each.Count ? Each[index + 1].FromPosition : long.MaxValue;
        return Math.Min(next, Each[index].Rate.NextChange(position));
    }

    private int IndexAt(long position)
    {
        var index = Each.Count - 1;
        while (Each[index].FromPosition > position) index--;
        return index;
    }
}
