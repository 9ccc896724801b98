using System.Globalization;
using System.Text;

namespace Noble.Edge.Operator;

/// <summary>Arithmetic and text of array shapes; axis order as in C, the last axis contiguous.</summary>
internal static class ArrayShape
{
    /// <summary>A wildcard axis in an expected shape.</summary>
    public const int Any = -1;

    /// <summary>The number of elements; a shape without axes is a scalar and holds one.</summary>
    /// <returns>False where the product passes the largest array this runtime can hold.</returns>
    public static bool TryCount(ReadOnlySpan<int> shape, out int count)
    {
        long product = 1;
        foreach (int axis in shape)
        {
            product *= axis;
            if (axis < 0 || product > Array.MaxLength)
            {
                count = 0;
                return false;
            }
        }

        count = (int)product;
        return true;
    }

    /// <summary>The number of elements of a shape that the caller made; throws where it is impossible.</summary>
    public static int Count(ReadOnlySpan<int> shape) =>
        TryCount(shape, out int count) ? count : throw new ArgumentException($"shape {Text(shape)} has a negative axis or too many elements", nameof(shape));

    /// <summary>Whether <paramref name="shape"/> is <paramref name="expected"/>, where <see cref="Any"/> stands for any size.</summary>
    public static bool Matches(ReadOnlySpan<int> shape, ReadOnlySpan<int> expected)
    {
        if (shape.Length != expected.Length)
        {
            return false;
        }

        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (expected[axis] != Any && expected[axis] != shape[axis])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The shape as text, "(2, 23, 8583)"; a wildcard axis prints as "*".</summary>
    public static string Text(ReadOnlySpan<int> shape)
    {
        var text = new StringBuilder("(");
        for (int axis = 0; axis < shape.Length; axis++)
        {
            text.Append(axis == 0 ? "" : ", ");
            text.Append(shape[axis] == Any ? "*" : shape[axis].ToString(CultureInfo.InvariantCulture));
        }

        return text.Append(')').ToString();
    }
}
