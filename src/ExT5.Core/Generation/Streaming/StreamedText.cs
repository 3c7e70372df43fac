using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>One output in the making. Each piece is computed when it is asked for, on the thread that asks.</summary>
/// <param name="use">Lets the model be used while a token is computed; nothing is held while the reader thinks.</param>
/// <param name="state">The decoding state, which this owns.</param>
/// <param name="run">The search over it, of one row.</param>
/// <param name="pieces">Cuts the text.</param>
/// <param name="toText">The whole text of the finished sequence.</param>
internal sealed class StreamedText(
    Func<CancellationToken, ModelLease> use, DecodingState state, TokenByToken run, TextPieces pieces, Func<GeneratedSequence, string> toText)
    : IDisposable
{
    private bool _finished;

    /// <summary>Decodes until there is more text; <see langword="null"/> at the end.</summary>
    /// <param name="cancellationToken">Honoured before each token.</param>
    public string? Next(CancellationToken cancellationToken)
    {
        while (run.Rows.Running > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(cancellationToken);
            if (run.Rows.Running > 0 && pieces.Next(run.Rows.History.Row(0)[1..]) is { Length: > 0 } piece)
                return piece;
        }

        if (_finished)
            return null;
        _finished = true;
        return pieces.Last(toText(run.Rows.Sequences[0])) is { Length: > 0 } last ? last : null;
    }

    public void Dispose() => state.Dispose();

    private void Step(CancellationToken cancellationToken)
    {
        using var lease = use(cancellationToken);
        using var noGradient = no_grad();
        run.Step();
    }
}
