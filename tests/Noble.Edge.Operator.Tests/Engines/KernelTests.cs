using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests.Engines;

/// <summary>Each vector kernel against its scalar twin, around every width of blocks and vectors.</summary>
public unsafe class KernelTests
{
    /// <summary>The vector kernels that the machine, with the instruction sets enabled for this run, has.</summary>
    public static TheoryData<SimdInstructions> VectorInstructions => [.. Machine.Instructions];

    [Fact]
    public void KernelBuffers_DifferentBuffers_AreFound()
    {
        using var buffers = new KernelBuffers(1);
        float* a = buffers.Random(9);
        float* b = buffers.Copy(a, 9);
        KernelBuffers.AssertClose(a, b, 9, 1);

        b[8] += 1e-5f;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => KernelBuffers.AssertClose(a, b, 9, 1));
        b[8] = float.NaN;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => KernelBuffers.AssertClose(a, b, 9, 1));
    }

    [Theory]
    [MemberData(nameof(VectorInstructions))]
    public void Dense_Vector_MatchesScalar(SimdInstructions instructions)
    {
        KernelSet kernels = KernelChoice.Create(instructions);
        int lanes = kernels.Lanes;
        foreach (int inputs in (int[])[0, 1, 2, 23, 24])
        {
            foreach (int blocks in (int[])[0, 1, 3])
            {
                for (int vectors = 1; vectors <= 13; vectors++)
                {
                    using var buffers = new KernelBuffers(inputs + vectors);
                    int row = (vectors + 1) * lanes;
                    var call = new DenseCall
                    {
                        Weights = buffers.Random(blocks * inputs * 4),
                        Bias = buffers.Random(blocks * 4),
                        Inputs = inputs,
                        Blocks = blocks,
                        X = buffers.Random(inputs * row),
                        XStride = row,
                        YStride = row + lanes,
                        Vectors = vectors,
                    };
                    Compare(call);
                    call.Grid = buffers.Random((blocks * 4 * 50) + 50) + 1;
                    call.GridStride = 50;
                    call.Window = buffers.Random(7 * row);
                    call.WindowStride = row;
                    call.Points = 7;
                    Compare(call);
                    call.Gate = buffers.Random(blocks * 4);
                    call.GateX = buffers.Random(blocks * 4 * row);
                    call.GateXStride = row;
                    Compare(call);
                    call.Grid = null;
                    Compare(call);
                    call.Gate = null;
                    call.IsSingleRow = blocks > 0;
                    Compare(call);
                }
            }
        }

        void Compare(DenseCall call)
        {
            using var buffers = new KernelBuffers(1);
            int count = (int)(4 * call.Blocks * call.YStride);
            float* expected = buffers.Random(count);
            float* actual = buffers.Copy(expected, count);
            call.Y = expected;
            new ScalarKernels(lanes).Dense(call);
            call.Y = actual;
            kernels.Dense(call);
            KernelBuffers.AssertClose(expected, actual, count, 2 + call.Inputs + call.Points);
        }
    }

    [Theory]
    [MemberData(nameof(VectorInstructions))]
    public void Dense_OverlappingRows_AreWhole(SimdInstructions instructions)
    {
        // Rows of one vector less a half: what each row's last vector has too much is overwritten by the next row.
        KernelSet kernels = KernelChoice.Create(instructions);
        int lanes = kernels.Lanes;
        foreach (int vectors in (int[])[1, 2, 3, 7, 13])
        {
            const int Inputs = 5;
            const int Blocks = 3;
            using var buffers = new KernelBuffers(vectors);
            int stride = (vectors * lanes) - (lanes / 2);
            var call = new DenseCall
            {
                Weights = buffers.Random(Blocks * Inputs * 4),
                Bias = buffers.Random(Blocks * 4),
                Inputs = Inputs,
                Blocks = Blocks,
                X = buffers.Random((Inputs + 1) * stride),
                XStride = stride,
                YStride = stride,
                Vectors = vectors,
            };
            float* expected = buffers.Zeros(((4 * Blocks) + 1) * stride);
            float* actual = buffers.Zeros(((4 * Blocks) + 1) * stride);

            call.Y = expected;
            new ScalarKernels(lanes).Dense(call);
            call.Y = actual;
            kernels.Dense(call);

            KernelBuffers.AssertClose(expected, actual, 4 * Blocks * stride, 2 + Inputs);
        }
    }

    [Theory]
    [MemberData(nameof(VectorInstructions))]
    public void Spread_Vector_MatchesScalar(SimdInstructions instructions)
    {
        KernelSet kernels = KernelChoice.Create(instructions);
        int lanes = kernels.Lanes;
        const int Blocks = 2;
        const int Groups = 3;
        for (int points = 4; points <= 12; points++)
        {
            for (int vectors = 1; vectors <= 5; vectors++)
            {
                using var buffers = new KernelBuffers(points);
                int row = vectors * lanes;
                var call = new SpreadCall
                {
                    X = buffers.Random(Groups * 4 * Blocks * row),
                    XStride = row,
                    Blocks = Blocks,
                    Window = buffers.Random(points * row),
                    WindowStride = row,
                    Points = points,
                    Vectors = vectors,
                    OutStride = (Groups + SpreadCall.ReachVectors(points, lanes)) * lanes,
                };
                float* expected = Run(new ScalarKernels(lanes), call, buffers);
                float* actual = Run(kernels, call, buffers);

                KernelBuffers.AssertClose(expected, actual, (int)(4 * Blocks * call.OutStride), 2 * points * vectors);
            }
        }

        float* Run(KernelSet set, SpreadCall call, KernelBuffers buffers)
        {
            float* to = buffers.Zeros((int)(4 * Blocks * call.OutStride));
            call.Scratch = buffers.Zeros(SpreadCall.ScratchLength(call.Points, lanes));
            float* x = call.X;
            for (int group = 0; group < Groups; group++)
            {
                call.X = x + (group * 4 * Blocks * call.XStride);
                call.Out = to + (group * lanes);
                set.Spread(call);
            }

            return to;
        }
    }

    [Theory]
    [MemberData(nameof(VectorInstructions))]
    public void Mix_Vector_MatchesScalar(SimdInstructions instructions)
    {
        KernelSet kernels = KernelChoice.Create(instructions);
        foreach (int channels in (int[])[1, 7, 8, 9, 15, 16, 17, 24, 33, 40, 64])
        {
            using var buffers = new KernelBuffers(channels);
            const int Modes = 3;
            int stride = (channels + kernels.Lanes - 1) / kernels.Lanes * kernels.Lanes;
            var call = new MixCall
            {
                Weights = buffers.Random(Modes * channels * 2 * stride),
                Modes = Modes,
                Channels = channels,
                Rows = buffers.Copy(4, 0, 2),
                X = buffers.Random(6 * stride),
                Stride = stride,
            };
            float* expected = buffers.Zeros(6 * stride);
            float* actual = buffers.Zeros(6 * stride);

            call.Y = expected;
            new ScalarKernels(kernels.Lanes).Mix(call);
            call.Y = actual;
            kernels.Mix(call);

            KernelBuffers.AssertClose(expected, actual, 6 * stride, 2 * channels);
        }
    }

    [Fact]
    public void Transpose_Vector_MatchesScalar()
    {
        for (int lanes = 1; lanes <= 37; lanes++)
        {
            for (int count = 0; count <= 9; count++)
            {
                using var buffers = new KernelBuffers(lanes);
                const int Stride = 41;
                float* rows = buffers.Random(1300);
                int* offsets = buffers.Copy([.. Enumerable.Range(0, lanes).Select(lane => ((lanes - lane) * 31) + (lane % 3))]);
                float* expected = buffers.Zeros(400);
                float* actual = buffers.Zeros(400);

                Transpose.ToLanesOneByOne(rows, offsets, 0, lanes, 0, count, expected, Stride);
                Transpose.ToLanes(rows, offsets, lanes, count, actual, Stride);
                KernelBuffers.AssertClose(expected, actual, 400, 0);

                float* back = buffers.Zeros(1300);
                float* backExpected = buffers.Zeros(1300);
                Transpose.FromLanesOneByOne(expected, Stride, 0, lanes, 0, count, backExpected, offsets);
                Transpose.FromLanes(expected, Stride, lanes, count, back, offsets);
                KernelBuffers.AssertClose(backExpected, back, 1300, 0);
                for (int i = 0; i < count; i++)
                {
                    Assert.Equal(rows[offsets[lanes - 1] + i], back[offsets[lanes - 1] + i]);
                }
            }
        }
    }
}
