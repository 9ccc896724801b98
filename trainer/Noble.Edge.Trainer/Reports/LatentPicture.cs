using Noble.Edge.Operator;
using Noble.Edge.Pictures;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>Scatter matrix of a latent space: training neurons with the hull of each projection, drawn neurons, neurons never seen.</summary>
internal static class LatentPicture
{
    private const int MostFeatures = 6;
    private const float LeftMargin = 86, BottomMargin = 58, TopMargin = 14, RightMargin = 14, Gap = 8;
    private const double LimitMargin = 0.06; // of a feature's range, so that no marker lies on a frame

    // The markers differ in shape as well as in colour.
    private static readonly Color Training = PictureStyle.Blue, Drawn = PictureStyle.Green.WithAlpha(0.5), Unseen = PictureStyle.Vermillion, Hull = PictureStyle.Blue;

    /// <exception cref="UserException">No picture of this latent space can be written under this name.</exception>
    public static void Check(string path, LatentSpace latent)
    {
        if (Path.GetExtension(path).ToUpperInvariant() is not (".PNG" or ".SVG"))
        {
            throw new UserException($"--plot '{path}': expected a name that ends in .png or .svg");
        }

        if (latent.FeatureCount < 2)
        {
            throw new UserException($"--plot: the model has {latent.FeatureCount} latent feature, expected 2 or more for a picture");
        }
    }

    public static void Write(ModelBundle model, double[][] drawn, UnseenNeuron[] unseen, string path)
    {
        var latent = model.Latent;
        var shown = WidestFeatures(latent);
        var matrix = new Matrix(shown.Length - 1);
        var plot = new Multiplot { Layout = matrix };
        plot.AddPlots(matrix.Count + 1);
        for (var index = 0; index <= matrix.Count; index++)
        {
            PictureStyle.Apply(plot.Subplots.GetPlot(index));
        }

        for (var row = 0; row < matrix.Cells; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var cell = plot.Subplots.GetPlot(Matrix.Index(row, column));
                var (x, y) = (shown[column], shown[row + 1]);
                Draw(cell, latent, x, y, drawn, unseen);
                Frame(cell, latent, x, y, isLeft: column == 0, isBottom: row == matrix.Cells - 1);
                Limit(cell, latent, x, y, drawn, unseen);
            }
        }

        Explain(plot.Subplots.GetPlot(matrix.Count), model, shown, drawn.Length, unseen.Length);
        PictureFile.Save(plot, path, matrix.Width, matrix.Height);
    }

    // Most variance first, in units of the scaled features, over what is trained.
    private static int[] WidestFeatures(LatentSpace latent)
    {
        double Variance(int feature)
        {
            var values = latent.Points.Select(point => latent.Features[feature].Centre(point.Values[feature])).ToArray();
            var mean = values.Average();
            return values.Average(value => (value - mean) * (value - mean));
        }

        return [.. Enumerable.Range(0, latent.FeatureCount).OrderByDescending(Variance).Take(MostFeatures)];
    }

    private static void Draw(Plot plot, LatentSpace latent, int x, int y, double[][] drawn, UnseenNeuron[] unseen)
    {
        var corners = PlaneHull.Of(latent.Points.Select(point => (point.Values[x], point.Values[y])));
        var hull = plot.Add.Polygon(corners.Select(corner => new Coordinates(corner.X, corner.Y)).ToArray());
        hull.FillColor = Hull.WithAlpha(0.12);
        hull.LineColor = Hull;
        hull.LineWidth = 1.5f;

        Points(drawn, Drawn, MarkerShape.FilledCircle, 4);
        Points(latent.Points.Select(point => point.Values), Training, MarkerShape.FilledCircle, 6);
        Points(unseen.Select(neuron => neuron.Values), Unseen, MarkerShape.FilledDiamond, 10);

        void Points(IEnumerable<double[]> neurons, Color color, MarkerShape shape, float size)
        {
            var values = neurons.ToArray();
            var points = plot.Add.ScatterPoints(values.Select(v => v[x]).ToArray(), values.Select(v => v[y]).ToArray());
            points.MarkerStyle = new MarkerStyle(shape, size, color);
        }
    }

    // Only the left and the bottom cells carry numbers and names: a row shares its vertical feature, a column its horizontal one.
    private static void Frame(Plot plot, LatentSpace latent, int x, int y, bool isLeft, bool isBottom)
    {
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { TargetTickCount = 4 };
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { TargetTickCount = 5 };
        plot.Axes.Bottom.TickLabelStyle.IsVisible = isBottom;
        plot.Axes.Left.TickLabelStyle.IsVisible = isLeft;
        foreach (var (axis, feature, margin) in new (IAxis, int, float)[] { (plot.Axes.Bottom, x, isBottom ? BottomMargin : 0), (plot.Axes.Left, y, isLeft ? LeftMargin : 0) })
        {
            axis.Label.Text = margin > 0 ? Name(latent.Features[feature]) : "";
            axis.Label.FontSize = 13;
            axis.Label.Bold = false;
            axis.MinimumSize = margin - Gap; // The name at the margin's outer edge, clear of the numbers.
        }

        plot.Layout.Fixed(new PixelPadding(isLeft ? LeftMargin : Gap, Gap, isBottom ? BottomMargin : Gap, Gap));
    }

    private static string Name(LatentFeature feature) => feature.Unit == "1" ? feature.Name : $"{feature.Name}, {feature.Unit}";

    private static void Limit(Plot plot, LatentSpace latent, int x, int y, double[][] drawn, UnseenNeuron[] unseen)
    {
        var (left, right) = Range(x);
        var (bottom, top) = Range(y);
        plot.Axes.SetLimits(left, right, bottom, top);

        (double, double) Range(int feature)
        {
            var values = latent.Points.Select(point => point.Values).Concat(drawn).Concat(unseen.Select(neuron => neuron.Values)).Select(v => v[feature]).ToArray();
            var (low, high) = (values.Min(), values.Max());
            var margin = high > low ? LimitMargin * (high - low) : 0.5;
            return (low - margin, high + margin);
        }
    }

    private static void Explain(Plot plot, ModelBundle model, int[] shown, int drawn, int unseen)
    {
        plot.HideAxesAndGrid();
        plot.Layout.Frameless();
        var legend = plot.Legend;
        legend.ManualItems.Add(Marker($"{model.Latent.PointCount} training neurons", Training, MarkerShape.FilledCircle, 7));
        legend.ManualItems.Add(new LegendItem { LabelText = "their hull in the plane", LineColor = Hull, LineWidth = 2 });
        if (drawn > 0)
        {
            var domain = model.Latent.Domain.Kind == LatentDomainKind.Hull ? "hull" : "density";
            legend.ManualItems.Add(Marker($"{drawn} neurons drawn from the {domain}", Drawn, MarkerShape.FilledCircle, 7));
        }

        if (unseen > 0)
        {
            legend.ManualItems.Add(Marker($"{unseen} neurons never seen", Unseen, MarkerShape.FilledDiamond, 11));
        }

        foreach (var names in Enumerable.Range(0, model.Latent.FeatureCount).Except(shown).Select(f => model.Latent.Features[f].Name).Chunk(3))
        {
            legend.ManualItems.Add(new LegendItem { LabelText = $"not shown: {string.Join(", ", names)}", LineWidth = 0 });
        }

        legend.FontSize = 13;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Colors.Transparent;
        plot.ShowLegend(Alignment.UpperLeft);
    }

    private static LegendItem Marker(string text, Color color, MarkerShape shape, float size) =>
        new() { LabelText = text, MarkerShape = shape, MarkerSize = size, MarkerFillColor = color, MarkerLineColor = color, LineWidth = 0 };

    // The lower triangle of cells of one size, the margins of the left column and the bottom row beside them; the key in the upper right.
    private sealed class Matrix(int cells) : IMultiplotLayout
    {
        private const float KeyWidth = 310, KeyHeight = 160;

        private readonly float _cellSize = cells < 3 ? 400 : 230;

        public int Cells { get; } = cells;

        public int Count => Cells * (Cells + 1) / 2;

        public int Width => (int)(LeftMargin + (Cells * _cellSize) + RightMargin + (Cells < 3 ? KeyWidth : 0));

        public int Height => (int)(TopMargin + (Cells * _cellSize) + BottomMargin);

        public static int Index(int row, int column) => (row * (row + 1) / 2) + column;

        public PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect)
        {
            var rectangles = new PixelRect[Count + 1];
            for (var row = 0; row < Cells; row++)
            {
                for (var column = 0; column <= row; column++)
                {
                    var (left, top) = (LeftMargin + (column * _cellSize), TopMargin + (row * _cellSize));
                    rectangles[Index(row, column)] = new PixelRect(
                        left - (column == 0 ? LeftMargin - Gap : 0), left + _cellSize, top + _cellSize + (row == Cells - 1 ? BottomMargin - Gap : 0), top);
                }
            }

            rectangles[Count] = new PixelRect(Width - RightMargin - KeyWidth, Width - RightMargin, TopMargin + KeyHeight, TopMargin);
            return rectangles;
        }
    }
}
