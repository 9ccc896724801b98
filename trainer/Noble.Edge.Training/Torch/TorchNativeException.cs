namespace Noble.Edge.Training;

/// <summary>libtorch cannot be loaded on this machine; the message says why.</summary>
public sealed class TorchNativeException(string message) : Exception(message);
