namespace Noble.Edge.Rig;

/// <summary>A GPIO chip or line that cannot be had; the message says which, why, and what to do about it.</summary>
public sealed class GpioException(string message, Exception? inner = null) : Exception(message, inner);
