using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Changes the network's parameters a step at a time, and keeps what it needs for that in files of a checkpoint.</summary>
internal interface ITrainingOptimizer : IDisposable
{
    /// <summary>One step on one batch.</summary>
    /// <param name="loss">The batch's loss at the present parameters; called once or several times.</param>
    /// <param name="rate">Learning rate.</param>
    /// <returns>The loss before the step, a scalar without gradient where the parameters are; not read, so that a GPU need not be waited for.</returns>
    public Tensor Step(Func<Tensor> loss, double rate);

    /// <summary>Writes the state into a folder.</summary>
    public void Save(string folder);

    /// <summary>Reads the state that <see cref="Save"/> left.</summary>
    public void Load(string folder);
}
