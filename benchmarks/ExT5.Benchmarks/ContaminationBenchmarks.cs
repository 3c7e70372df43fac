using BenchmarkDotNet.Attributes;
using ExT5.Data;

namespace ExT5.Benchmarks;

/// <summary>Checks 20,000 summaries against 2,000 others for runs of 13 words, against sets of joined strings on one core.</summary>
[MemoryDiagnoser]
public class ContaminationBenchmarks
{
    private const int Length = 13;
    private TextExample[] _training = [], _evaluation = [];
    private Seq2SeqTask _trainingTask = null!, _evaluationTask = null!;

    [GlobalSetup]
    public void Setup()
    {
        TextExample[] all = [.. DocumentationText.Lines(22_000).Select(text => new TextExample(text, ""))];
        (_evaluation, _training) = (all[..2_000], all[2_000..]);
        _trainingTask = TaskOf("training", new InMemorySource<TextExample>(_training));
        _evaluationTask = TaskOf("evaluation", new InMemorySource<TextExample>([], _evaluation));
    }

    [Benchmark(Baseline = true)]
    public int JoinedStrings()
    {
        var held = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < _evaluation.Length; i++)
            foreach (var run in Runs(_evaluation[i].Input))
            {
                if (!held.TryGetValue(run, out var examples)) held.Add(run, examples = []);
                examples.Add(i);
            }

        var hit = new HashSet<int>();
        foreach (var row in _training)
            foreach (var run in Runs(row.Input))
                if (held.TryGetValue(run, out var examples)) hit.UnionWith(examples);
        return hit.Count;
    }

    [Benchmark]
    public async Task<int> ContaminationCheck() =>
        (await new ContaminationCheck(MaxShare: 1).RunAsync([_trainingTask], [_evaluationTask])).EvaluationRows("evaluation").Count;

    private static IEnumerable<string> Runs(string text)
    {
        string[] words = [.. text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(char.IsLetterOrDigit))).Where(word => word.Length > 0)];
        for (var start = 0; start + Length <= words.Length; start++)
            yield return string.Join(' ', words, start, Length);
    }

    private static Seq2SeqTask TaskOf(string name, InMemorySource<TextExample> source) =>
        Seq2SeqTask.Create<TextExample>(name, task => task.ReadFrom(source).Format(example => example));
}
