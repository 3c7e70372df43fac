using System.Buffers;
using ExT5.Core;
using ExT5.Data;
using Microsoft.Extensions.Logging;

namespace ExT5.Training;

/// <summary>Answers inputs with a model, as the evaluator's options say.</summary>
internal sealed class GeneratorAnswers(T5Generator generator, Vocabulary vocabulary, EvaluationOptions options, ILogger logger)
{
    public IReadOnlyList<string> Answer(IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        var ids = inputs.Select(Encode).ToList();
        var cut = ids.Count(input => input.Length > options.InputTokens);
        if (cut > 0) Log.InputsCut(logger, cut, ids.Count, options.InputTokens);
        var answers = generator.GenerateIds([.. ids.Select(Cut)], options.Strategy, options.Limits, cancellationToken);
        return [.. answers.Select(answer => vocabulary.Decode([.. answer.Ids]))];
    }

    private int[] Encode(string input)
    {
        var ids = new ArrayBufferWriter<int>();
        vocabulary.Encode(input, ids);
        return [.. ids.WrittenSpan, vocabulary.EosId];
    }

    private int[] Cut(int[] ids) =>
        ids.Length <= options.InputTokens ? ids : [.. ids.AsSpan(0, options.InputTokens - 1), vocabulary.EosId];
}
