namespace ExT5.Data;

/// <summary>A straight line between two rates.</summary>
internal sealed record LinearRate(MixingRate From, MixingRate To, long FromPosition, long UntilPosition) : MixingRate
{
    internal override bool IsZero => From.IsZero && To.IsZero;

    internal override IEnumerable<long> Knots => [FromPosition, UntilPosition, .. From.Knots, .. To.Knots];

    internal override double Of(SizedMember member, long position)
    {
        if (position >= UntilPosition) return To.Of(member, position);
        var from = From.Of(member, position);
        if (position <= FromPosition) return from;
        var done = (double)(position - FromPosition) / (UntilPosition - FromPosition);
        return from + done * (To.Of(member, position) - from);
    }

    internal override long NextChange(long position) =>
        position >= UntilPosition ? To.NextChange(position)
        : position >= FromPosition ? position + 1
        : Math.Min(FromPosition + 1, From.NextChange(position));
}
