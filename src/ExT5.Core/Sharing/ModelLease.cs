namespace ExT5.Core;

/// <summary>A call's right to use a model, or to change it, until it is disposed; disposed again, it does nothing.</summary>
internal sealed class ModelLease(ModelGate gate, ModelLease? outer, ModelGate.Purpose purpose) : IDisposable
{
    /// <summary>The lease of the call that this one is part of.</summary>
    public ModelLease? Outer => outer;

    /// <summary>What it is for.</summary>
    public ModelGate.Purpose Purpose => purpose;

    /// <summary>Whether it, or the call it is part of, may change the model.</summary>
    public bool MayChange => purpose != ModelGate.Purpose.Use || outer is { IsOpen: true, MayChange: true };

    /// <summary>Whether it is not disposed; written under the gate's lock.</summary>
    public bool IsOpen { get; set; } = true;

    public void Dispose() => gate.Leave(this);
}
