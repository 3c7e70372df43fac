namespace ExT5.ExMix;

/// <summary>How sure it is that a task is in the paper's ExMix, whose full list is not in the paper's text.</summary>
public enum MembershipConfidence
{
    /// <summary>Member of a benchmark the paper names, or a set of its Table 1.</summary>
    High,

    /// <summary>Named by a public partial list of ExMix's sets, or by the paper without its size.</summary>
    Medium,

    /// <summary>Likely, by a hint only.</summary>
    Low,

    /// <summary>Not claimed to be in ExMix: a public set chosen so that number of tasks and examples meet the paper's.</summary>
    FillIn,
}
