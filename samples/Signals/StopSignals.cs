using System.Runtime.InteropServices;

namespace Samples;

/// <summary>
/// Ctrl-C and a request to terminate: the first asks a program to stop and makes its exit code 130 or 143, as a shell's would
/// be; the second is left to the system, which ends the program at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const int Signalled = 128;
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _exitCode;

    private StopSignals() => _registrations = [Listen(PosixSignal.SIGINT, number: 2), Listen(PosixSignal.SIGTERM, number: 15)];

    /// <summary>Runs a program.</summary>
    /// <param name="run">The program; it ends soon after its token is cancelled, by returning or by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The program's own exit code when no signal came or it failed, else the signal's.</returns>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> run)
    {
        using var signals = new StopSignals();
        try
        {
            var own = await run(signals._stopping.Token);
            return own == 0 ? signals._exitCode : own;
        }
        catch (OperationCanceledException) when (signals._exitCode != 0)
        {
            return signals._exitCode;
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stopping.Dispose();
    }

    private PosixSignalRegistration Listen(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = Interlocked.CompareExchange(ref _exitCode, Signalled + number, 0) == 0;
        if (context.Cancel) _ = _stopping.CancelAsync();
    });
}
