namespace ExT5.Data;

/// <summary>Always the same.</summary>
internal sealed record ConstantRate(double Rate) : MixingRate
{
    internal override bool IsZero => Rate == 0;

    internal override double Of(SizedMember member, long position) => Rate;
}
