using System.Runtime.Intrinsics;

namespace Noble.Edge.Operator;

/// <content>gelu: the table twice over fills a register; a lane permutation picks each lane's own.</content>
internal readonly unsafe partial struct Lanes512
{
    public static void Gelu(float* values, nint count)
    {
        float* table = GeluTable.Coefficients;
        Vector512<float> c0 = Vector512.Load(table);
        Vector512<float> c1 = Vector512.Load(table + GeluTable.Row);
        Vector512<float> c2 = Vector512.Load(table + (2 * GeluTable.Row));
        Vector512<float> c3 = Vector512.Load(table + (3 * GeluTable.Row));
        Vector512<float> c4 = Vector512.Load(table + (4 * GeluTable.Row));
        Vector512<float> c5 = Vector512.Load(table + (5 * GeluTable.Row));
        Vector512<float> scale = Vector512.Create(GeluTable.Scale);
        Vector512<float> last = Vector512.Create(GeluTable.Last);
        for (float* end = values + count; values < end; values += Vector512<float>.Count)
        {
            Vector512<float> x = Vector512.Load(values);
            Vector512<float> position = Vector512.MinNative(Vector512.Abs(x) * scale, last);
            Vector512<int> interval = Vector512.ConvertToInt32Native(position);
            Vector512<float> u = position - Vector512.ConvertToSingle(interval);
            Vector512<float> p = Vector512.ShuffleNative(c5, interval);
            p = Vector512.MultiplyAddEstimate(p, u, Vector512.ShuffleNative(c4, interval));
            p = Vector512.MultiplyAddEstimate(p, u, Vector512.ShuffleNative(c3, interval));
            p = Vector512.MultiplyAddEstimate(p, u, Vector512.ShuffleNative(c2, interval));
            p = Vector512.MultiplyAddEstimate(p, u, Vector512.ShuffleNative(c1, interval));
            p = Vector512.MultiplyAddEstimate(p, u, Vector512.ShuffleNative(c0, interval));

            // The native maximum returns its second operand for a NaN, which so comes through.
            (Vector512.MaxNative(Vector512<float>.Zero, x) + p).Store(values);
        }
    }
}
