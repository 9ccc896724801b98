using System.Runtime.CompilerServices;

// The kernels are internal; their tests and benchmarks call them one by one.
[assembly: InternalsVisibleTo("Noble.Edge.Operator.Tests")]
[assembly: InternalsVisibleTo("Noble.Edge.Benchmarks")]
[assembly: InternalsVisibleTo("Noble.Edge.Training")]
