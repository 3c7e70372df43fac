using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <content>Outputs shown as they come.</content>
public sealed partial class T5Generator
{
    /// <summary>
    /// Generates the output of one text piece by piece. The pieces together are exactly what
    /// <see cref="Generate(string, DecodingStrategy?, GenerationLimits?, CancellationToken)"/> gives; none ends inside of a
    /// character, and what may become a stop string is held back.
    /// </summary>
    /// <remarks>
    /// Tokens are computed on the thread pool when the next piece is asked for, none ahead. <see cref="GreedySearch"/> and
    /// <see cref="Sampling"/> give a piece a token; other strategies, as <see cref="BeamSearch"/>, know their output only
    /// at its end and give it as one piece. Leaving the loop early frees everything.
    /// </remarks>
    /// <param name="input">The input as the task formats it, its prefix included.</param>
    /// <param name="strategy">Default: that of <see cref="Defaults"/>.</param>
    /// <param name="limits">Default: those of <see cref="Defaults"/>.</param>
    /// <param name="cancellationToken">Honoured before each token.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="RequestTooLargeException">The input is longer than allowed, or needs more memory than a batch may take.</exception>
    /// <exception cref="InvalidOperationException">The model's weights have changed between two tokens.</exception>
    /// <exception cref="ObjectDisposedException">The generator or its model was disposed.</exception>
    /// <exception cref="GenerationException">
    /// The model's scores are not numbers, or the tokenizer changes text that it has already decoded.
    /// </exception>
    public IAsyncEnumerable<string> GenerateStreamingAsync(
        string input,
        DecodingStrategy? strategy = null,
        GenerationLimits? limits = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ObjectDisposedException.ThrowIf(_disposed, this);
        (strategy, limits) = (strategy ?? Defaults.Strategy, limits ?? Defaults.Limits);
        GenerationRules.CheckLimits(limits, _model.Config.VocabularySize);
        return strategy is ITokenChooser chooser
            ? Stream(input, strategy, chooser, limits, cancellationToken)
            : AtOnce(input, strategy, limits, cancellationToken);
    }

    private async IAsyncEnumerable<string> AtOnce(
        string input,
        DecodingStrategy strategy,
        GenerationLimits limits,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = await Task.Run(() => Generate(input, strategy, limits, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        if (text.Length > 0)
            yield return text;
    }

    private async IAsyncEnumerable<string> Stream(
        string input,
        DecodingStrategy strategy,
        ITokenChooser chooser,
        GenerationLimits limits,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var output = await Task.Run(() => Start(input, strategy, chooser, limits, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        while (await Task.Run(() => output.Next(cancellationToken), cancellationToken).ConfigureAwait(false) is { } piece)
            yield return piece;
    }

    private StreamedText Start(
        string input, DecodingStrategy strategy, ITokenChooser chooser, GenerationLimits limits, CancellationToken cancellationToken)
    {
        using var use = Use(cancellationToken);
        var inputs = Encode([input]);
        GenerationRules.CheckInputs(inputs, _model.Config.VocabularySize);
        var limited = LimitedInputs.Of(inputs, _end, limits).Ids;
        var requests = new RequestsOfCall(_model.Config, Defaults, limits, limited, Decode, _time);
        var batch = Batches(limited, strategy, limits).Single();
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var state = Start(batch);
        var run = new TokenByToken(
            strategy, chooser, new ModelLogits(state, _model.Device), requests.Of(batch), draws: 1);
        return new(Use, state, run, new(Decode, limits.StoppingCriteria), sequence => ToText(sequence, limits).Text);
    }
}
