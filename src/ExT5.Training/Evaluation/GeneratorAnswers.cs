using System.Buffers;
using System.Runtime.CompilerServices;
using ExT5.Core;
using ExT5.Data;
using Microsoft.Extensions.Logging;

namespace ExT5.Training;

/// <summary>Answers inputs with a model, as the evaluator's options say.</summary>
internal sealed class GeneratorAnswers(
    T5Generator generator, Vocabulary vocabulary, EvaluationOptions options, ILogger logger) : IAnswers
{
    private readonly ConditionalWeakTable<IReadOnlyList<TextExample>, StrongBox<int>> _longest = [];

    public IReadOnlyList<string> Generate(
        IReadOnlyList<TextExample> examples, IReadOnlyList<TextExample> all, CancellationToken cancellationToken)
    {
        var ids = Inputs([.. examples.Select(example => example.Input)]);
        var limits = options.Limits ?? new GenerationLimits(LongestReference(all));
        var answers = generator.GenerateIds(ids, options.Strategy, limits, cancellationToken);
        return [.. answers.Select(answer => vocabulary.Decode([.. answer.Ids]))];
    }

    public IReadOnlyList<IReadOnlyList<TargetScore>> Score(IReadOnlyList<ScoringInput> inputs, CancellationToken cancellationToken)
    {
        var ids = Inputs([.. inputs.Select(input => input.Input)]);
        return new T5Scorer(generator.Model, vocabulary).ScoreIds(
            [.. inputs.Select((input, row) => new ScoringIds(ids[row], [.. input.Targets.Select(Encode)]))], cancellationToken);
    }

    // The references of a task are encoded once, however often it is evaluated.
    private int LongestReference(IReadOnlyList<TextExample> all) => _longest.GetValue(all, examples => new(
        examples.SelectMany(example => example.References).Max(reference => Encode(reference).Length))).Value;

    private int[][] Inputs(IReadOnlyList<string> texts)
    {
        int[][] ids = [.. texts.Select(Encode)];
        var cut = ids.Count(input => input.Length > options.InputTokens);
        if (cut > 0) Log.InputsCut(logger, cut, ids.Length, options.InputTokens);
        return Array.ConvertAll(ids, Cut);
    }

    private int[] Encode(string text)
    {
        var ids = new ArrayBufferWriter<int>();
        vocabulary.Encode(text, ids);
        return [.. ids.WrittenSpan, vocabulary.EosId];
    }

    private int[] Cut(int[] ids) =>
        ids.Length <= options.InputTokens ? ids : [.. ids.AsSpan(0, options.InputTokens - 1), vocabulary.EosId];
}
