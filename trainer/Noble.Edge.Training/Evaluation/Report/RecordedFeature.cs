namespace Noble.Edge.Training;

/// <summary>A feature of an experiment's sweep beside the ensemble's.</summary>
/// <param name="Feature">eFEL's name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Experiment">Null where the sweep does not have it.</param>
/// <param name="EnsembleCount">Neurons of the ensemble that have it.</param>
/// <param name="LowerQuartile">Of the ensemble; null where no neuron has it.</param>
/// <param name="Median">Of the ensemble.</param>
/// <param name="UpperQuartile">Of the ensemble.</param>
public sealed record RecordedFeature(
    string Feature, string Unit, double? Experiment, int EnsembleCount, double? LowerQuartile, double? Median, double? UpperQuartile);
