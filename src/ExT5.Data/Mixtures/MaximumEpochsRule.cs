namespace ExT5.Data;

/// <summary>Cuts shares to a ceiling from the size and scales the others up.</summary>
internal sealed record MaximumEpochsRule(double Epochs, long Examples) : MixingRule
{
    internal override IReadOnlyList<double> Apply(string mixture, IReadOnlyList<SizedMember> tasks, IReadOnlyList<double> shares)
    {
        double[] most = [.. tasks.Select(task => task.Size.Examples * Epochs / Examples)];
        // What just fits may miss 1 by a rounding.
        if (most.Sum() < 1 - 1e-12)
            throw new RegistryException($"Mixture '{mixture}' is to give {Examples} examples in at most {Epochs} epochs, but its tasks hold {tasks.Sum(task => task.Size.Examples)}. Allow {Epochs / most.Sum():G4} epochs, or draw at most {Examples * most.Sum():F0} examples.");
        var result = new double[shares.Count];
        var (room, rates) = (1.0, shares.Sum());
        // From the one that is cut first: once one stays below its ceiling after scaling, all later ones do.
        foreach (var i in Enumerable.Range(0, shares.Count).OrderBy(i => most[i] / shares[i]))
        {
            result[i] = Math.Min(most[i], shares[i] * room / rates);
            if (result[i] < most[i]) continue;
            room -= most[i];
            rates -= shares[i];
        }

        return result;
    }
}
