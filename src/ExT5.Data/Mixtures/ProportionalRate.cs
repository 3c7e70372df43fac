namespace ExT5.Data;

/// <summary>SeqIO's order of operations: scale, cap, temperature.</summary>
internal sealed record ProportionalRate(SizeUnit Unit, double Cap, double Temperature, double Scale) : MixingRate
{
    internal override bool IsZero => Scale == 0;

    internal override double Of(SizedMember member, long position) =>
        Math.Pow(Math.Min(member.In(Unit) * Scale, Cap), 1 / Temperature);
}
