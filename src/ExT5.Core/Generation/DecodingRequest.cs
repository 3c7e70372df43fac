namespace ExT5.Core;

/// <summary>What a <see cref="DecodingStrategy"/> is asked to decode.</summary>
/// <param name="Rows">Inputs of the batch: rows of the <see cref="INextTokenLogits"/> before the first step.</param>
/// <param name="StartId">Id the decoder starts from (T5: the pad id, 0).</param>
/// <param name="EosId">Id that ends a sequence (T5: 1).</param>
/// <param name="MaxNewTokens">Most tokens of an output, the end of sequence included; 1 or more.</param>
/// <param name="MinNewTokens">Tokens before the end of sequence is allowed; 0 up to <paramref name="MaxNewTokens"/>.</param>
public sealed record DecodingRequest(int Rows, int StartId, int EosId, int MaxNewTokens = 128, int MinNewTokens = 0);
