using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>One model of several that are held beside each other.</summary>
/// <param name="Name">What is different in it.</param>
/// <param name="Model">The model.</param>
/// <param name="Rows">Each split over all and by zone, on the traces that are test traces of every one of the models that has the split.</param>
public sealed record AblationFigures(string Name, ReportModel Model, AccuracyRow[] Rows);
