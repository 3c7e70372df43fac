namespace ExT5.Core;

/// <summary>
/// Who uses a model now: any number of calls that read its weights, or one that changes them. They wait for one another in
/// the order they came. What a call starts inside of itself, on whatever thread, goes ahead with it, so that a processor may
/// score with the model it works for.
/// </summary>
/// <param name="model">The model's type, for errors.</param>
internal sealed class ModelGate(Type model)
{
    private readonly object _lock = new();
    private readonly LinkedList<bool> _waiting = []; // whether each wants to change weights
    private readonly AsyncLocal<ModelLease?> _held = new();
    private int _open;
    private int _changing;
    private bool _closed;
    private Action? _whenFree;

    /// <summary>How often the weights were changed; read it with a lease.</summary>
    public long Version { get; private set; }

    /// <summary>Lets a call read the weights until its lease is disposed.</summary>
    /// <param name="cancellationToken">Ends the wait for a change.</param>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public ModelLease Use(CancellationToken cancellationToken = default) => Enter(Purpose.Use, cancellationToken);

    /// <summary>Waits until no call uses the model, and keeps later ones waiting until the lease is disposed.</summary>
    /// <param name="weights">Whether values change; else only what is said of them.</param>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    /// <exception cref="InvalidOperationException">Asked for inside of a call that uses the model, which would wait for itself.</exception>
    public ModelLease Change(bool weights = true) =>
        Enter(weights ? Purpose.ChangeWeights : Purpose.Change, CancellationToken.None);

    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void ThrowIfClosed()
    {
        lock (_lock)
            ObjectDisposedException.ThrowIf(_closed, model);
    }

    /// <summary>Lets nobody in any more, and frees the model once the calls under way have ended; again: does nothing.</summary>
    public void Close(Action free)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _closed = true;
            Monitor.PulseAll(_lock);
        }

        WhenFree(free);
    }

    /// <summary>Frees a part of a closed model once the calls under way have ended.</summary>
    public void WhenFree(Action free)
    {
        lock (_lock)
            if (_open > 0)
            {
                _whenFree += free;
                return;
            }

        free();
    }

    /// <summary>Frees a part of the model: at once when nothing uses it, else in its turn.</summary>
    /// <param name="change">Takes the part out of a model that is not closed.</param>
    /// <param name="free">Frees it, in any case.</param>
    public void Remove(Action change, Action free)
    {
        ModelLease lease;
        try
        {
            lease = Change();
        }
        catch (ObjectDisposedException)
        {
            WhenFree(free);
            return;
        }

        using (lease)
        {
            change();
            free();
        }
    }

    internal void Leave(ModelLease lease)
    {
        Action? free = null;
        lock (_lock)
        {
            if (!lease.IsOpen)
                return;
            lease.IsOpen = false;
            _open--;
            _changing -= lease.Purpose == Purpose.Use ? 0 : 1;
            Version += lease.Purpose == Purpose.ChangeWeights ? 1 : 0;
            if (_open == 0)
                (free, _whenFree) = (_whenFree, null);
            Monitor.PulseAll(_lock);
        }

        if (_held.Value == lease)
            _held.Value = lease.Outer;
        free?.Invoke();
    }

    private ModelLease Enter(Purpose purpose, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var outer = _held.Value is { IsOpen: true } held ? held : null;
            if (outer is null)
                Wait(purpose != Purpose.Use, cancellationToken);
            else if (purpose != Purpose.Use && !outer.MayChange)
                throw new InvalidOperationException(
                    $"This {model.Name} is in use by the call that wants to change it. Change it before the call, or after it.");
            _open++;
            _changing += purpose == Purpose.Use ? 0 : 1;
            return _held.Value = new ModelLease(this, outer, purpose);
        }
    }

    private void Wait(bool changes, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        var place = _waiting.AddLast(changes);
        var wake = cancellationToken.UnsafeRegister(gate => ((ModelGate)gate!).Wake(), this);
        try
        {
            while (!MayEnter(place))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_lock);
                ThrowIfClosed();
            }
        }
        finally
        {
            wake.Unregister(); // disposing would wait for a callback that waits for this lock
            _waiting.Remove(place);
            Monitor.PulseAll(_lock);
        }
    }

    private bool MayEnter(LinkedListNode<bool> place)
    {
        if (place.Value)
            return _open == 0 && place.Previous is null;
        for (var earlier = place.Previous; earlier is not null; earlier = earlier.Previous)
            if (earlier.Value)
                return false;
        return _changing == 0;
    }

    private void Wake()
    {
        lock (_lock)
            Monitor.PulseAll(_lock);
    }

    /// <summary>What a lease is for.</summary>
    internal enum Purpose
    {
        /// <summary>Reading weights.</summary>
        Use,

        /// <summary>Changing what is said of parameters, not their values.</summary>
        Change,

        /// <summary>Changing values.</summary>
        ChangeWeights,
    }
}
