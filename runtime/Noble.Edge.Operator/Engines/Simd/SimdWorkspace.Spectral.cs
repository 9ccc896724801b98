namespace Noble.Edge.Operator;

/// <content>The spectral part of a layer: spreading, the short transform, the mode product, and back.</content>
public sealed unsafe partial class SimdWorkspace
{
    private void SpreadGroup(int group)
    {
        TimeLayout layout = _plan.Layout;
        int floats = layout.GroupFloats;
        float* state = State(group);
        if (layout.IsDirect)
        {
            for (int channel = 0; channel < _plan.Shape.HiddenChannels; channel++)
            {
                float* to = _spread + ((nint)channel * _gridStride) + ((nint)group * floats);
                new ReadOnlySpan<float>(state + ((nint)channel * floats), floats).CopyTo(new Span<float>(to, floats));
            }

            return;
        }

        _plan.Kernels.Spread(new SpreadCall
        {
            X = state,
            XStride = floats,
            Blocks = _plan.Lifting1.Blocks,
            Window = Window(group),
            WindowStride = floats,
            Points = layout.WindowWidth,
            Vectors = layout.Slots,
            Scratch = _scratch,
            Out = _spread + (group * layout.Lanes),
            OutStride = _gridStride,
        });
    }

    // The spectral convolution of what has been spread, left in _gathered.
    private void Convolve<TLaps>(BlockPlan block, scoped ref TLaps laps)
        where TLaps : struct, ILap
    {
        FetchPoints();
        _plan.Transform.Forward(_plan.Kernels, _points, _middle, _modes);
        laps.End(SimdPhase.Transform);
        _plan.MixKernels.Mix(new MixCall
        {
            Weights = block.Modes,
            Modes = _plan.Shape.Modes,
            Channels = _plan.Shape.HiddenChannels,
            Rows = _plan.ModeRows,
            X = _modes,
            Y = _mixed,
            Stride = _plan.ChannelStride,
        });
        laps.End(SimdPhase.ModeMix);
        _plan.Transform.Inverse(_plan.Kernels, _mixed, _middle, _points);
        PutPoints();
        laps.End(SimdPhase.Transform);
    }

    // [channel, point] to [point, channel]; what reaches behind the last point belongs to the first ones.
    private void FetchPoints()
    {
        TimeLayout layout = _plan.Layout;
        for (int channel = 0; channel < _plan.Shape.HiddenChannels; channel++)
        {
            float* row = _spread + ((nint)channel * _gridStride);
            for (int e = layout.GridPoints; e < layout.GridPoints + layout.WindowWidth - 1; e++)
            {
                row[e - layout.GridPoints] += row[e];
            }
        }

        Transpose.ToLanes(_spread, _rowOffsets, _plan.Shape.HiddenChannels, layout.GridPoints, _points, _plan.ChannelStride);
    }

    // Groups add to the grid in any order, so it begins at zero.
    private void ClearSpread() => new Span<float>(_spread, _plan.Lifting1.Rows * _gridStride).Clear();

    // [point, channel] to [channel, point], the first points repeated behind the last.
    private void PutPoints()
    {
        TimeLayout layout = _plan.Layout;
        Transpose.FromLanes(_points, _plan.ChannelStride, _plan.Shape.HiddenChannels, layout.GridPoints, _gathered, _rowOffsets);
        for (int channel = 0; channel < _plan.Shape.HiddenChannels; channel++)
        {
            float* to = _gathered + ((nint)channel * _gridStride);
            for (int e = layout.GridPoints; !layout.IsDirect && e < _gridStride; e++)
            {
                to[e] = to[e - layout.GridPoints];
            }
        }
    }
}
