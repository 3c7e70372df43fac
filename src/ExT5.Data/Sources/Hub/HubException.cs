namespace ExT5.Data;

/// <summary>A dataset of the Hub cannot be had. The message says what to do; it holds no token and no signed address.</summary>
public sealed class HubException : ExT5DataException
{
    internal HubException(HubProblem problem, string dataset, string message, Exception? innerException = null)
        : base($"{dataset}: {message}", innerException)
    {
        Problem = problem;
        Dataset = dataset;
    }

    /// <summary>What is wrong.</summary>
    public HubProblem Problem { get; }

    /// <summary>Owner and name of the dataset.</summary>
    public string Dataset { get; }

    /// <summary>True when the next try may succeed.</summary>
    internal bool IsTransient { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
