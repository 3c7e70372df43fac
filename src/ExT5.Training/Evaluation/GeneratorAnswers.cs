using System.Buffers;
using System.Runtime.CompilerServices;
using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>Answers inputs with a model, as the evaluator's options say.</summary>
internal sealed class GeneratorAnswers(
    T5Generator generator, Vocabulary vocabulary, EvaluationOptions options) : IAnswers
{
    private readonly ConditionalWeakTable<IReadOnlyList<TextExample>, StrongBox<int>> _longest = [];

    public IReadOnlyList<string> Generate(
        IReadOnlyList<TextExample> examples, EvaluatedInputs inputs, IReadOnlyList<TextExample> all, CancellationToken cancellationToken)
    {
        int[][] ids = [.. examples.Select(example => Encode(example.Input, inputs))];
        var limits = options.Limits ?? new GenerationLimits(LongestReference(all));
        var answers = generator.GenerateIds(ids, options.Strategy, limits, cancellationToken);
        return [.. answers.Select(answer => vocabulary.Decode([.. answer.Ids]))];
    }

    public IReadOnlyList<IReadOnlyList<TargetScore>> Score(
        IReadOnlyList<ScoringInput> questions, EvaluatedInputs inputs, CancellationToken cancellationToken)
    {
        return new T5Scorer(generator.Model, vocabulary).ScoreIds(
            [.. questions.Select(question => new ScoringIds(Encode(question.Input, inputs), [.. question.Targets.Select(Encode)]))], cancellationToken);
    }

    // The references of a task are encoded once, however often it is evaluated.
    private int LongestReference(IReadOnlyList<TextExample> all) => _longest.GetValue(all, examples => new(
        examples.SelectMany(example => example.References).Max(reference => Encode(reference).Length))).Value;

    private int[] Encode(string input, EvaluatedInputs inputs)
    {
        var ids = new ArrayBufferWriter<int>();
        vocabulary.Encode(input, ids);
        return inputs.Ended(ids.WrittenSpan, vocabulary.EosId, options.InputTokens);
    }

    private int[] Encode(string text)
    {
        var ids = new ArrayBufferWriter<int>();
        vocabulary.Encode(text, ids);
        return [.. ids.WrittenSpan, vocabulary.EosId];
    }
}
