using System.Buffers;
using ExT5.Core;
using ExT5.Data;
using Microsoft.Extensions.Logging;

namespace ExT5.Training;

/// <summary>Answers inputs with a model, as the evaluator's options say.</summary>
internal sealed class GeneratorAnswers(T5Generator generator, Vocabulary vocabulary, EvaluationOptions options, ILogger logger)
{
    public IReadOnlyList<string> Answer(IReadOnlyList<TextExample> examples, CancellationToken cancellationToken)
    {
        var ids = examples.Select(example => Encode(example.Input)).ToList();
        var cut = ids.Count(input => input.Length > options.InputTokens);
        if (cut > 0) Log.InputsCut(logger, cut, ids.Count, options.InputTokens);
        var limits = options.Limits ?? new GenerationLimits(LongestReference(examples));
        var answers = generator.GenerateIds([.. ids.Select(Cut)], options.Strategy, limits, cancellationToken);
        return [.. answers.Select(answer => vocabulary.Decode([.. answer.Ids]))];
    }

    private int LongestReference(IReadOnlyList<TextExample> examples) =>
        examples.SelectMany(example => example.References).Max(reference => Encode(reference).Length);

    private int[] Encode(string text)
    {
        var ids = new ArrayBufferWriter<int>();
        vocabulary.Encode(text, ids);
        return [.. ids.WrittenSpan, vocabulary.EosId];
    }

    private int[] Cut(int[] ids) =>
        ids.Length <= options.InputTokens ? ids : [.. ids.AsSpan(0, options.InputTokens - 1), vocabulary.EosId];
}
