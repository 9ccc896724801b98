namespace Noble.Edge.Operator;

/// <content>The dense product: what a row's vectors and the rows are divided into; the blocks themselves are generated.</content>
internal sealed unsafe partial class VectorKernels<TLanes, TVector>
{
    public override void Dense(in DenseCall call)
    {
        // From the last vectors to the first, see DenseCall.Y.
        for (int left = call.Vectors; left > 0;)
        {
            int parts = (left + TLanes.MostVectors - 1) / TLanes.MostVectors;
            int vectors = (left + parts - 1) / parts;
            left -= vectors;
            if (call.IsSingleRow)
            {
                SingleRow(call, left, vectors);
            }
            else
            {
                Rows(call, left, vectors);
            }
        }
    }

    private static void Rows(in DenseCall call, int vector, int vectors)
    {
        int block = 0;
        if (vectors <= 2 && call.Grid == null && call.Gate == null)
        {
            block = call.Blocks & ~1;
            if (vectors == 1)
            {
                Dense8x1(call, vector, 0, block);
            }
            else
            {
                Dense8x2(call, vector, 0, block);
            }
        }

        switch (vectors)
        {
            case 1:
                Dense4x1(call, vector, block, call.Blocks);
                break;
            case 2:
                Dense4x2(call, vector, block, call.Blocks);
                break;
            case 3:
                Dense4x3(call, vector, block, call.Blocks);
                break;
            case 4:
                Dense4x4(call, vector, block, call.Blocks);
                break;
            case 5:
                Dense4x5(call, vector, block, call.Blocks);
                break;
            default:
                Dense4x6(call, vector, block, call.Blocks);
                break;
        }
    }

    private static void SingleRow(in DenseCall call, int vector, int vectors)
    {
        switch (vectors)
        {
            case 1:
                Dense1x1(call, vector, 0, 1);
                break;
            case 2:
                Dense1x2(call, vector, 0, 1);
                break;
            case 3:
                Dense1x3(call, vector, 0, 1);
                break;
            case 4:
                Dense1x4(call, vector, 0, 1);
                break;
            case 5:
                Dense1x5(call, vector, 0, 1);
                break;
            default:
                Dense1x6(call, vector, 0, 1);
                break;
        }
    }
}
