namespace Noble.Edge.Host;

/// <summary>A key of an object, where it is, and its value.</summary>
internal sealed record ConfigMember(string Key, int Line, int Column, ConfigNode Value);
