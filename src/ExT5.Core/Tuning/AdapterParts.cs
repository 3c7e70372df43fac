using TorchSharp.Modules;

namespace ExT5.Core;

/// <summary>The parameters of an adapter and how they enter a model.</summary>
internal abstract class AdapterParts : IDisposable
{
    /// <summary>The parameters by the names of PEFT's files.</summary>
    public abstract IReadOnlyDictionary<string, Parameter> Parameters { get; }

    /// <summary>Whether outputs are random in training mode.</summary>
    public virtual bool DropsOut => false;

    public abstract void Connect();

    public abstract void Disconnect();

    /// <summary>Moves the adapter into the model's own weights.</summary>
    public abstract void Merge();

    /// <summary>Gives the model its own weights back, bit for bit.</summary>
    public abstract void Unmerge();

    public abstract void Dispose();
}
