using System.Globalization;

namespace Noble.Edge.Validation;

/// <summary>A measured figure beside its threshold: asserted, and written as a row of the report.</summary>
/// <remarks>
/// The report is the file that the environment variable <c>NOBLE_VALIDATION_REPORT</c> names; without it nothing is
/// written. A row is written before the assertion, so that a failed case is in the table too.
/// </remarks>
internal static class Measured
{
    [ThreadStatic]
    private static bool _silent;

    private static readonly Lock Gate = new();

    /// <summary>Runs checks of this thread without writing rows: for tests of the checks themselves.</summary>
    public static void Quietly(Action action)
    {
        _silent = true;
        try
        {
            action();
        }
        finally
        {
            _silent = false;
        }
    }

    /// <summary>Asserts value &lt;= limit; not a number fails.</summary>
    public static void AtMost(string validationCase, string figure, double value, double limit, string unit) =>
        Check(validationCase, figure, value, value <= limit, $"at most {Number(limit)}", unit);

    /// <summary>Asserts low &lt;= value &lt;= high; not a number fails.</summary>
    public static void Between(string validationCase, string figure, double value, double low, double high, string unit) =>
        Check(validationCase, figure, value, value >= low && value <= high, $"{Number(low)} to {Number(high)}", unit);

    /// <summary>Asserts that two counts are the same.</summary>
    public static void SameCount(string validationCase, string figure, int value, int expected) =>
        Check(validationCase, figure, value, value == expected, $"exactly {Number(expected)}", string.Empty);

    private static void Check(string validationCase, string figure, double value, bool holds, string threshold, string unit)
    {
        var path = Environment.GetEnvironmentVariable("NOBLE_VALIDATION_REPORT");
        if (!_silent && !string.IsNullOrEmpty(path))
        {
            lock (Gate)
            {
                File.AppendAllText(
                    path,
                    string.Join('\t', validationCase, figure, Number(value), threshold, unit, holds ? "ok" : "FAILED") + "\n");
            }
        }

        Assert.True(holds, $"{validationCase}: {figure} is {Number(value)} {unit}; expected {threshold} {unit}.");
    }

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
