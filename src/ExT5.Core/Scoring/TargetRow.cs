namespace ExT5.Core;

/// <summary>One target on its way through the decoder.</summary>
/// <param name="Input">Its input's place among all inputs.</param>
/// <param name="Index">Its place among the input's targets.</param>
/// <param name="Ids">Its ids, the end of sequence included.</param>
internal sealed record Target(int Input, int Index, int[] Ids);

/// <summary>Targets of one input that share a row of the decoder, so that its encoder output is projected once for all.</summary>
/// <param name="EncoderRow">The input's row in the batch.</param>
/// <param name="Targets">The targets, one behind the other.</param>
internal sealed record TargetRow(int EncoderRow, IReadOnlyList<Target> Targets)
{
    /// <summary>Places a row may have unless a single target needs more: attention's cost grows with their square.</summary>
    private const int MostPlaces = 128;

    public int Length => Targets.Sum(target => target.Ids.Length);

    /// <summary>Puts an input's targets into rows, each into the first with room.</summary>
    /// <param name="encoderRow">The input's row in the batch.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="apart">Each gets a row of its own: experts have places by row, which targets must not take from each other.</param>
    public static IEnumerable<TargetRow> Pack(int encoderRow, IEnumerable<Target> targets, bool apart)
    {
        var rows = new List<List<Target>>();
        foreach (var target in targets.OrderByDescending(target => target.Ids.Length))
        {
            var room = apart ? null : rows.Find(row => row.Sum(placed => placed.Ids.Length) + target.Ids.Length <= MostPlaces);
            if (room is null)
                rows.Add([target]);
            else
                room.Add(target);
        }

        return rows.Select(row => new TargetRow(encoderRow, row));
    }
}
