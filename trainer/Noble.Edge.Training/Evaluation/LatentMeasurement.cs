using MathNet.Numerics.LinearAlgebra;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Where neurons lie in the latent space, and on the plane that shows most of it.</summary>
public static class LatentMeasurement
{
    /// <summary>Training neurons, neurons of the data set never seen, and a drawn ensemble.</summary>
    public static LatentFigures Take(ModelBundle model, DataSet data, Population drawn)
    {
        var latent = model.Latent;
        var names = model.Manifest.Latent.Points.Select(point => point.Name).ToHashSet(StringComparer.Ordinal);
        var blends = data.Manifest.Neurons.Where(neuron => neuron.Origin is not null).Select(neuron => neuron.Name).ToHashSet(StringComparer.Ordinal);
        (string Name, string Kind, double[] Values)[] neurons =
        [
            .. latent.Points.Select(point => (point.Name, blends.Contains(point.Name) ? "blend" : "training", point.Values)),
            .. data.Manifest.Neurons.Where(neuron => !names.Contains(neuron.Name) && neuron.Origin is null)
                .Select(neuron => (neuron.Name, "unseen", latent.Features.Select(feature => neuron.Feature(feature.Name)).ToArray())),
            .. Enumerable.Range(0, drawn.Count).Select(n => (drawn.Name(n), "drawn", drawn.Features(n).ToArray())),
        ];
        var (mean, axes, explained) = PrincipalComponents(latent);
        return new LatentFigures
        {
            Features = [.. latent.Features.Select(feature => feature.Name)],
            Units = [.. latent.Features.Select(feature => feature.Unit)],
            ExplainedVariance = explained,
            Neurons = [.. neurons.Select(n => new LatentNeuron(n.Name, n.Kind, [.. n.Values.Select(Figures.Round)], Project(latent, mean, axes, n.Values)))],
        };
    }

    // Of the training neurons, features scaled to [-1, 1]: the first two axes, or as many as there are features.
    private static (double[] Mean, double[][] Axes, double[] Explained) PrincipalComponents(LatentSpace latent)
    {
        if (latent.FeatureCount == 0)
        {
            return ([], [], []);
        }

        var points = Matrix<double>.Build.DenseOfColumnMajor(latent.FeatureCount, latent.PointCount, latent.Centred.ToArray());
        var mean = points.RowSums() / latent.PointCount;
        for (var p = 0; p < latent.PointCount; p++)
        {
            points.SetColumn(p, points.Column(p) - mean);
        }

        // Eigenvalues come in ascending order.
        var covariance = points.TransposeAndMultiply(points).Evd(Symmetricity.Symmetric);
        var total = covariance.EigenValues.Sum(value => value.Real);
        var order = Enumerable.Range(0, latent.FeatureCount).Reverse().Take(2).ToArray();
        return (
            [.. mean],
            [.. order.Select(i => covariance.EigenVectors.Column(i).ToArray())],
            [.. order.Select(i => Figures.Round(total > 0 ? covariance.EigenValues[i].Real / total : 0))]);
    }

    private static double[] Project(LatentSpace latent, double[] mean, double[][] axes, double[] values)
    {
        var centred = new double[latent.FeatureCount];
        latent.Centre(values, centred);
        return [.. axes.Select(axis => Figures.Round(axis.Select((a, f) => a * (centred[f] - mean[f])).Sum()))];
    }
}
