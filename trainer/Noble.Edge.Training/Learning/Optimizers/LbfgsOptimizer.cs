using Noble.Edge.Operator;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>
/// L-BFGS (Liu and Nocedal 1989): two-loop recursion over the last pairs of change and change of gradient, with a backtracking line search.
/// </summary>
/// <remarks>
/// Written here because TorchSharp's cannot save its state, and a run that cannot be resumed is lost with the first power cut. A step
/// makes several iterations on one batch. Pairs are taken within a batch only: across two batches the gradients differ for another
/// reason than the change of the parameters.
/// </remarks>
internal sealed class LbfgsOptimizer : ITrainingOptimizer
{
    private const string StateFile = "optimizer.safetensors";
    private const double SufficientDecrease = 1e-4;
    private const int Halvings = 10;

    private readonly Parameter[] _parameters;
    private readonly int _iterations;
    private readonly int _historySize;
    private readonly double _longestChange; // norm of an iteration's change; 0 for no bound
    private readonly List<(Tensor Change, Tensor Gradient)> _history = []; // flat, oldest first

    public LbfgsOptimizer(IEnumerable<Parameter> parameters, TrainingConfiguration configuration)
    {
        _parameters = [.. parameters];
        (_iterations, _historySize, _longestChange) = (configuration.LbfgsIterations, configuration.LbfgsHistory, configuration.ClipNorm);
    }

    public Tensor Step(Func<Tensor> loss, double rate)
    {
        using var scope = NewDisposeScope();
        var (value, gradient) = Evaluate(loss);
        var before = value;
        for (var i = 0; i < _iterations && double.IsFinite(value); i++)
        {
            var start = Flat(_parameters.Select(p => p.detach()));
            var direction = Direction(gradient);
            var slope = Dot(gradient, direction);
            if (slope == 0)
            {
                break;
            }

            var length = rate * (_history.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(-slope)) : 1);
            if (_longestChange > 0)
            {
                length = Math.Min(length, _longestChange / Math.Sqrt(Dot(direction, direction)));
            }

            var found = Search(loss, start, direction, slope, length, value);
            if (found is not { } next)
            {
                Set(start);
                Forget();
                break;
            }

            Remember(direction.Times(next.Length), next.Gradient.sub(gradient));
            (value, gradient) = (next.Value, next.Gradient);
        }

        return tensor((float)before).MoveToOuterDisposeScope();
    }

    public void Save(string folder)
    {
        var tensors = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        for (var i = 0; i < _history.Count; i++)
        {
            tensors[$"change.{i}"] = Host(_history[i].Change);
            tensors[$"gradient.{i}"] = Host(_history[i].Gradient);
        }

        SafetensorsFile.Write(Path.Combine(folder, StateFile), tensors);
    }

    public void Load(string folder)
    {
        Forget();
        var tensors = SafetensorsFile.Read(Path.Combine(folder, StateFile)).Tensors;
        for (var i = 0; tensors.TryGetValue($"change.{i}", out var change); i++)
        {
            _history.Add((FromHost(change), FromHost(tensors[$"gradient.{i}"])));
        }
    }

    public void Dispose() => Forget();

    // The first length that lowers the loss by enough of what its slope promises; null if none of the halvings does.
    private (double Length, double Value, Tensor Gradient)? Search(Func<Tensor> loss, Tensor start, Tensor direction, double slope, double length, double value)
    {
        for (var halving = 0; halving <= Halvings; halving++, length /= 2)
        {
            Set(start.Plus(direction, length));
            var (trial, gradient) = Evaluate(loss);
            if (trial <= value + (SufficientDecrease * length * slope))
            {
                return (length, trial, gradient);
            }
        }

        return null;
    }

    // Minus the inverse Hessian, as the history knows it, times the gradient.
    private Tensor Direction(Tensor gradient)
    {
        var direction = gradient.neg();
        var alphas = new double[_history.Count];
        for (var i = _history.Count - 1; i >= 0; i--)
        {
            var (change, difference) = _history[i];
            alphas[i] = Dot(change, direction) / Dot(change, difference);
            direction = direction.Plus(difference, -alphas[i]);
        }

        if (_history.Count > 0)
        {
            var (change, difference) = _history[^1];
            direction = direction.Times(Dot(change, difference) / Dot(difference, difference));
        }

        for (var i = 0; i < _history.Count; i++)
        {
            var (change, difference) = _history[i];
            direction = direction.Plus(change, alphas[i] - (Dot(difference, direction) / Dot(change, difference)));
        }

        return direction;
    }

    private void Remember(Tensor change, Tensor difference)
    {
        // Without positive curvature along the change the inverse Hessian would lose its definiteness.
        if (!(Dot(change, difference) > 1e-10 * Dot(difference, difference)))
        {
            return;
        }

        _history.Add((change.DetachFromDisposeScope(), difference.DetachFromDisposeScope()));
        if (_history.Count > _historySize)
        {
            _history[0].Change.Dispose();
            _history[0].Gradient.Dispose();
            _history.RemoveAt(0);
        }
    }

    private void Forget()
    {
        foreach (var (change, difference) in _history)
        {
            change.Dispose();
            difference.Dispose();
        }

        _history.Clear();
    }

    private (double Value, Tensor Gradient) Evaluate(Func<Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var value = loss();
        var gradient = Flat(autograd.grad([value], _parameters)).MoveToOuterDisposeScope();
        return (value.item<float>(), gradient);
    }

    private void Set(Tensor flat)
    {
        using var noGradient = no_grad();
        long at = 0;
        foreach (var parameter in _parameters)
        {
            var count = parameter.numel();
            using var part = flat.narrow(0, at, count);
            using var shaped = part.reshape(parameter.shape);
            parameter.copy_(shaped);
            at += count;
        }
    }

    private static Tensor Flat(IEnumerable<Tensor> tensors) => cat([.. tensors.Select(t => t.reshape(-1))], 0);

    // In float64: a float32 sum over a million parameters is good to three digits only where terms cancel.
    private static double Dot(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return a.to(float64).mul(b.to(float64)).sum().item<double>();
    }

    private static TensorData Host(Tensor tensor)
    {
        using var host = tensor.cpu();
        return new TensorData(host.data<float>().ToArray(), (int)host.numel());
    }

    private Tensor FromHost(TensorData data)
    {
        using var host = tensor(data.As<float>().ToArray());
        return host.to(_parameters[0].device, copy: true).DetachFromDisposeScope();
    }
}
