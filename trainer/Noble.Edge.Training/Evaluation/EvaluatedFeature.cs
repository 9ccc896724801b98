namespace Noble.Edge.Training;

/// <summary>A feature by which a model is judged.</summary>
/// <param name="Name">eFEL's name, in the spelling of the published work.</param>
/// <param name="Unit">Unit of the value and of its absolute error.</param>
/// <param name="IsSpiking">Whether it is about spikes; the others are read where there are none.</param>
/// <param name="IsRelative">Whether the relative error is the one to read.</param>
/// <param name="RelativeFloor">Relative errors are taken over traces in which the solver's value has at least this size; NaN where none is taken.</param>
/// <param name="Why">Why that kind of error.</param>
public sealed record EvaluatedFeature(string Name, string Unit, bool IsSpiking, bool IsRelative, double RelativeFloor, string Why);
