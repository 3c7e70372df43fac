namespace ExT5.ExMix.Rows;

/// <summary>A cell of a ToTTo table.</summary>
internal sealed record TottoCell(string Value, bool IsHeader, int Start, int End);
