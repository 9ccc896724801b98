namespace Noble.Edge.Operator;

/// <summary>
/// The streaming operator's network as an ONNX graph in the model's folder: inputs <c>state</c>, float32, shape [neuron, input], and
/// <c>modulation</c>, float32, shape [neuron, modulation]; output <c>output</c>, float32, shape [neuron, 2]: logarithm of the hazard per ms, and voltage in
/// the output's unit. The number of neurons is dynamic. What makes the state is the engine's.
/// </summary>
public sealed record StreamingGraph
{
    /// <summary>Names of the graph's inputs and output.</summary>
    public const string StateName = "state", ModulationName = "modulation", OutputName = "output";

    /// <summary>File in the model's folder.</summary>
    public required string File { get; init; }

    /// <summary>Version of the default operator set.</summary>
    public required int Opset { get; init; }

    /// <summary>Root mean square of the voltage's difference from the reference over the trace that it was measured on [mV].</summary>
    public double? VoltageErrorMillivolts { get; init; }

    /// <summary>Spikes of that trace that one of both has alone.</summary>
    public int? SpikesApart { get; init; }
}
