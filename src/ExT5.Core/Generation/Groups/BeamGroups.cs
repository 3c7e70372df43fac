using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// The beams of every group. The batch's rows are the first group's, then the second's, and so on; before the first step
/// there is one row an input, which stands for all of its beams.
/// </summary>
internal sealed class BeamGroups
{
    private readonly BeamSearch _search;
    private readonly DecodingRequest _request;
    private readonly BeamRows[] _groups;
    private readonly int[] _firstRows; // where each group's rows began at the last step

    /// <param name="search">The search of one group.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="request">What is decoded.</param>
    public BeamGroups(BeamSearch search, int groups, DecodingRequest request)
    {
        (_search, _request, _firstRows) = (search, request, new int[groups]);
        _groups = [.. _firstRows.Select(_ => new BeamRows(search, request))];
    }

    /// <summary>Whether a group of an input is not done.</summary>
    public bool Running => _groups.Any(group => group.Running > 0);

    private bool First => _groups[0].History.Length == 1;

    /// <summary>The last token of every row of the batch.</summary>
    public int[] LastTokens() =>
        First ? _groups[0].History.LastTokens() : [.. Open.SelectMany(group => _groups[group].History.LastTokens())];

    /// <summary>The row of the batch before the last step that each present row continues.</summary>
    public int[] Origins() =>
        [.. Open.SelectMany(group => _groups[group].Origins.Select(row => row + _firstRows[group]))];

    /// <summary>Takes one step, group by group, each seeing what those before it took.</summary>
    /// <param name="logProbabilities">float32 [N, V].</param>
    /// <param name="penalty">For each beam before that took a token.</param>
    public void Advance(Tensor logProbabilities, double penalty)
    {
        var (first, row) = (First, 0);
        var taken = new TakenTokens(_request.Rows, (float)penalty);
        for (var group = 0; group < _groups.Length; group++)
        {
            _firstRows[group] = row;
            row += Advance(_groups[group], logProbabilities, row, taken);
            taken.Add(_groups[group].Taken, _search.Width);
            row = first ? 0 : row;
        }
    }

    /// <summary>The best hypotheses of all groups, for each row of the request.</summary>
    public IReadOnlyList<GeneratedSequence> Best(int count) =>
    [
        .. Enumerable.Range(0, _request.Rows).Select(input =>
            BeamHypotheses.Best(_groups.Select(group => group.Hypotheses[input]), count)),
    ];

    private IEnumerable<int> Open => Enumerable.Range(0, _groups.Length).Where(group => _groups[group].Running > 0);

    private int Advance(BeamRows beams, Tensor logProbabilities, int row, TakenTokens taken)
    {
        if (beams.Running == 0)
        {
            beams.Rest();
            return 0;
        }

        var rows = beams.History.Rows;
        var scores = taken.Penalize(logProbabilities.narrow(0, row, rows).clone(), beams.Inputs);
        beams.Advance(_search.Candidates(beams, scores, _request));
        return rows;
    }
}
