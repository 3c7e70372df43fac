using System.Numerics;

namespace ExT5.Data;

/// <summary>Which examples of evaluation sets hold a run of words, or have an input; all in memory as hashes.</summary>
internal sealed class EvaluationIndex(ContaminationCheck check)
{
    private const int FewExamples = 10;
    private readonly Dictionary<ulong, int> _runs = [];
    private readonly Dictionary<ulong, int> _inputs = [];
    private readonly List<Holder> _holders = [];
    private readonly SortedSet<int> _lengths = [];
    private readonly HashedWords _words = new();
    private ulong[] _filter = [];
    private int _examples;

    /// <summary>The evaluation sets; an example's number is the first of its set and its index.</summary>
    public List<EvaluationSet> Sets { get; } = [];

    /// <summary>The lengths of runs there are.</summary>
    public IReadOnlyCollection<int> Lengths => _lengths;

    public void Add(string name, IReadOnlyList<TextExample> examples, CancellationToken cancellationToken)
    {
        if (Sets.Any(set => set.Name == name)) throw new RegistryException($"The evaluation task '{name}' is there twice.");
        var held = new Dictionary<ulong, Tally>();
        for (var i = 0; i < examples.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (example, number) = (examples[i], checked(_examples + i));
            Hold(held, example.Input, number);
            Hold(held, example.Target, number);
            _words.Read(example.Input);
            if (_words.Count > 0) Put(_inputs, _words.Whole(), number);
        }

        var most = Math.Max(FewExamples, check.MaxShare * examples.Count);
        foreach (var (run, tally) in held)
            if (check.MaxShare == 1 || tally.Examples <= most) Link(run, tally.Last);
        Sets.Add(new EvaluationSet(name, _examples, examples.Count));
        _examples += examples.Count;
    }

    /// <summary>Readies the index for searching, after the last set was added.</summary>
    public void Seal()
    {
        // One bit in eight is set at most, so that seven of eight runs that no set holds are known without a search.
        _filter = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, _runs.Count / 8))];
        foreach (var run in _runs.Keys) _filter[Word(run)] |= 1UL << (int)run;
    }

    /// <summary>The examples that hold a run.</summary>
    public void FindRun(ulong run, HashSet<int> found)
    {
        if ((_filter[Word(run)] >> (int)run & 1) != 0) Find(_runs, run, found);
    }

    /// <summary>The examples that have an input.</summary>
    public void FindInput(ulong input, HashSet<int> found) => Find(_inputs, input, found);

    public EvaluationSet SetOf(int example) => Sets.Last(set => set.First <= example);

    private void Hold(Dictionary<ulong, Tally> held, string text, int example)
    {
        _words.Read(text);
        var length = Math.Min(check.Words, _words.Count);
        if (length < check.FewestWords) return;
        _lengths.Add(length);
        foreach (var run in _words.Runs(length))
        {
            var tally = held.GetValueOrDefault(run, Tally.None);
            if (tally.Last >= 0 && _holders[tally.Last].Example == example) continue;
            held[run] = new Tally(Append(example, tally.Last), tally.Examples + 1);
        }
    }

    /// <summary>Puts a chain of holders before those the run has already.</summary>
    private void Link(ulong run, int first)
    {
        var last = first;
        while (_holders[last].Next >= 0) last = _holders[last].Next;
        _holders[last] = _holders[last] with { Next = _runs.GetValueOrDefault(run, -1) };
        _runs[run] = first;
    }

    private void Put(Dictionary<ulong, int> into, ulong hash, int example) =>
        into[hash] = Append(example, into.GetValueOrDefault(hash, -1));

    private int Append(int example, int next)
    {
        if (_holders.Count >= check.MaxRuns)
            throw new RegistryException(
                $"The evaluation sets have more than {check.MaxRuns} runs of words. Allow more memory with MaxRuns, or check fewer sets at a time.");
        _holders.Add(new Holder(example, next));
        return _holders.Count - 1;
    }

    private int Word(ulong run) => (int)(run >> 6) & (_filter.Length - 1);

    private void Find(Dictionary<ulong, int> among, ulong hash, HashSet<int> found)
    {
        if (!among.TryGetValue(hash, out var at)) return;
        for (; at >= 0; at = _holders[at].Next) found.Add(_holders[at].Example);
    }

    private readonly record struct Holder(int Example, int Next);

    private readonly record struct Tally(int Last, int Examples)
    {
        public static Tally None { get; } = new(-1, 0);
    }
}
