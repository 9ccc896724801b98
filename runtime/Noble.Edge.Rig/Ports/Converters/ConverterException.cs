namespace Noble.Edge.Rig;

/// <summary>A converter that cannot be had; the message says which, why, and what to do about it.</summary>
public sealed class ConverterException(string message, Exception? inner = null) : Exception(message, inner);
