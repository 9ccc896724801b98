namespace Noble.Edge.Host;

/// <summary>A response that is rendered before the experiment begins.</summary>
/// <param name="Name">Name in reports.</param>
/// <param name="Nanoamperes">Step current [nA].</param>
/// <param name="Duration">Spikes later than this from the window's beginning are left out.</param>
internal sealed record ResponseSettings(string Name, double Nanoamperes, TimeSpan Duration);
