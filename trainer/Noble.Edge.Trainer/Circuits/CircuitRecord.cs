namespace Noble.Edge.Trainer;

/// <summary>What a circuit did in one version; cells are in the description's order.</summary>
/// <param name="Version">How it was made.</param>
/// <param name="Voltage">Voltage at each step, shape [cell][step], mV.</param>
/// <param name="Conductance">Sum of the conductances of each step, shape [cell][step], nS.</param>
/// <param name="Spikes">Spike times, shape [cell][spike], ms.</param>
/// <param name="Seconds">Time that it took.</param>
internal sealed record CircuitRecord(CircuitVersion Version, float[][] Voltage, float[][] Conductance, double[][] Spikes, double Seconds);
