using System.CommandLine;
using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train compare</c>: how far two arrays are apart.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("array") { Description = "Array, .npy, float32" };
        var second = new Argument<string>("reference") { Description = "Array of the same shape, .npy, float32" };
        var within = new Option<double?>("--within") { Description = "Exit with 1 if the relative root mean square of the difference is over this" };
        var command = new Command(
            "compare",
            """
            Prints the root mean square of the difference of two arrays, as a share of the reference's own, and the largest difference.

            Examples:
              noble-train compare edge.npy trainer.npy --within 1e-5
            """)
        { first, second, within };
        command.SetAction(parsed =>
        {
            var array = Read(parsed.GetValue(first)!);
            var reference = Read(parsed.GetValue(second)!);
            if (!array.Shape.AsSpan().SequenceEqual(reference.Shape))
            {
                throw new UserException($"'{parsed.GetValue(first)}' has shape [{string.Join(", ", array.Shape)}], expected [{string.Join(", ", reference.Shape)}] as '{parsed.GetValue(second)}'");
            }

            var (error, size, largest) = (0.0, 0.0, 0.0);
            for (var i = 0; i < reference.Data.Length; i++)
            {
                var difference = (double)array.Data[i] - reference.Data[i];
                error += difference * difference;
                size += (double)reference.Data[i] * reference.Data[i];
                largest = Math.Max(largest, Math.Abs(difference));
            }

            var relative = Math.Sqrt(error / size);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"relative root mean square {relative:e2}, largest difference {largest:g3}"));

            // Written so that a value that is not a number fails too.
            return parsed.GetValue(within) is not { } bound || relative <= bound ? 0 : 1;
        });
        return command;
    }

    private static NpyArray<float> Read(string path)
    {
        try
        {
            return NpyFile.Read<float>(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be read: {e.Message}");
        }
    }
}
