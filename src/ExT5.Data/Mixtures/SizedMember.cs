namespace ExT5.Data;

/// <summary>A member of a mixture, or one of its tasks, with its size.</summary>
/// <param name="Name">Its name, for errors.</param>
/// <param name="Size">Of a mixture, the sum over its tasks.</param>
internal readonly record struct SizedMember(string Name, TaskSize Size)
{
    public double In(SizeUnit unit) => unit == SizeUnit.Examples ? Size.Examples : Known(Size.Tokens);

    public double TokensPerExample => Known(Size.TokensPerExample);

    private double Known(double? tokens) => tokens ?? throw new RegistryException(
        $"'{Name}' has no token counts, but its rate is counted in tokens. Give its TaskSize the mean InputTokens and TargetTokens of an example; a few thousand tokenized examples tell them well enough.");
}
