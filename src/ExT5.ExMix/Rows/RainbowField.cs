namespace ExT5.ExMix.Rows;

/// <summary>A part of a question between its tags.</summary>
internal sealed record RainbowField(string Tag, string Text)
{
    public override string ToString() => $"<{Tag}>{Text}</{Tag}>";
}
