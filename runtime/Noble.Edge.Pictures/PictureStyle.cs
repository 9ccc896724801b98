using ScottPlot;

namespace Noble.Edge.Pictures;

/// <summary>The look of every picture: Okabe and Ito's colours, which those who see fewer colours tell apart, on white.</summary>
public static class PictureStyle
{
    /// <summary>What was measured or solved.</summary>
    public static Color Ink { get; } = Color.FromHex("#1B1B1B");

    /// <summary>What the operator gives.</summary>
    public static Color Vermillion { get; } = Color.FromHex("#D55E00");

    /// <summary>Neurons that were trained on.</summary>
    public static Color Blue { get; } = Color.FromHex("#0072B2");

    /// <summary>Neurons that were drawn, and hulls.</summary>
    public static Color Green { get; } = Color.FromHex("#009E73");

    /// <summary>Blends of neurons.</summary>
    public static Color Purple { get; } = Color.FromHex("#B4588F");

    /// <summary>Where a current flows.</summary>
    public static Color Shade { get; } = Color.FromHex("#56B4E9").WithAlpha(0.13);

    /// <summary>Text that explains.</summary>
    public static Color Soft { get; } = Color.FromHex("#5C5C5C");

    /// <summary>Colours for lines that are told apart only by their legend.</summary>
    public static IReadOnlyList<Color> Lines { get; } = [Blue, Vermillion, Green, Purple, Color.FromHex("#E69F00"), Color.FromHex("#56B4E9"), Ink];

    /// <summary>A new empty plot in this look.</summary>
    public static Plot NewPlot()
    {
        var plot = new Plot();
        Apply(plot);
        return plot;
    }

    /// <summary>Gives a plot this look.</summary>
    public static void Apply(Plot plot)
    {
        ArgumentNullException.ThrowIfNull(plot);
        PictureFont.Use();
        plot.Font.Set(PictureFont.Family);
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Grid.MajorLineColor = Color.FromHex("#E4E4E4");
        plot.Axes.Title.Label.FontSize = 14;
        plot.Axes.Title.Label.Bold = true;
        plot.Legend.FontSize = 12;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.BackgroundColor = Colors.White.WithAlpha(0.85);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left, plot.Axes.Right })
        {
            axis.Label.FontSize = 13;
            axis.Label.Bold = false;
            axis.TickLabelStyle.FontSize = 12;
            axis.TickLabelStyle.ForeColor = Soft;
        }

        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
    }
}
