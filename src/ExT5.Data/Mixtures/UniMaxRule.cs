namespace ExT5.Data;

/// <summary>Algorithm 1 of UniMax: from the smallest task up, an even part of what is left, at most so many epochs.</summary>
internal sealed record UniMaxRule(double Budget, double Epochs, SizeUnit Unit) : MixingRule
{
    internal override IReadOnlyList<double> Apply(string mixture, IReadOnlyList<SizedMember> tasks, IReadOnlyList<double> shares)
    {
        double[] sizes = [.. tasks.Select(task => task.In(Unit))];
        var units = new double[sizes.Length];
        var (left, tasksLeft) = (Budget, sizes.Length);
        foreach (var i in Enumerable.Range(0, sizes.Length).OrderBy(i => sizes[i]))
        {
            units[i] = Math.Min(left / tasksLeft--, sizes[i] * Epochs);
            left -= units[i];
        }

        if (Unit == SizeUnit.Tokens)
            for (var i = 0; i < units.Length; i++)
                units[i] = units[i] == 0 ? 0 : units[i] / tasks[i].TokensPerExample;
        var total = units.Sum();
        if (!(total > 0)) throw new RegistryException($"Mixture '{mixture}' draws nothing: all its tasks are empty.");
        return Array.ConvertAll(units, unit => unit / total);
    }
}
