using System.Globalization;

namespace Noble.Edge.Trainer;

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What it shows, with unit.</param>
/// <param name="Minimum">Its lower end.</param>
/// <param name="Maximum">Its upper end.</param>
/// <param name="IsLogarithmic">Whether decades are equally long; both ends are then over 0.</param>
internal sealed record ChartAxis(string Label, double Minimum, double Maximum, bool IsLogarithmic = false)
{
    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>An axis on which every finite value lies, with a margin on both sides.</summary>
    public static ChartAxis Of(string label, IEnumerable<double> values, double margin = 0.05)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        var room = high > low ? margin * (high - low) : Math.Max(Math.Abs(high) * 0.1, 1e-3);
        return new ChartAxis(label, low - room, high + room);
    }

    /// <summary>A logarithmic axis of whole decades on which every positive value lies.</summary>
    public static ChartAxis Logarithmic(string label, IEnumerable<double> values)
    {
        var positive = values.Where(value => value > 0 && double.IsFinite(value)).DefaultIfEmpty(1).ToArray();
        var (low, high) = (Math.Floor(Math.Log10(positive.Min())), Math.Ceiling(Math.Log10(positive.Max())));
        return new ChartAxis(label, Math.Pow(10, low), Math.Pow(10, high > low ? high : low + 1), true);
    }

    /// <summary>Where a value lies, 0 at the lower end and 1 at the upper.</summary>
    public double Share(double value) => IsLogarithmic
        ? Math.Log(Math.Max(value, Minimum) / Minimum) / Math.Log(Maximum / Minimum)
        : (value - Minimum) / (Maximum - Minimum);

    /// <summary>Marked values.</summary>
    /// <param name="most">How many have room.</param>
    public IEnumerable<double> Ticks(int most)
    {
        if (IsLogarithmic)
        {
            for (var decade = Math.Round(Math.Log10(Minimum)); decade <= Math.Round(Math.Log10(Maximum)); decade++)
            {
                yield return Math.Pow(10, decade);
            }

            yield break;
        }

        var rough = (Maximum - Minimum) / Math.Max(most, 2);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Steps.First(s => s * power >= rough * 0.999) * power;
        for (var k = Math.Ceiling(Minimum / step); k * step <= Maximum; k++)
        {
            yield return k * step;
        }
    }

    /// <summary>A marked value as text.</summary>
    public static string Text(double tick) => (Math.Abs(tick) < 1e-12 ? 0 : tick).ToString("0.######", CultureInfo.InvariantCulture);
}
