namespace ExT5.Data;

/// <summary>What kept a dataset of the Hub away.</summary>
public enum HubProblem
{
    /// <summary>The Hub wants a token, or its owner's terms accepted (401, 403).</summary>
    Denied,

    /// <summary>There is no such dataset, revision, configuration, split or file.</summary>
    NotFound,

    /// <summary>Too many requests (429), also after waiting.</summary>
    RateLimited,

    /// <summary>No answer, a broken one or a server error, also after retries.</summary>
    Unreachable,

    /// <summary>Offline was asked for and the cache does not hold what is needed.</summary>
    Offline,

    /// <summary>Length or checksum of a file is not that of the listing.</summary>
    Damaged,

    /// <summary>A listing or an answer is malformed or hostile.</summary>
    Malformed,

    /// <summary>More bytes or files than allowed.</summary>
    TooLarge,

    /// <summary>The cache cannot be written or read: no space, no permission.</summary>
    Cache,
}
