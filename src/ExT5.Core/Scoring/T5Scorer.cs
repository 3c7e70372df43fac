using Microsoft.ML.Tokenizers;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Tells how likely a <see cref="T5Model"/> finds given outputs: rank classification, perplexity, closed-book answers.
/// May be used by several threads at once.
/// </summary>
/// <remarks>
/// The encoder runs once for each input, whatever the number of its targets. Inputs and targets are sorted by length and
/// batched; results come in the order of the inputs. Inputs and targets get the end of sequence when they lack it. Nothing
/// drops out, whatever the model's mode. A call waits while the weights are being changed, and they for it.
/// </remarks>
public sealed class T5Scorer
{
    private readonly T5Model _model;
    private readonly Tokenizer? _tokenizer;
    private readonly int _tokensPerBatch;
    private readonly int _end;
    private readonly int _maxTokens;

    /// <summary>Joins a model with the tokenizer whose ids it was trained on.</summary>
    /// <param name="model">The model; stays the caller's.</param>
    /// <param name="tokenizer">Reads texts; <see langword="null"/> when only ids are scored.</param>
    /// <param name="tokensPerBatch">Most tokens, padding included, of encoder or decoder at once; 1 or more. Default 8192.</param>
    /// <exception cref="VocabularyMismatchException">The tokenizer's ids are not the model's.</exception>
    /// <param name="maxTokens">
    /// Most tokens of an input, and of a target, the end of sequence included; longer ones are refused. 1 or more. Default
    /// 16384, as <see cref="GenerationLimits.MaxInputTokens"/>.
    /// </param>
    public T5Scorer(T5Model model, Tokenizer? tokenizer = null, int tokensPerBatch = 8192, int maxTokens = 16_384)
    {
        ArgumentNullException.ThrowIfNull(model);
        var ids = TokenizerIds.Of(tokenizer);
        ids.Check(model.Config);
        _end = ids.EndOf(model.Config);
        (_model, _tokenizer) = (model, tokenizer);
        _tokensPerBatch = Bounds.AtLeast(1, tokensPerBatch, nameof(tokensPerBatch));
        _maxTokens = Bounds.AtLeast(1, maxTokens, nameof(maxTokens));
    }

    /// <summary>Scores one output of one input.</summary>
    /// <param name="input">The input as its task formats it.</param>
    /// <param name="target">The output.</param>
    public TargetScore Score(string input, string target) => Score([new ScoringInput(input, target)])[0][0];

    /// <summary>Scores the outputs of each input.</summary>
    /// <param name="inputs">Inputs, each with its targets.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    /// <returns>For each input the scores of its targets, both in the order given.</returns>
    /// <exception cref="ArgumentException">A text is null, an input has no target, or ids are not the model's.</exception>
    /// <exception cref="InvalidOperationException">The scorer was made without a tokenizer.</exception>
    /// <exception cref="ScoringException">A score is not a number.</exception>
    /// <exception cref="RequestTooLargeException">An input or a target is longer than allowed; nothing was scored.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IReadOnlyList<IReadOnlyList<TargetScore>> Score(
        IReadOnlyList<ScoringInput> inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return ScoreIds([.. inputs.Select(ToIds)], cancellationToken);
    }

    /// <summary>Scores outputs that are already ids.</summary>
    /// <param name="inputs">Inputs, each with its targets.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    /// <returns>For each input the scores of its targets, both in the order given.</returns>
    /// <exception cref="ArgumentException">An input has no target, or ids are not the model's.</exception>
    /// <exception cref="ScoringException">A score is not a number.</exception>
    /// <exception cref="RequestTooLargeException">An input or a target is longer than allowed; nothing was scored.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IReadOnlyList<IReadOnlyList<TargetScore>> ScoreIds(
        IReadOnlyList<ScoringIds> inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var use = _model.Gate.Use(cancellationToken);
        ScoringIds[] rows = [.. inputs.Select(Checked)];
        var scores = Array.ConvertAll(rows, row => new TargetScore[row.Targets.Count]);
        foreach (var batch in LengthBatches.Plan(Enumerable.Range(0, rows.Length), place => rows[place].Input.Length, _tokensPerBatch))
            Score(rows, batch, scores, cancellationToken);
        return scores;
    }

    /// <summary>Orders choices by how likely they follow an input.</summary>
    /// <param name="input">The input as its task formats it.</param>
    /// <param name="choices">The choices, at least one.</param>
    /// <param name="lengthPenalty">0 ranks by the sum of the tokens' log probabilities, 1 by their mean. Default 0.</param>
    /// <returns>The choices, the best first; equal ones as given.</returns>
    public IReadOnlyList<RankedChoice> Rank(string input, IReadOnlyList<string> choices, double lengthPenalty = 0) =>
        Rank([new ScoringInput(input, choices)], lengthPenalty)[0];

    /// <summary>Orders the choices of each input.</summary>
    /// <param name="inputs">Inputs, each with its choices.</param>
    /// <param name="lengthPenalty">0 ranks by the sum of the tokens' log probabilities, 1 by their mean. Default 0.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    /// <returns>For each input its choices, the best first.</returns>
    public IReadOnlyList<IReadOnlyList<RankedChoice>> Rank(
        IReadOnlyList<ScoringInput> inputs, double lengthPenalty = 0, CancellationToken cancellationToken = default)
    {
        Bounds.Finite(lengthPenalty, nameof(lengthPenalty));
        return [.. Score(inputs, cancellationToken).Select((scores, place) =>
            RankedChoice.Of(inputs[place].Targets, scores, lengthPenalty))];
    }

    /// <summary>Perplexity over a corpus: each token counts the same, whichever target it is of.</summary>
    /// <param name="inputs">Inputs, each with its targets; at least one.</param>
    /// <param name="cancellationToken">Honoured between batches.</param>
    /// <returns>Exponential of the mean negative log probability of a token, at least 1.</returns>
    public double Perplexity(IReadOnlyList<ScoringInput> inputs, CancellationToken cancellationToken = default)
    {
        TargetScore[] scores = [.. Score(inputs, cancellationToken).SelectMany(targets => targets)];
        return scores.Length > 0
            ? Math.Exp(-scores.Sum(score => score.LogLikelihood) / scores.Sum(score => (long)score.TokenCount))
            : throw new ArgumentException("A perplexity needs at least one input.", nameof(inputs));
    }

    private void Score(ScoringIds[] rows, IReadOnlyList<int> places, TargetScore[][] scores, CancellationToken cancellationToken)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        cancellationToken.ThrowIfCancellationRequested();
        var batch = new EncoderBatch([.. places], [.. places.Select(place => rows[place].Input)]);
        var mask = batch.Mask(_model.Device);
        var memory = ((IT5Encoder)_model).Evaluate(batch.Tokens(_model.Config.PadId, _model.Device), mask); // [B, S, M]
        mask = _model.MemorySegmentIds(mask, packed: false);
        var targets = places.SelectMany((place, row) => TargetRow.Pack(
            row, rows[place].Targets.Select((ids, index) => new Target(place, index, ids)), apart: _model.Config.Experts is not null));
        foreach (var part in LengthBatches.Plan(targets, row => Math.Max(row.Length, (int)memory.shape[1]), _tokensPerBatch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Score(new TargetBatch([.. part.OrderByDescending(row => row.Length)], _model.Config), memory, mask, scores);
        }
    }

    private void Score(TargetBatch batch, Tensor memory, Tensor? mask, TargetScore[][] scores)
    {
        using var scope = NewDisposeScope();
        var (device, encoderRows) = (memory.device, batch.EncoderRows(memory.device));
        var hidden = _model.DecodeTargets(
            batch.Tokens(device), batch.SegmentIds(device), memory.index_select(0, encoderRows), mask?.index_select(0, encoderRows));
        var states = hidden.flatten(0, 1).index_select(0, batch.Places(device)); // [N, M]
        var likelihoods = TokenLikelihoods.Of(_model, states, batch.TargetIds(device)).AsSpan();
        foreach (var target in batch.Targets)
        {
            var score = TargetScore.Of(likelihoods[..target.Ids.Length].ToArray());
            scores[target.Input][target.Index] = double.IsNaN(score.LogLikelihood)
                ? throw ScoringException.NotANumber(target.Input, target.Index)
                : score;
            likelihoods = likelihoods[target.Ids.Length..];
        }
    }

    private ScoringIds ToIds(ScoringInput? input, int place) => new(
        TokenIds.Of(_tokenizer, input?.Input, $"Input {place}"),
        [.. (input?.Targets ?? []).Select((target, index) => TokenIds.Of(_tokenizer, target, $"Target {index} of input {place}"))]);

    private ScoringIds Checked(ScoringIds? input, int place) => new(
        TokenIds.Checked(input?.Input, _model.Config, _end, $"Input {place}", _maxTokens),
        input!.Targets is { Count: > 0 } targets
            ? [.. targets.Select((target, index) => TokenIds.Checked(target, _model.Config, _end, $"Target {index} of input {place}", _maxTokens))]
            : throw new ArgumentException($"Input {place} has no targets; give at least one to score."));
}
