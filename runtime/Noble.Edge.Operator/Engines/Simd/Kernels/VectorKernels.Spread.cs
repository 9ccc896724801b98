namespace Noble.Edge.Operator;

/// <content>Spreading: sums over the slots of each cell, then the lanes of neighbouring grid points brought together.</content>
internal sealed unsafe partial class VectorKernels<TLanes, TVector>
{
    public override void Spread(in SpreadCall call)
    {
        int reach = SpreadCall.ReachVectors(call.Points, TLanes.Count);
        nint pointStride = (nint)(1 + reach) * TLanes.Count;
        nint channelStride = call.Points * pointStride;
        for (int block = 0; block < call.Blocks; block++)
        {
            Sums(call, block, Scratch(call, block), channelStride, pointStride);

            // One block behind: a load across a store that is still on its way would stall.
            if (block > 0)
            {
                Fold(call, block - 1, Scratch(call, block - 1), channelStride, pointStride);
            }
        }

        Fold(call, call.Blocks - 1, Scratch(call, call.Blocks - 1), channelStride, pointStride);

        float* Scratch(in SpreadCall call, int block) => call.Scratch + (block % 2 * 4 * channelStride) + (reach * TLanes.Count);
    }

    private static void Sums(in SpreadCall call, int block, float* to, nint channelStride, nint pointStride)
    {
        int most = TLanes.MostVectors == 3 ? 3 : 4;
        for (int left = call.Points; left > 0;)
        {
            int parts = (left + most - 1) / most;
            int points = (left + parts - 1) / parts;
            left -= points;
            float* at = to + (left * pointStride);
            switch (points)
            {
                case 1:
                    Spread1(call, block, left, at, channelStride, pointStride);
                    break;
                case 2:
                    Spread2(call, block, left, at, channelStride, pointStride);
                    break;
                case 3:
                    Spread3(call, block, left, at, channelStride, pointStride);
                    break;
                default:
                    Spread4(call, block, left, at, channelStride, pointStride);
                    break;
            }
        }
    }

    // The sum of point j belongs j lanes further on. Each lies in the scratch between vectors of zeros, so that a load j
    // lanes before it is the shifted sum, and one a vector further what runs over into the next group.
    private static void Fold(in SpreadCall call, int block, float* sums, nint channelStride, nint pointStride)
    {
        int reach = SpreadCall.ReachVectors(call.Points, TLanes.Count);
        for (int channel = 0; channel < 4; channel++)
        {
            float* data = sums + (channel * channelStride);
            float* to = call.Out + (((4 * block) + channel) * call.OutStride);
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
}
