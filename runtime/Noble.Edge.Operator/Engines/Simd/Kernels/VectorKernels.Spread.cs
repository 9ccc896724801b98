namespace Noble.Edge.Operator;

/// <content>Spreading: sums over the slots of each cell, then the lanes of neighbouring grid points brought together.</content>
internal sealed unsafe partial class VectorKernels<TLanes, TVector>
{
    public override void Spread(in SpreadCall call)
    {
        int reach = SpreadCall.ReachVectors(call.Points, TLanes.Count);
        nint pointStride = (nint)(1 + reach) * TLanes.Count;
        nint channelStride = call.Points * pointStride;
        for (int point = 0; point < call.Points;)
        {
            int left = call.Points - point;
            switch (left == 4 ? 2 : left)
            {
                case 1:
                    Spread1(call, point, channelStride, pointStride);
                    point += 1;
                    break;
                case 2:
                    Spread2(call, point, channelStride, pointStride);
                    point += 2;
                    break;
                default:
                    Spread3(call, point, channelStride, pointStride);
                    point += 3;
                    break;
            }
        }

        Fold(call, reach, channelStride, pointStride);
    }

    // The sum of point j belongs j lanes further on. Each lies in the scratch between vectors of zeros, so that a load j
    // lanes before it is the shifted sum, and one a vector further what runs over into the next group. All sums are
    // stored before the first is loaded: a load across a store that is still on its way would stall.
    private static void Fold(in SpreadCall call, int reach, nint channelStride, nint pointStride)
    {
        for (int channel = 0; channel < 4 * call.Blocks; channel++)
        {
            float* data = call.Scratch + (channel * channelStride) + (reach * TLanes.Count);
            float* to = call.Out + (channel * call.OutStride);
            for (int vector = 0; vector <= reach; vector++)
            {
                TVector sum = TLanes.Load(to);
                for (int point = 0; point < call.Points; point++)
                {
                    sum = TLanes.Add(sum, TLanes.Load(data + (point * pointStride) - point));
                }

                TLanes.Store(sum, to);
                data += TLanes.Count;
                to += TLanes.Count;
            }
        }
    }

    private static void Spread3(in SpreadCall call, int point, nint channelStride, nint pointStride)
    {
        nint xStride = call.XStride;
        nint end = (nint)call.Vectors * TLanes.Count;
        float* x0 = call.X;
        float* window0 = call.Window + (point * call.WindowStride);
        float* window1 = window0 + call.WindowStride;
        float* window2 = window1 + call.WindowStride;
        float* to = call.Scratch + ((point + 1) * pointStride) - TLanes.Count;
        for (int block = 0; block < call.Blocks; block++)
        {
            float* x1 = x0 + xStride;
            float* x2 = x1 + xStride;
            float* x3 = x2 + xStride;
            TVector a00 = TLanes.Zero;
            TVector a01 = TLanes.Zero;
            TVector a02 = TLanes.Zero;
            TVector a10 = TLanes.Zero;
            TVector a11 = TLanes.Zero;
            TVector a12 = TLanes.Zero;
            TVector a20 = TLanes.Zero;
            TVector a21 = TLanes.Zero;
            TVector a22 = TLanes.Zero;
            TVector a30 = TLanes.Zero;
            TVector a31 = TLanes.Zero;
            TVector a32 = TLanes.Zero;
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                TVector w0 = TLanes.Load(window0 + at);
                TVector w1 = TLanes.Load(window1 + at);
                TVector w2 = TLanes.Load(window2 + at);
                TVector x = TLanes.Load(x0 + at);
                a00 = TLanes.MultiplyAdd(x, w0, a00);
                a01 = TLanes.MultiplyAdd(x, w1, a01);
                a02 = TLanes.MultiplyAdd(x, w2, a02);
                x = TLanes.Load(x1 + at);
                a10 = TLanes.MultiplyAdd(x, w0, a10);
                a11 = TLanes.MultiplyAdd(x, w1, a11);
                a12 = TLanes.MultiplyAdd(x, w2, a12);
                x = TLanes.Load(x2 + at);
                a20 = TLanes.MultiplyAdd(x, w0, a20);
                a21 = TLanes.MultiplyAdd(x, w1, a21);
                a22 = TLanes.MultiplyAdd(x, w2, a22);
                x = TLanes.Load(x3 + at);
                a30 = TLanes.MultiplyAdd(x, w0, a30);
                a31 = TLanes.MultiplyAdd(x, w1, a31);
                a32 = TLanes.MultiplyAdd(x, w2, a32);
            }

            TLanes.Store(a00, to);
            TLanes.Store(a01, to + pointStride);
            TLanes.Store(a02, to + (2 * pointStride));
            to += channelStride;
            TLanes.Store(a10, to);
            TLanes.Store(a11, to + pointStride);
            TLanes.Store(a12, to + (2 * pointStride));
            to += channelStride;
            TLanes.Store(a20, to);
            TLanes.Store(a21, to + pointStride);
            TLanes.Store(a22, to + (2 * pointStride));
            to += channelStride;
            TLanes.Store(a30, to);
            TLanes.Store(a31, to + pointStride);
            TLanes.Store(a32, to + (2 * pointStride));
            to += channelStride;
            x0 = x3 + xStride;
        }
    }

    private static void Spread2(in SpreadCall call, int point, nint channelStride, nint pointStride)
    {
        nint xStride = call.XStride;
        nint end = (nint)call.Vectors * TLanes.Count;
        float* x0 = call.X;
        float* window0 = call.Window + (point * call.WindowStride);
        float* window1 = window0 + call.WindowStride;
        float* to = call.Scratch + ((point + 1) * pointStride) - TLanes.Count;
        for (int block = 0; block < call.Blocks; block++)
        {
            float* x1 = x0 + xStride;
            float* x2 = x1 + xStride;
            float* x3 = x2 + xStride;
            TVector a00 = TLanes.Zero;
            TVector a01 = TLanes.Zero;
            TVector a10 = TLanes.Zero;
            TVector a11 = TLanes.Zero;
            TVector a20 = TLanes.Zero;
            TVector a21 = TLanes.Zero;
            TVector a30 = TLanes.Zero;
            TVector a31 = TLanes.Zero;
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                TVector w0 = TLanes.Load(window0 + at);
                TVector w1 = TLanes.Load(window1 + at);
                TVector x = TLanes.Load(x0 + at);
                a00 = TLanes.MultiplyAdd(x, w0, a00);
                a01 = TLanes.MultiplyAdd(x, w1, a01);
                x = TLanes.Load(x1 + at);
                a10 = TLanes.MultiplyAdd(x, w0, a10);
                a11 = TLanes.MultiplyAdd(x, w1, a11);
                x = TLanes.Load(x2 + at);
                a20 = TLanes.MultiplyAdd(x, w0, a20);
                a21 = TLanes.MultiplyAdd(x, w1, a21);
                x = TLanes.Load(x3 + at);
                a30 = TLanes.MultiplyAdd(x, w0, a30);
                a31 = TLanes.MultiplyAdd(x, w1, a31);
            }

            TLanes.Store(a00, to);
            TLanes.Store(a01, to + pointStride);
            to += channelStride;
            TLanes.Store(a10, to);
            TLanes.Store(a11, to + pointStride);
            to += channelStride;
            TLanes.Store(a20, to);
            TLanes.Store(a21, to + pointStride);
            to += channelStride;
            TLanes.Store(a30, to);
            TLanes.Store(a31, to + pointStride);
            to += channelStride;
            x0 = x3 + xStride;
        }
    }

    private static void Spread1(in SpreadCall call, int point, nint channelStride, nint pointStride)
    {
        nint xStride = call.XStride;
        nint end = (nint)call.Vectors * TLanes.Count;
        float* x0 = call.X;
        float* window0 = call.Window + (point * call.WindowStride);
        float* to = call.Scratch + ((point + 1) * pointStride) - TLanes.Count;
        for (int block = 0; block < call.Blocks; block++)
        {
            float* x1 = x0 + xStride;
            float* x2 = x1 + xStride;
            float* x3 = x2 + xStride;
            TVector a00 = TLanes.Zero;
            TVector a10 = TLanes.Zero;
            TVector a20 = TLanes.Zero;
            TVector a30 = TLanes.Zero;
            for (nint at = 0; at < end; at += TLanes.Count)
            {
                TVector w0 = TLanes.Load(window0 + at);
                TVector x = TLanes.Load(x0 + at);
                a00 = TLanes.MultiplyAdd(x, w0, a00);
                x = TLanes.Load(x1 + at);
                a10 = TLanes.MultiplyAdd(x, w0, a10);
                x = TLanes.Load(x2 + at);
                a20 = TLanes.MultiplyAdd(x, w0, a20);
                x = TLanes.Load(x3 + at);
                a30 = TLanes.MultiplyAdd(x, w0, a30);
            }

            TLanes.Store(a00, to);
            to += channelStride;
            TLanes.Store(a10, to);
            to += channelStride;
            TLanes.Store(a20, to);
            to += channelStride;
            TLanes.Store(a30, to);
            to += channelStride;
            x0 = x3 + xStride;
        }
    }
}
