namespace Noble.Edge.Training;

/// <summary>What a validation found, as means over its traces.</summary>
/// <param name="Loss">The training loss.</param>
/// <param name="RelativeL2">Relative L2 of the voltage, 0 to 1.</param>
/// <param name="IsBest">Whether no validation of the run had a lower loss.</param>
public readonly record struct ValidationResult(double Loss, double RelativeL2, bool IsBest = false);
