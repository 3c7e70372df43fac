namespace ExT5.Data;

/// <summary>A share of tokens as a rate of examples.</summary>
internal sealed record TokenRate(MixingRate Share) : MixingRate
{
    internal override bool IsZero => Share.IsZero;

    internal override IEnumerable<long> Knots => Share.Knots;

    internal override double Of(SizedMember member, long position)
    {
        var tokens = member.TokensPerExample;
        var share = Share.Of(member, position);
        if (share == 0) return 0;
        return tokens > 0 ? share / tokens : throw new RegistryException($"'{member.Name}' has {tokens} tokens an example, so it cannot have a share of the tokens. Count them again or give it rate 0.");
    }

    internal override long NextChange(long position) => Share.NextChange(position);
}
