using System.Globalization;
using System.Text;

namespace Noble.Edge.Trainer;

/// <summary>A chart as SVG in the page: colours are classes of the page's style, so that it is read in light and dark.</summary>
internal sealed class SvgChart
{
    private const double Left = 52, Right = 12, Top = 24, Bottom = 38;

    private readonly double _width, _height;
    private readonly ChartAxis _x, _y;
    private readonly string _title;
    private readonly StringBuilder _plot = new(), _over = new();

    /// <param name="width">Of the whole, in points.</param>
    /// <param name="height">Of the whole, in points.</param>
    /// <param name="x">Horizontal axis.</param>
    /// <param name="y">Vertical axis.</param>
    /// <param name="title">One line over the plot.</param>
    public SvgChart(double width, double height, ChartAxis x, ChartAxis y, string title) =>
        (_width, _height, _x, _y, _title) = (width, height, x, y, title);

    private double PlotWidth => _width - Left - Right;

    private double PlotHeight => _height - Top - Bottom;

    /// <summary>A line, broken where a value is not a number.</summary>
    public SvgChart Line(IReadOnlyList<double> xs, IReadOnlyList<double> ys, string style)
    {
        var path = new StringBuilder();
        var isOpen = false;
        foreach (var i in Visible(xs, ys))
        {
            if (!double.IsFinite(ys[i]))
            {
                isOpen = false;
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{(isOpen ? "L" : "M")}{X(xs[i]):0.#} {Y(ys[i]):0.#}");
            isOpen = true;
        }

        _plot.Append(CultureInfo.InvariantCulture, $"<path class=\"line {style}\" d=\"{path}\"/>");
        return this;
    }

    /// <summary>Points, each with a name that shows under the pointer.</summary>
    public SvgChart Points(IReadOnlyList<double> xs, IReadOnlyList<double> ys, string style, double radius = 2.5, IReadOnlyList<string>? names = null)
    {
        for (var i = 0; i < xs.Count; i++)
        {
            if (double.IsFinite(xs[i]) && double.IsFinite(ys[i]))
            {
                _plot.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot {style}\" cx=\"{X(xs[i]):0.#}\" cy=\"{Y(ys[i]):0.#}\" r=\"{radius}\"");
                _plot.Append(names is null ? "/>" : $"><title>{HtmlText.Escape(names[i])}</title></circle>");
            }
        }

        return this;
    }

    /// <summary>The area between two lines.</summary>
    public SvgChart Band(IReadOnlyList<double> xs, IReadOnlyList<double> low, IReadOnlyList<double> high, string style)
    {
        var inside = Enumerable.Range(0, xs.Count).Where(i => double.IsFinite(low[i]) && double.IsFinite(high[i])).ToArray();
        return Outline([.. inside.Select(i => xs[i]), .. inside.Reverse().Select(i => xs[i])], [.. inside.Select(i => low[i]), .. inside.Reverse().Select(i => high[i])], $"area {style}");
    }

    /// <summary>A closed outline.</summary>
    public SvgChart Outline(IReadOnlyList<double> xs, IReadOnlyList<double> ys, string style)
    {
        if (xs.Count > 1)
        {
            var corners = string.Join(' ', xs.Zip(ys, (x, y) => string.Create(CultureInfo.InvariantCulture, $"{X(x):0.#},{Y(y):0.#}")));
            _plot.Append(CultureInfo.InvariantCulture, $"<polygon class=\"{style}\" points=\"{corners}\"/>");
        }

        return this;
    }

    /// <summary>Bars from zero, one between each two edges.</summary>
    public SvgChart Bars(IReadOnlyList<double> edges, IReadOnlyList<double> heights, string style)
    {
        for (var i = 0; i < heights.Count; i++)
        {
            var (from, to, top) = (X(edges[i]), X(edges[i + 1]), Y(heights[i]));
            _plot.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{from:0.#}\" y=\"{top:0.#}\" width=\"{to - from:0.#}\" height=\"{Math.Max(Y(0) - top, 0):0.#}\"/>");
        }

        return this;
    }

    /// <summary>The outline of such bars.</summary>
    public SvgChart Steps(IReadOnlyList<double> edges, IReadOnlyList<double> heights, string style) => Line(
        [edges[0], .. Enumerable.Range(0, heights.Count).SelectMany(i => new[] { edges[i], edges[i + 1] }), edges[^1]],
        [0, .. heights.SelectMany(height => new[] { height, height }), 0],
        style);

    /// <summary>A short vertical mark at the plot's upper edge for each value.</summary>
    public SvgChart Marks(IEnumerable<double> xs, string style)
    {
        foreach (var x in xs.Where(double.IsFinite))
        {
            _plot.Append(CultureInfo.InvariantCulture, $"<path class=\"line {style}\" d=\"M{X(x):0.#} 0v9\"/>");
        }

        return this;
    }

    /// <summary>A short vertical mark at each value, about a height.</summary>
    public SvgChart Ticks(IEnumerable<double> xs, double y, string style)
    {
        foreach (var x in xs.Where(double.IsFinite))
        {
            _plot.Append(CultureInfo.InvariantCulture, $"<path class=\"line {style}\" d=\"M{X(x):0.#} {Y(y) - 2.5:0.#}v5\"/>");
        }

        return this;
    }

    /// <summary>Text beside a point.</summary>
    public SvgChart Label(double x, double y, string text, string style)
    {
        _over.Append(CultureInfo.InvariantCulture, $"<text class=\"label {style}\" x=\"{Left + X(x) + 5:0.#}\" y=\"{Top + Y(y) - 4:0.#}\">{HtmlText.Escape(text)}</text>");
        return this;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" viewBox=\"0 0 {_width} {_height}\" style=\"max-width:{_width}px\" role=\"img\" aria-label=\"{HtmlText.Escape(_title)}\">");
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"{Left}\" y=\"14\">{HtmlText.Escape(_title)}</text>");
        foreach (var tick in _x.Ticks((int)(PlotWidth / 55)))
        {
            var x = Left + X(tick);
            text.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{x:0.#} {Top}V{Top + PlotHeight}\"/><text class=\"tick\" text-anchor=\"middle\" x=\"{x:0.#}\" y=\"{Top + PlotHeight + 13}\">{ChartAxis.Text(tick)}</text>");
        }

        foreach (var tick in _y.Ticks((int)(PlotHeight / 28)))
        {
            var y = Top + Y(tick);
            text.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {y:0.#}H{Left + PlotWidth}\"/><text class=\"tick\" text-anchor=\"end\" x=\"{Left - 5}\" y=\"{y + 3.5:0.#}\">{ChartAxis.Text(tick)}</text>");
        }

        text.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" text-anchor=\"middle\" x=\"{Left + (PlotWidth / 2):0.#}\" y=\"{_height - 6}\">{HtmlText.Escape(_x.Label)}</text>");
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(11 {Top + (PlotHeight / 2):0.#}) rotate(-90)\">{HtmlText.Escape(_y.Label)}</text>");

        // A picture of its own cuts off what lies outside the plot.
        text.Append(CultureInfo.InvariantCulture, $"<svg x=\"{Left}\" y=\"{Top}\" width=\"{PlotWidth}\" height=\"{PlotHeight}\">{_plot}</svg>");
        text.Append(CultureInfo.InvariantCulture, $"<rect class=\"frame\" x=\"{Left}\" y=\"{Top}\" width=\"{PlotWidth}\" height=\"{PlotHeight}\"/>{_over}</svg>");
        return text.ToString();
    }

    private double X(double value) => _x.Share(value) * PlotWidth;

    private double Y(double value) => (1 - _y.Share(value)) * PlotHeight;

    /// <summary>Indices that a line needs: of many samples in a column of the picture, the first, the ends of the range and the last.</summary>
    private List<int> Visible(IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var kept = new List<int>();
        var i = 0;
        while (i < xs.Count)
        {
            var column = Math.Floor(X(xs[i]));
            var (first, least, most) = (i, i, i);
            while (i < xs.Count && Math.Floor(X(xs[i])) == column)
            {
                least = ys[i] < ys[least] ? i : least;
                most = ys[i] > ys[most] ? i : most;
                i++;
            }

            if (column >= -1 && column <= PlotWidth + 1)
            {
                kept.AddRange(new[] { first, least, most, i - 1 }.Distinct().Order());
            }
        }

        return kept;
    }
}
