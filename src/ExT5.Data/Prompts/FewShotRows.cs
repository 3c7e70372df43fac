using System.Collections;
using System.Text;

namespace ExT5.Data;

/// <summary>Examples with solved ones before them.</summary>
/// <param name="examples">The examples to solve.</param>
/// <param name="solved">Those to draw from; of the same templates.</param>
/// <param name="templates">How many examples a row makes, one after the other.</param>
/// <param name="areSame">True when both are the same split.</param>
/// <param name="key">Key of the draws.</param>
/// <param name="fewShot">How many, how written and how long.</param>
internal sealed class FewShotRows(
    IReadOnlyList<TextExample> examples, IReadOnlyList<TextExample> solved, int templates, bool areSame, ulong key, FewShot fewShot)
    : IReadOnlyList<TextExample>, ICheckedRows
{
    public int Count => examples.Count;

    public TextExample this[int index]
    {
        get
        {
            var example = examples[index];
            var (shots, input) = (new List<TextExample>(), fewShot.Layout([], example.Input));
            foreach (var shot in fewShot.Fixed?.Take(fewShot.Shots) ?? Drawn(index, example))
            {
                shots.Add(shot);
                var longer = fewShot.Layout(shots, example.Input);
                if (fewShot.Length(longer) > fewShot.MaxLength) break;
                input = longer;
            }

            return example with { Input = input };
        }
    }

    /// <summary>The key of a task's split.</summary>
    public static ulong KeyOf(ulong seed, string task, DatasetSplit split)
    {
        var key = CounterRandom.Mix(seed);
        foreach (var value in Encoding.UTF8.GetBytes($"{task}\n{split.Name}")) key = CounterRandom.Combine(key, value);
        return key;
    }

    public Exception? KnownProblem() => RowProblem.KnownIn(examples) ?? RowProblem.KnownIn(solved);

    public IEnumerator<TextExample> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<TextExample> Drawn(int index, TextExample example)
    {
        var random = new CounterRandom(CounterRandom.Combine(key, (ulong)index));
        var (row, template) = Math.DivRem(index, templates);
        var rows = solved.Count / templates;
        var seen = areSame ? new HashSet<int> { row } : [];
        for (var found = 0; found < fewShot.Shots && seen.Count < rows;)
        {
            var drawn = random.NextInt32(rows);
            if (!seen.Add(drawn)) continue;
            var shot = solved[drawn * templates + template];
            if (shot.Input == example.Input) continue;
            found++;
            yield return shot;
        }
    }
}
