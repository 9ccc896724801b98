using System.Runtime.Intrinsics;

namespace Noble.Edge.Operator;

/// <content>gelu: the six coefficients of every interval stay in registers, a lane permutation picks each lane's own.</content>
internal readonly unsafe partial struct Lanes256
{
    public static void Gelu(float* values, nint count)
    {
        float* table = GeluTable.Coefficients;
        Vector256<float> c0 = Vector256.Load(table);
        Vector256<float> c1 = Vector256.Load(table + GeluTable.Row);
        Vector256<float> c2 = Vector256.Load(table + (2 * GeluTable.Row));
        Vector256<float> c3 = Vector256.Load(table + (3 * GeluTable.Row));
        Vector256<float> c4 = Vector256.Load(table + (4 * GeluTable.Row));
        Vector256<float> c5 = Vector256.Load(table + (5 * GeluTable.Row));
        Vector256<float> scale = Vector256.Create(GeluTable.Scale);
        Vector256<float> last = Vector256.Create(GeluTable.Last);
        for (float* end = values + count; values < end; values += Vector256<float>.Count)
        {
            Vector256<float> x = Vector256.Load(values);
            Vector256<float> position = Vector256.MinNative(Vector256.Abs(x) * scale, last);
            Vector256<int> interval = Vector256.ConvertToInt32Native(position);
            Vector256<float> u = position - Vector256.ConvertToSingle(interval);
            Vector256<float> p = Vector256.ShuffleNative(c5, interval);
            p = Vector256.MultiplyAddEstimate(p, u, Vector256.ShuffleNative(c4, interval));
            p = Vector256.MultiplyAddEstimate(p, u, Vector256.ShuffleNative(c3, interval));
            p = Vector256.MultiplyAddEstimate(p, u, Vector256.ShuffleNative(c2, interval));
            p = Vector256.MultiplyAddEstimate(p, u, Vector256.ShuffleNative(c1, interval));
            p = Vector256.MultiplyAddEstimate(p, u, Vector256.ShuffleNative(c0, interval));

            // The native maximum returns its second operand for a NaN, which so comes through.
            (Vector256.MaxNative(Vector256<float>.Zero, x) + p).Store(values);
        }
    }
}
