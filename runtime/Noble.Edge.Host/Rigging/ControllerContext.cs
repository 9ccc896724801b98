namespace Noble.Edge.Host;

/// <summary>What controllers of a configuration can refer to.</summary>
/// <param name="Inputs">Names of the ports that events come in through, in the order of the configuration.</param>
/// <param name="Responses">Responses.</param>
/// <param name="StimulusChannels">Stimulus channels of all ports; null where a port could not be read.</param>
internal sealed record ControllerContext(IReadOnlyList<string> Inputs, IReadOnlyList<ResponseSettings> Responses, int? StimulusChannels);
