namespace ExT5.Data;

/// <summary>Reads answers; cancels when nothing was heard for the time limit, or when the caller cancels.</summary>
internal sealed class Patience : IDisposable
{
    private readonly string _dataset;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _either;

    public Patience(string dataset, HubOptions options, CancellationToken cancellationToken)
    {
        _dataset = dataset;
        _limit = options.Timeout;
        _silence = new CancellationTokenSource(_limit, options.TimeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, cancellationToken);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Starts the time limit anew.</summary>
    public void Renew() => _silence.CancelAfter(_limit);

    /// <summary>Reads what comes next of a body; 0 at its end.</summary>
    public async ValueTask<int> ReadAsync(Stream body, byte[] buffer)
    {
        Renew();
        try
        {
            return await body.ReadAsync(buffer, Token).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new HubException(HubProblem.Unreachable, _dataset, "The connection broke.", error) { IsTransient = true };
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _silence.Dispose();
    }
}
