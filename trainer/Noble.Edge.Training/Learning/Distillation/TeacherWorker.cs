using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>What one thread needs to have a teacher answer: engine, renderer and scratch.</summary>
internal sealed class TeacherWorker : IDisposable
{
    private readonly SimdEngine _engine;
    private readonly TraceRenderer _renderer;
    private readonly GridResampler _resampler;
    private readonly float[] _voltage;

    /// <param name="teacher">The teacher.</param>
    /// <param name="student">The student's manifest.</param>
    public TeacherWorker(ModelBundle teacher, ModelManifest student)
    {
        _engine = new SimdEngine(teacher.Weights, teacher.Manifest.Grid.Length);
        _renderer = new TraceRenderer(teacher, _engine);
        _resampler = new GridResampler(teacher.Manifest.Grid, student.Grid);
        Embedding = new InputEmbedding(student);
        _voltage = new float[teacher.Manifest.Grid.Length];
    }

    /// <summary>The student's input.</summary>
    public InputEmbedding Embedding { get; }

    /// <summary>The teacher's voltage on the student's grid.</summary>
    /// <param name="current">Amplitude of the step [nA].</param>
    /// <param name="features">Latent point, shape [feature].</param>
    /// <param name="clock">Spike clock, shape [term, spline].</param>
    /// <param name="target">Shape [sample], mV.</param>
    public void Answer(double current, ReadOnlySpan<double> features, ReadOnlySpan<double> clock, Span<float> target)
    {
        _renderer.Render(current, features, clock, _voltage);
        _resampler.Apply(_voltage, target);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _renderer.Dispose();
        _engine.Dispose();
    }
}
