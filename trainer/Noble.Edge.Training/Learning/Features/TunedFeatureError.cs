namespace Noble.Edge.Training;

/// <summary>How far a network is from the truth in one feature, over some traces.</summary>
/// <param name="Feature">eFEL's name.</param>
/// <param name="Traces">Traces that have it.</param>
/// <param name="RelativeL2">|f - f*| / |f*| over those traces, 0 to 1 and more.</param>
/// <param name="MeanMillivolts">Mean of |f - f*| [mV].</param>
/// <param name="VoltageRelativeL2">Mean relative L2 of the voltage of those traces.</param>
public readonly record struct TunedFeatureError(string Feature, int Traces, double RelativeL2, double MeanMillivolts, double VoltageRelativeL2);
