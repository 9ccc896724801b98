namespace Noble.Edge.FirmwareBridge;

/// <summary>How the two clocks stand to each other.</summary>
/// <param name="IsAligned">Whether times can be converted.</param>
/// <param name="OffsetNanoseconds">The device's time, in nanoseconds at its nominal rate, less the host's, now [ns].</param>
/// <param name="DriftPartsPerMillion">How much faster the device's clock runs than its nominal rate [ppm].</param>
/// <param name="UncertaintyNanoseconds">Three standard errors of the relation, now [ns], if both ways of the link take the same time.</param>
/// <param name="AsymmetryBoundNanoseconds">How far off it can be at most because they do not: half the shortest round trip [ns].</param>
/// <param name="ShortestRoundTripNanoseconds">The shortest round trip in the window [ns].</param>
/// <param name="MedianRoundTripNanoseconds">The median round trip in the window [ns].</param>
/// <param name="Probes">Probes answered.</param>
/// <param name="ProbesLost">Probes not answered.</param>
/// <param name="Steps">Times that the device's clock was found to have jumped or stood still.</param>
public readonly record struct BridgeClockCounts(
    bool IsAligned,
    double OffsetNanoseconds,
    double DriftPartsPerMillion,
    double UncertaintyNanoseconds,
    double AsymmetryBoundNanoseconds,
    double ShortestRoundTripNanoseconds,
    double MedianRoundTripNanoseconds,
    long Probes,
    long ProbesLost,
    long Steps);
